/** Exponent of a power law, value ∝ size ^ exponent: the slope of a straight line through logarithms. */
import type { Interval } from '../model/interval.ts';

export interface PowerPoint {
  readonly size: number;
  readonly value: number;
  /** Variance of the value over its square. */
  readonly relativeVariance: number;
}

export interface PowerLaw {
  readonly exponent: number;
  /** 95 %. */
  readonly interval: Interval;
}

const leastPoints = 3;
/** What a machine repeats no better than, as relative deviation: a point that came out too well by chance must not decide alone. */
const leastDeviation = 0.01;
const normal95 = 1.959964;

/**
 * Least squares weighted by the inverse variance of each logarithm. Where the points scatter more about the line than their own
 * uncertainty explains (a curve, say), the interval is widened by how much more: the scale factor of the Particle Data Group (Review of
 * Particle Physics, "Unconstrained averaging"). Undefined for fewer than three points.
 */
export function fitPowerLaw(points: readonly PowerPoint[]): PowerLaw | undefined {
  const used = points.filter(({ size, value }) => size > 0 && value > 0);
  if (used.length < leastPoints) return undefined;
  const rows = used.map(({ size, value, relativeVariance }) => ({
    x: Math.log(size),
    y: Math.log(value),
    weight: 1 / Math.max(relativeVariance, leastDeviation ** 2),
  }));
  const [w, wx, wy] = [0, 0, 0].map((_, i) =>
    rows.reduce((sum, { x, y, weight }) => sum + weight * ([1, x, y][i] ?? 0), 0),
  ) as [number, number, number];
  const [meanX, meanY] = [wx / w, wy / w];
  const xx = rows.reduce((sum, { x, weight }) => sum + weight * (x - meanX) ** 2, 0);
  if (xx === 0) return undefined;
  const exponent = rows.reduce((sum, { x, y, weight }) => sum + weight * (x - meanX) * (y - meanY), 0) / xx;
  const scatter = rows.reduce((sum, { x, y, weight }) => sum + weight * (y - meanY - exponent * (x - meanX)) ** 2, 0);
  const scale = Math.sqrt(Math.max(1, scatter / (rows.length - 2)));
  const halfWidth = (normal95 * scale) / Math.sqrt(xx);
  return { exponent, interval: { low: exponent - halfWidth, high: exponent + halfWidth } };
}
