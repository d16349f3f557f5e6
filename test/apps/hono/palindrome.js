export function longestPalindrome(text) {
  let longest = '';
  for (let from = 0; from < text.length; from++) {
    for (let to = text.length; to - from > longest.length; to--) {
      if (isPalindrome(text, from, to)) longest = text.slice(from, to);
    }
  }
  return longest;
}

function isPalindrome(text, from, to) {
  let left = from;
  let right = to - 1;
  let same = true;
  while (left < right) same = text.charCodeAt(left++) === text.charCodeAt(right--) && same;
  return same;
}
