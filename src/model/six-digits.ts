/** Rounding to six significant digits, for the several 100,000 figures of a large Report. */

/** Powers of ten that a double holds exactly: a quotient by one is the double nearest to the decimal, as if read from text. */
const powersOfTen = Array.from({ length: 23 }, (_, exponent) => Number(`1e${exponent}`));

/** The same double as `Number(value.toPrecision(6))`, without its text. */
export function sixDigits(value: number): number {
  const decimals = 5 - Math.floor(Math.log10(Math.abs(value)));
  const scale = powersOfTen[decimals];
  if (scale === undefined) return Number(value.toPrecision(6));
  const scaled = value * scale;
  // Near a tie, or where the logarithm was off by one, the product's own rounding could decide: text is exact.
  const isClear = Math.abs(scaled) >= 100_000 && Math.abs((Math.abs(scaled) % 1) - 0.5) > 1e-6;
  return isClear && Math.abs(scaled) < 999_999 ? Math.round(scaled) / scale : Number(value.toPrecision(6));
}
