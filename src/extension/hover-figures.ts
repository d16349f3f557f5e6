/** What a hover says, before it is Markdown. Figures that are unknown are left out. */
import * as vscode from 'vscode';
import type { FunctionAnnotation, LineAnnotation, RouteAnnotation } from '../model/annotation.ts';
import { formatBytes, formatMs, formatRate, formatShare, formatUsd } from '../model/format.ts';
import { locale, perRequest, usdPerMillion } from './hint-text.ts';

export interface Figures {
  readonly title: string;
  readonly rows: readonly (readonly [name: string, figure: string])[];
  readonly note?: string;
}

type Row = readonly [name: string, figure: string];

export function functionFigures(hint: FunctionAnnotation): Figures {
  const { t } = vscode.l10n;
  const own = hint.ownCpuMsPerRequest;
  const rows = present([
    row(
      t('CPU with the library code it calls'),
      own,
      (ms) => `${perRequest(ms)} (${formatShare(hint.ownShare ?? 0, locale())})`,
    ),
    [t('Self CPU'), `${perRequest(hint.selfCpuMsPerRequest)} (${formatShare(hint.selfShare, locale())})`],
    row(
      t('95% interval'),
      hint.interval,
      ({ low, high }) => `${formatMs(low, locale())} – ${formatMs(high, locale())}`,
    ),
    [t('Total CPU'), `${perRequest(hint.totalCpuMsPerRequest)} (${formatShare(hint.totalShare, locale())})`],
    row(t('Garbage collection it causes'), hint.ownGcCpuMsPerRequest ?? hint.gcCpuMsPerRequest, perRequest),
    row(t('Allocated'), hint.ownAllocatedBytesPerRequest ?? hint.allocatedBytesPerRequest, bytesPerRequest),
    row(t('Cost'), hint.ownUsdPerMillionRequests ?? hint.usdPerMillionRequests, usdPerMillion),
    row(t('Cost with callees, up to'), hint.totalUsdPerMillionRequests, usdPerMillion),
    row(t('Cost per month'), hint.usdPerMonth, (amount) => formatUsd(amount, locale())),
  ]);
  const lowConfidence = t('Few samples: take these figures as a hint, and measure longer to be sure.');
  return { title: hint.name, rows, ...(hint.confidence === 'low' ? { note: lowConfidence } : {}) };
}

export function routeFigures(hint: RouteAnnotation): Figures {
  const { t } = vscode.l10n;
  return {
    title: `${hint.method} ${hint.path}`,
    rows: present([
      row(t('CPU'), hint.cpuMsPerRequest, perRequest),
      row(t('Sent'), hint.bytesOutPerRequest, bytesPerRequest),
      row(t('Requests per second and core'), hint.requestsPerSecondPerCore, (rate) => formatRate(rate, locale())),
      row(t('Cost'), hint.usdPerMillionRequests, usdPerMillion),
    ]),
  };
}

export function lineFigures(hint: LineAnnotation): Figures {
  const { t } = vscode.l10n;
  const share = formatShare(hint.share, locale());
  return {
    title: t('this line'),
    rows: [[t('Self CPU'), `${perRequest(hint.selfCpuMsPerRequest)} (${share})`]],
  };
}

function row<T>(name: string, value: T | undefined, show: (value: T) => string): Row | undefined {
  return value === undefined ? undefined : [name, show(value)];
}

function present(rows: readonly (Row | undefined)[]): readonly Row[] {
  return rows.filter((candidate) => candidate !== undefined);
}

function bytesPerRequest(bytes: number): string {
  return vscode.l10n.t('{0}/req', formatBytes(bytes, locale()));
}
