/** What a request asks of a machine, from what was measured. */
import type { Costs } from '../model/costs.ts';
import type { Demand } from './capacity.ts';

/** From a nanosecond to a month for one request, a petabyte for one answer: beyond is a broken counter, and no figure is built on one. */
const leastMs = 1e-6;
const mostMs = 2.6e9;
const mostBytes = 1e15;

export function demandOf(totals: Costs['totals']): Demand {
  const {
    cpuMsPerRequest,
    loopCpuMsPerRequest = cpuMsPerRequest,
    rssPeakBytes,
    bytesOutPerRequest = 0,
    latencyPartsMs,
  } = totals;
  const cpuMs = within(cpuMsPerRequest, leastMs, mostMs);
  const loopMs = Math.min(within(loopCpuMsPerRequest, leastMs, mostMs), cpuMs);
  const bytesOut = within(bytesOutPerRequest, 1, mostBytes);
  return {
    cpuMs,
    loopMs: loopMs > 0 ? loopMs : cpuMs,
    rssBytes: within(rssPeakBytes, 1, mostBytes),
    ...(bytesOut > 0 ? { bytesOut } : {}),
    // With no other request under way, what is not computing is waiting.
    ...(latencyPartsMs !== undefined && within(latencyPartsMs.alone, leastMs, mostMs) > 0
      ? { waitMs: Math.max(0, latencyPartsMs.alone - cpuMs) }
      : {}),
  };
}

function within(value: number, least: number, most: number): number {
  return value >= least && value <= most ? value : 0;
}
