/** Stored runs, newest first, each beside the one before it or beside the baseline. */
import * as vscode from 'vscode';
import { locale } from '../hint-text.ts';
import { commitText } from './glance-rows.ts';
import type { Row } from './row.ts';
import { joined, known, rowFigures } from './row-figures.ts';
import type { KnownRun } from './run-history.ts';
import { lastAlike, trendOf, type Trend } from './trend.ts';

export interface RunMarks {
  /** The run whose costs are shown. */
  readonly shownId: string | undefined;
  readonly baselineId: string | undefined;
}

export function runRows(runs: readonly KnownRun[], marks: RunMarks): readonly Row[] {
  const when = new Intl.DateTimeFormat(locale(), { dateStyle: 'medium', timeStyle: 'short' });
  const baseline = runs.find(({ runId }) => runId === marks.baselineId);
  return runs.map((run, index) => {
    const before = run === baseline ? undefined : baseline;
    const against =
      before?.summary ??
      lastAlike(
        run.summary,
        runs.slice(index + 1).map(({ summary }) => summary),
      );
    const trend = against === undefined ? undefined : trendOf(run.summary, against);
    return runRow(run, { marks, trend, isBaselineKnown: before !== undefined, when });
  });
}

interface Context {
  readonly marks: RunMarks;
  readonly trend: Trend | undefined;
  /** What the trend is measured from. */
  readonly isBaselineKnown: boolean;
  readonly when: Intl.DateTimeFormat;
}

function runRow(run: KnownRun, { marks, trend, isBaselineKnown, when }: Context): Row {
  const { folder, runId, summary } = run;
  const { t } = vscode.l10n;
  const { ms, per, perMillion, count } = rowFigures(summary);
  const isShown = runId === marks.shownId;
  const isBaseline = runId === marks.baselineId;
  const label = when.format(new Date(summary.startedAt));
  const cpu = per(ms(summary.cpuMsPerRequest));
  const cost = known(summary.usdPerMillionRequests, perMillion);
  const commit = commitText(summary);
  const broken = known(summary.brokenBudgets, (value) => (value === 0 ? undefined : t('budgets broken: {0}', value)));
  const ended = summary.partial === undefined ? undefined : t('ended early');
  const marked = [isShown ? t('shown') : undefined, isBaseline ? t('baseline') : undefined];
  return {
    ...{ id: runId, label, run: { folder, runId } },
    ...iconOf(trend, isBaseline),
    kind: ['run', ...(isShown ? ['shown'] : []), ...(isBaseline ? ['baseline'] : [])].join(' '),
    description: joined([cpu, known(trend, changeText), ...marked, broken, ended, commit]),
    tooltip: [
      label,
      summary.command,
      joined([cpu, cost]),
      known(commit, (text) => t('Commit {0}', text)),
      summary.kind === 'server'
        ? t('{0} requests, {1} errors', count(summary.requests), count(summary.errors))
        : undefined,
      known(trend, (found) => trendText(found, isBaselineKnown)),
    ].filter((text) => text !== undefined),
    command: { command: 'leanscope.openRun', title: t('Open Run'), arguments: [{ run: { folder, runId } }] },
  };
}

function iconOf(trend: Trend | undefined, isBaseline: boolean): Pick<Row, 'icon' | 'iconColour'> {
  if (isBaseline) return { icon: 'bookmark' };
  switch (trend?.direction) {
    case 'more':
      return { icon: 'arrow-up', iconColour: 'charts.red' };
    case 'less':
      return { icon: 'arrow-down', iconColour: 'charts.green' };
    case 'same':
      return { icon: 'arrow-small-right' };
    case undefined:
      return { icon: 'circle-small' };
  }
}

/** "▲ 12 %": an arrow only where the difference is one. */
function changeText({ direction, change }: Trend): string {
  if (direction === 'same') return '≈';
  const percent = new Intl.NumberFormat(locale(), { style: 'percent', maximumFractionDigits: 0 });
  return `${direction === 'more' ? '▲' : '▼'} ${percent.format(Math.abs(change))}`;
}

function trendText({ direction }: Trend, isBaselineKnown: boolean): string {
  const { t } = vscode.l10n;
  const than = isBaselineKnown ? t('the baseline') : t('the run before it');
  switch (direction) {
    case 'more':
      return t('More CPU than {0}. Compare the two to see where.', than);
    case 'less':
      return t('Less CPU than {0}. Compare the two to see where.', than);
    case 'same':
      return t('About the same CPU as {0}: two runs at different times differ by as much.', than);
  }
}
