/** Length of the longest common subsequence. */
export function similarity(left: string, right: string): number {
  const lengths = Array.from({ length: left.length + 1 }, () => new Uint16Array(right.length + 1));
  for (let row = 1; row <= left.length; row++) {
    for (let column = 1; column <= right.length; column++) {
      lengths[row]![column] =
        left[row - 1] === right[column - 1]
          ? lengths[row - 1]![column - 1]! + 1
          : Math.max(lengths[row - 1]![column]!, lengths[row]![column - 1]!);
    }
  }
  return lengths[left.length]![right.length]!;
}
