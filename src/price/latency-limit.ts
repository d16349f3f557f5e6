/**
 * How busy an event loop may be before the 99th percentile of latency exceeds the objective. The curve was simulated for this machine;
 * elsewhere the time on the loop, and the queue for it, stretch by the machine's factor, what requests wait for elsewhere does not.
 */
import type { Queueing } from '../model/report-capacity.ts';

export interface LatencyLimit {
  readonly utilization: number;
  /** Of latency at the lowest utilisation that was simulated, ms: no fleet brings it lower. */
  readonly unreachable?: number;
}

/** Undefined where the objective allows for more than was simulated. */
export function latencyLimit(
  { curve, waitMsPerRequest }: Queueing,
  objectiveMs: number,
  factor: number,
): LatencyLimit | undefined {
  const waitMs = Math.max(0, waitMsPerRequest);
  const points = curve.map(({ utilization, p99Ms }) => ({
    utilization,
    p99Ms: waitMs + Math.max(0, p99Ms - waitMs) * factor,
  }));
  const [first] = points;
  if (first === undefined) return undefined;
  if (first.p99Ms > objectiveMs) return { utilization: first.utilization, unreachable: first.p99Ms };
  const above = points.findIndex(({ p99Ms }) => p99Ms > objectiveMs);
  const [low, high] = [points[above - 1], points[above]];
  if (low === undefined || high === undefined) return undefined;
  // Latency grows by factors, not by steps, so the way between two points is measured in its logarithm.
  const way = Math.log(objectiveMs / low.p99Ms) / Math.log(high.p99Ms / low.p99Ms);
  return { utilization: low.utilization + way * (high.utilization - low.utilization) };
}
