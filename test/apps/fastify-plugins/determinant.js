export function determinant(size, seed) {
  const rows = Array.from({ length: size }, (_, y) =>
    Float64Array.from({ length: size }, (_, x) => ((x * 31 + y * 17 + seed) % 23) - 11 + (x === y ? 40 : 0)),
  );
  let product = 1;
  for (let pivot = 0; pivot < size; pivot++) {
    product = (product * rows[pivot][pivot]) % 1_000_003;
    for (let row = pivot + 1; row < size; row++) {
      const factor = rows[row][pivot] / rows[pivot][pivot];
      for (let column = pivot; column < size; column++) rows[row][column] -= factor * rows[pivot][column];
    }
  }
  return product;
}
