/** Student's t distribution, for intervals of any level: a comparison that is looked at again and again needs narrower ones than 95 %. */

/** Two-sided: how likely a value at least so far from 0 is. */
export function studentTail(t: number, degrees: number): number {
  return regularisedBeta(degrees / (degrees + t * t), degrees / 2, 0.5);
}

/** The value that is exceeded on either side with this probability, both sides together. */
export function studentQuantile(tail: number, degrees: number): number {
  let [low, high] = [0, 1];
  while (studentTail(high, degrees) > tail && high < 1e12) high *= 2;
  for (let i = 0; i < 60; i++) {
    const middle = (low + high) / 2;
    if (studentTail(middle, degrees) > tail) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

/** I_x(a, b), by its continued fraction (DLMF 8.17.22), on the side of the mean where that converges fast. */
function regularisedBeta(x: number, a: number, b: number): number {
  if (x <= 0) return 0;
  if (x >= 1) return 1;
  const front = Math.exp(logGamma(a + b) - logGamma(a) - logGamma(b) + a * Math.log(x) + b * Math.log1p(-x));
  return x < (a + 1) / (a + b + 2) ? (front * fraction(x, a, b)) / a : 1 - (front * fraction(1 - x, b, a)) / b;
}

/** 1 / (1 + d1 / (1 + d2 / (1 + …))), from the end. */
function fraction(x: number, a: number, b: number): number {
  let value = 0;
  for (let m = 300; m >= 1; m--) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m));
    value = even / (1 + value);
    const k = m - 1;
    const odd = (-(a + k) * (a + b + k) * x) / ((a + 2 * k) * (a + 2 * k + 1));
    value = odd / (1 + value);
  }
  return 1 / (1 + value);
}

/** Stirling's series (DLMF 5.11.1), after the recurrence has brought the argument to where it is exact to 12 digits. */
function logGamma(x: number): number {
  let [at, below] = [x, 0];
  while (at < 12) {
    below += Math.log(at);
    at++;
  }
  const inverse = 1 / at;
  const square = inverse * inverse;
  const series = inverse * (1 / 12 - square * (1 / 360 - square * (1 / 1260 - square / 1680)));
  return (at - 0.5) * Math.log(at) - at + 0.5 * Math.log(2 * Math.PI) + series - below;
}
