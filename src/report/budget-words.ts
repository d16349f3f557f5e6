/** A budget and what came of it, in words. */
import { plain } from '../model/plain-text.ts';
import type { BudgetVerdict, ReportBudget } from '../model/report-findings.ts';
import type { BudgetMetric } from '../model/budget.ts';
import { bytes, ms, share, unitUsd, usd } from './figures.ts';

interface Metric {
  readonly words: string;
  readonly format: (value: number) => string;
}

const metrics: Readonly<Record<BudgetMetric, Metric>> = {
  cpuMsPerRequest: { words: 'CPU', format: ms },
  gcMsPerRequest: { words: 'garbage collection', format: ms },
  allocatedBytesPerRequest: { words: 'allocated', format: bytes },
  bytesOutPerRequest: { words: 'bytes out', format: bytes },
  rssPeakBytes: { words: 'peak RSS', format: bytes },
  heapUsedPeakBytes: { words: 'peak heap', format: bytes },
  p50Ms: { words: 'p50', format: ms },
  p99Ms: { words: 'p99', format: ms },
  usdPerMillionRequests: { words: '$ per 1M requests', format: unitUsd },
  usdPerMonth: { words: '$ per month', format: usd },
  share: { words: 'share of CPU', format: share },
};

export const verdictWords: Readonly<Record<BudgetVerdict, string>> = {
  within: 'kept',
  over: 'BROKEN',
  unclear: 'unclear',
  unknown: 'not measured',
};

/** "GET /products: CPU". */
export function subjectOf({ name, metric }: ReportBudget): string {
  const { words } = metrics[metric];
  return name === undefined ? words : `${plain(name)}: ${words}`;
}

export function limitOf({ metric, limit }: ReportBudget): string {
  return metrics[metric].format(limit);
}

/** "3.1 ms (95 % 2.9 ms to 3.3 ms)". */
export function measuredOf({ metric, value, interval }: ReportBudget): string {
  if (value === undefined) return '';
  const { format } = metrics[metric];
  return `${format(value)}${interval === undefined ? '' : ` (95 % ${format(interval.low)} to ${format(interval.high)})`}`;
}

/** "1 of 3 budgets is broken: CPU 4.2 ms, at most 3 ms." Undefined where none is. */
export function brokenBudgets(budgets: readonly ReportBudget[] | undefined = []): string | undefined {
  const broken = budgets.filter(({ verdict }) => verdict === 'over');
  if (broken.length === 0) return undefined;
  const each = broken.map((budget) => `${subjectOf(budget)} ${measuredOf(budget)}, at most ${limitOf(budget)}`);
  return `${broken.length} of ${budgets.length} budgets ${broken.length === 1 ? 'is' : 'are'} broken: ${each.join('; ')}.`;
}
