/** What a hover says, before it is Markdown. Figures that are unknown are left out. */
import * as vscode from 'vscode';
import type { FiguresPer, FunctionAnnotation, LineAnnotation, RouteAnnotation } from '../model/annotation.ts';
import { formatBytes, formatMs, formatRate, formatShare, formatUsd } from '../model/format.ts';
import type { FunctionBackground } from './function-background.ts';
import { backgroundRows, type Row } from './hover-background.ts';
import { calledHint, each, locale, usdPerMillion } from './hint-text.ts';

export interface Figures {
  readonly title: string;
  readonly rows: readonly Row[];
  readonly notes: readonly string[];
  /** Whether dollars are among the figures. */
  readonly hasCost: boolean;
  /** Absent for what is no function. */
  readonly functionId?: string;
}

export function functionFigures(
  hint: FunctionAnnotation,
  per: FiguresPer,
  background: FunctionBackground | undefined,
): Figures {
  const { t } = vscode.l10n;
  const isWall = per === 'wallProfile';
  const rows = present([
    row(
      isWall ? t('Time with the library code it calls') : t('CPU with the library code it calls'),
      hint.ownCpuMsPerRequest,
      (ms) => withShare(ms, hint.ownShare ?? 0, per),
    ),
    row(isWall ? t('Self time') : t('Self CPU'), hint.selfCpuMsPerRequest, (ms) =>
      withShare(ms, hint.selfShare ?? 0, per),
    ),
    row(
      t('95% interval'),
      hint.interval,
      ({ low, high }) => `${formatMs(low, locale())} – ${formatMs(high, locale())}`,
    ),
    row(isWall ? t('Total time') : t('Total CPU'), hint.totalCpuMsPerRequest, (ms) =>
      withShare(ms, hint.totalShare ?? 0, per),
    ),
    row(t('Packages it calls'), hint.packages, (packages) => packages.map(calledHint).join(' · ')),
    row(t('Garbage collection it causes'), hint.ownGcCpuMsPerRequest ?? hint.gcCpuMsPerRequest, (ms) => cpu(ms, per)),
    row(t('On V8’s helper threads besides'), hint.ownHelperGcCpuMsPerRequest ?? hint.helperGcCpuMsPerRequest, (ms) =>
      cpu(ms, per),
    ),
    row(t('Allocated'), hint.ownAllocatedBytesPerRequest ?? hint.allocatedBytesPerRequest, (sum) =>
      size(sum, per, hint.ownAllocationShare),
    ),
    row(t('Cost'), hint.ownUsdPerMillionRequests ?? hint.usdPerMillionRequests, (usd) => usdPerMillion(usd, per)),
    row(t('Cost with callees, up to'), hint.totalUsdPerMillionRequests, (usd) => usdPerMillion(usd, per)),
    row(t('Cost per month'), hint.usdPerMonth, (amount) => formatUsd(amount, locale())),
    ...(background === undefined ? [] : backgroundRows(background, per)),
  ]);
  const lowConfidence = t('These figures may be off by more than a third. Measure longer to be sure.');
  const notes = [
    ...(hint.hasChanged === true ? [t('The function has changed since it was measured.')] : []),
    ...(per === 'profile' || isWall ? profileNotes(hint) : hint.confidence === 'low' ? [lowConfidence] : []),
  ];
  const hasCost = (hint.ownUsdPerMillionRequests ?? hint.usdPerMillionRequests) !== undefined;
  return { title: hint.name, rows, notes, hasCost, functionId: hint.functionId };
}

/** What a profile that another tool took cannot tell. */
function profileNotes({ selfShare, confidence }: FunctionAnnotation): readonly string[] {
  const { t } = vscode.l10n;
  if (selfShare === undefined)
    return [
      t(
        'From a heap profile: memory that was still in use, unless it was recorded otherwise. What V8 inlined counts for the function that it was inlined in.',
      ),
    ];
  const time = t('From a profile: time on the thread, waiting in synchronous calls included.');
  const inlined = t(
    'Few samples, or many that V8 inlined from other files and counts here: profile the application with Leanscope to tell them apart.',
  );
  return confidence === 'low' ? [time, inlined] : [time];
}

export function routeFigures(hint: RouteAnnotation): Figures {
  const { t } = vscode.l10n;
  return {
    title: [hint.method, hint.path, hint.operation].filter((part) => part !== undefined).join(' '),
    rows: present([
      row(t('CPU'), hint.cpuMsPerRequest, (ms) => cpu(ms, 'request')),
      row(t('Sent'), hint.bytesOutPerRequest, (sum) => size(sum, 'request')),
      row(t('Requests per second and core'), hint.requestsPerSecondPerCore, (rate) => formatRate(rate, locale())),
      row(t('Cost'), hint.usdPerMillionRequests, (usd) => usdPerMillion(usd, 'request')),
      row(t('Cost per month'), hint.usdPerMonth, (amount) => formatUsd(amount, locale())),
    ]),
    notes: [],
    hasCost: hint.usdPerMillionRequests !== undefined,
  };
}

export function lineFigures(hint: LineAnnotation, per: FiguresPer): Figures {
  const { t } = vscode.l10n;
  return {
    title: t('this line'),
    rows: present([
      // Of a line that is here for what it calls, V8 may have told nothing.
      hint.selfCpuMsPerRequest === 0 && hint.calls !== undefined
        ? undefined
        : [
            per === 'wallProfile' ? t('Self time') : t('Self CPU'),
            withShare(hint.selfCpuMsPerRequest, hint.share, per),
          ],
      ...(hint.calls ?? []).map(({ name, entry, cpuMsPerRequest, share }): Row => [
        entry === undefined ? name : t('{0} of {1}', entry, name),
        withShare(cpuMsPerRequest, share, per),
      ]),
      row(t('Allocated'), hint.allocatedBytesPerRequest, (sum) => size(sum, per, hint.allocationShare)),
    ]),
    notes: [],
    hasCost: false,
  };
}

function row<T>(name: string, value: T | undefined, show: (value: T) => string): Row | undefined {
  return value === undefined ? undefined : [name, show(value)];
}

function present(rows: readonly (Row | undefined)[]): readonly Row[] {
  return rows.filter((candidate) => candidate !== undefined);
}

function cpu(ms: number, per: FiguresPer): string {
  return each(formatMs(ms, locale()), per);
}

function withShare(ms: number, share: number, per: FiguresPer): string {
  return `${cpu(ms, per)} (${formatShare(share, locale())})`;
}

function size(sum: number, per: FiguresPer, share?: number): string {
  const text = each(formatBytes(sum, locale()), per);
  return share === undefined ? text : `${text} (${formatShare(share, locale())})`;
}
