export function longestChain(limit) {
  let longest = { start: 1, steps: 0 };
  for (let start = 1; start <= limit; start++) {
    const steps = chainLength(start);
    if (steps > longest.steps) longest = { start, steps };
  }
  return longest;
}

function chainLength(start) {
  let steps = 0;
  for (let at = start; at !== 1; at = at % 2 === 0 ? at / 2 : 3 * at + 1) steps++;
  return steps;
}
