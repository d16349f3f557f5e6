/** A budget and what came of it, in the user's words. */
import * as vscode from 'vscode';
import type { BudgetMetric } from '../../model/budget.ts';
import { figuresIn } from '../../model/format.ts';
import type { ReportBudget } from '../../model/report-findings.ts';
import { locale } from '../hint-text.ts';

/** "GET /products: CPU per request". */
export function subjectText({ name, metric }: Pick<ReportBudget, 'name' | 'metric'>): string {
  return name === undefined ? metricText(metric) : `${name}: ${metricText(metric)}`;
}

export function limitText({ metric, limit }: Pick<ReportBudget, 'metric' | 'limit'>): string {
  return amount(metric, limit);
}

/** "3.1 ms (95%: 2.9 ms to 3.3 ms)"; undefined where it was not measured. */
export function measuredText({ metric, value, interval }: ReportBudget): string | undefined {
  if (value === undefined) return undefined;
  if (interval === undefined) return amount(metric, value);
  const range = vscode.l10n.t('95%: {0} to {1}', amount(metric, interval.low), amount(metric, interval.high));
  return `${amount(metric, value)} (${range})`;
}

export function metricText(metric: BudgetMetric): string {
  const { t } = vscode.l10n;
  const texts: Readonly<Record<BudgetMetric, string>> = {
    cpuMsPerRequest: t('CPU per request'),
    gcMsPerRequest: t('Garbage collection per request'),
    allocatedBytesPerRequest: t('Allocated per request'),
    bytesOutPerRequest: t('Sent per request'),
    rssPeakBytes: t('Peak memory'),
    heapUsedPeakBytes: t('Peak JavaScript heap'),
    p50Ms: t('Median latency'),
    p99Ms: t('99th percentile of latency'),
    usdPerMillionRequests: t('Cost per million requests'),
    usdPerMonth: t('Cost per month'),
    share: t('Share of CPU'),
  };
  return texts[metric];
}

function amount(metric: BudgetMetric, value: number): string {
  const { ms, bytes, usd, unitUsd, share } = figuresIn(locale());
  const formats: Readonly<Record<BudgetMetric, (value: number) => string>> = {
    ...{ cpuMsPerRequest: ms, gcMsPerRequest: ms, p50Ms: ms, p99Ms: ms },
    ...{ allocatedBytesPerRequest: bytes, bytesOutPerRequest: bytes, rssPeakBytes: bytes, heapUsedPeakBytes: bytes },
    ...{ usdPerMillionRequests: unitUsd, usdPerMonth: usd, share },
  };
  return formats[metric](value);
}
