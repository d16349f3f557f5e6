/** What a call tree may be drawn of. */
import type { Report } from '../../model/report.ts';
import type { Words } from '../words.ts';
import type { Metric } from './call-tree.ts';

const metrics = ['cpu', 'alloc', 'usd'] as const satisfies readonly Metric[];

export function knownMetrics({ stacks, totals }: Report): readonly Metric[] {
  const known = {
    cpu: true,
    alloc: stacks.selfAllocatedBytesPerRequest !== undefined,
    usd: totals.usdPerMillionRequests !== undefined && totals.cpuMsPerRequest > 0,
  };
  return metrics.filter((each) => known[each]);
}

export function amountOf({ ms, bytes, unitUsd }: Words, metric: Metric): (value: number) => string {
  return { cpu: ms, alloc: bytes, usd: unitUsd }[metric];
}
