/** Rows of a hover about what stands behind a function's own figures. */
import * as vscode from 'vscode';
import type { Relative } from '../annotate/relatives.ts';
import type { FiguresPer } from '../model/annotation.ts';
import { formatMs, formatRate, formatShare } from '../model/format.ts';
import { ratePerCore, type BindingResource, type Capacity } from '../model/report-capacity.ts';
import type { Blocking } from '../model/report-totals.ts';
import type { FunctionBackground, FunctionBefore } from './function-background.ts';
import { each, locale } from './hint-text.ts';

export type Row = readonly [name: string, figure: string];

export function backgroundRows(background: FunctionBackground, per: FiguresPer): readonly Row[] {
  const { t } = vscode.l10n;
  const { before, blocking, callers, callees, capacity } = background;
  const rows: readonly (readonly [string, string | undefined])[] = [
    [t('Since the run before'), before === undefined ? undefined : sinceBefore(before, per)],
    [t('Called by'), relatives(callers)],
    [t('Calls'), relatives(callees)],
    [t('Held the event loop'), blockingText(blocking)],
    [t('What limits the application'), limitText(capacity)],
  ];
  return rows.flatMap(([name, figure]) => (figure === undefined ? [] : [[name, figure]]));
}

function sinceBefore({ ownMs, ratio, isWithinNoise, startedAt }: FunctionBefore, per: FiguresPer): string {
  const { t } = vscode.l10n;
  const change = new Intl.NumberFormat(locale(), {
    ...{ style: 'percent', signDisplay: 'exceptZero', maximumFractionDigits: 0 },
  }).format(ratio - 1);
  const when = new Intl.DateTimeFormat(locale(), { dateStyle: 'short', timeStyle: 'short' }).format(
    new Date(startedAt),
  );
  const was = each(formatMs(ownMs, locale()), per);
  return isWithinNoise
    ? t('{0} (was {1}, {2}): within the noise', change, was, when)
    : t('{0} (was {1}, {2})', change, was, when);
}

function relatives(found: readonly Relative[]): string | undefined {
  if (found.length === 0) return undefined;
  return found.map(({ name, share }) => `${name} ${formatShare(share, locale())}`).join(' · ');
}

function blockingText([longest, ...more]: readonly Blocking[]): string | undefined {
  if (longest === undefined) return undefined;
  const { t } = vscode.l10n;
  const times = more.reduce((sum, { count }) => sum + count, longest.count);
  const held = t('up to {0}, {1} times', formatMs(longest.durationMs, locale()), formatRate(times, locale()));
  return longest.route === undefined ? held : `${held} · ${longest.route}`;
}

function limitText(capacity: Capacity | undefined): string | undefined {
  if (capacity?.bindingResource === undefined) return undefined;
  const resource = resourceText(capacity.bindingResource);
  const perCore = ratePerCore(capacity);
  return perCore === undefined
    ? resource
    : `${resource} · ${vscode.l10n.t('{0} rps/core', formatRate(perCore, locale()))}`;
}

function resourceText(resource: BindingResource): string {
  const { t } = vscode.l10n;
  switch (resource) {
    case 'eventLoop':
      return t('the event loop');
    case 'cpu':
      return t('processors');
    case 'memory':
      return t('memory');
    case 'network':
      return t('the network');
    case 'waiting':
      return t('what it waits for');
    case 'threadPool':
      return t('libuv’s thread pool');
    case 'rateLimit':
      return t('a rate limit');
    case 'generator':
      return t('the load generator');
  }
}
