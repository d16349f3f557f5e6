/** What differs between two runs: first what it comes to, then where. What has not changed is left out. */
import * as vscode from 'vscode';
import type { Caveat, Change, ChangeVerdict, ComparedRun, ComparedTotal, Comparison } from '../../model/comparison.ts';
import { figuresIn, routeName, type Figures } from '../../model/format.ts';
import { locale } from '../hint-text.ts';
import { commitText } from './glance-rows.ts';
import type { Row } from './row.ts';
import { joined, known, placeText } from './row-figures.ts';
import type { ComparedInFolder } from './shown-comparison.ts';

const mostFunctions = 100;

export function comparisonRows({ folder, comparison }: ComparedInFolder): readonly Row[] {
  const { t } = vscode.l10n;
  const figures = figuresIn(locale());
  const { totals, routes, functions } = comparison;
  const changedRoutes = routes.filter(({ cpuMsPerRequest }) => isChanged(cpuMsPerRequest));
  const changedFunctions = functions
    .filter(({ cpuMsPerRequest }) => isChanged(cpuMsPerRequest))
    .slice(0, mostFunctions);
  const routeRows = changedRoutes.map((route) => {
    const label = routeName(route);
    return changeRow({ id: `route ${label}`, label, change: route.cpuMsPerRequest, show: figures.ms }, figures);
  });
  const functionRows = changedFunctions.map((each) => {
    const { name: label, file, line, cpuMsPerRequest: change } = each;
    const row = changeRow(
      { id: `${each.baseId ?? ''} ${each.headId ?? ''}`, label, change, show: figures.ms },
      figures,
    );
    const place = line === undefined || file === '' ? {} : { place: { folder, file, line } };
    return { ...row, ...place, description: joined([row.description, placeText(each)]) };
  });
  return [
    headline(comparison, figures),
    ...comparison.caveats.map(caveatRow),
    ...totals
      .filter(({ base, head }) => base !== undefined && head !== undefined)
      .map((total) => changeRow(totalParts(total, figures), figures)),
    ...group('routes', t('Routes that changed'), routeRows),
    ...group('functions', t('Functions that changed'), functionRows),
  ];
}

const isChanged = ({ verdict }: Change): boolean => verdict === 'better' || verdict === 'worse';

function group(id: string, label: string, children: readonly Row[]): readonly Row[] {
  if (children.length === 0) return [];
  return [
    { id, label, icon: 'list-ordered', description: `${children.length}`, kind: 'group', children, expanded: true },
  ];
}

function headline({ verdict, base, head, leastCpuShare }: Comparison, { share }: Figures): Row {
  const { t } = vscode.l10n;
  const least = t(
    'Less than {0} of CPU per request may be chance: two runs of the same code show as much.',
    share(leastCpuShare),
  );
  return {
    ...{ id: 'verdict', label: verdictText(verdict), kind: 'verdict', ...iconOf(verdict) },
    description: t('{0}, against {1}', runText(head), runText(base)),
    tooltip: [t('{0}, against {1}', runText(head), runText(base)), least],
  };
}

function runText(run: ComparedRun): string {
  const when = new Intl.DateTimeFormat(locale(), { dateStyle: 'medium', timeStyle: 'short' });
  return [when.format(new Date(run.startedAt)), commitText(run)].filter((text) => text !== undefined).join(' ');
}

function verdictText(verdict: ChangeVerdict): string {
  const { t } = vscode.l10n;
  switch (verdict) {
    case 'better':
      return t('Better');
    case 'worse':
      return t('Worse');
    case 'same':
      return t('No difference');
    case 'unclear':
      return t('Unclear');
  }
}

function iconOf(verdict: ChangeVerdict | undefined): Pick<Row, 'icon' | 'iconColour'> {
  switch (verdict) {
    case 'better':
      return { icon: 'arrow-down', iconColour: 'charts.green' };
    case 'worse':
      return { icon: 'arrow-up', iconColour: 'charts.red' };
    case 'same':
      return { icon: 'dash' };
    case 'unclear':
      return { icon: 'question' };
    case undefined:
      return { icon: 'circle-small' };
  }
}

interface ChangeParts {
  readonly id: string;
  readonly label: string;
  readonly change: Change;
  readonly show: (value: number) => string;
}

/** "2 ms → 3 ms · +50% · Worse". */
function changeRow({ id, label, change, show }: ChangeParts, figures: Figures): Row {
  const { base, head, ratio, verdict } = change;
  const part = known(ratio, ({ value }) => signed(value - 1, figures));
  const interval =
    ratio?.low === undefined || ratio.high === undefined
      ? undefined
      : vscode.l10n.t('95%: {0} to {1}', signed(ratio.low - 1, figures), signed(ratio.high - 1, figures));
  const text = `${known(base, show) ?? '–'} → ${known(head, show) ?? '–'}`;
  return {
    ...{ id, label, kind: 'change', ...iconOf(verdict) },
    description: joined([text, part, known(verdict, verdictText)]),
    tooltip: [label, text, part, interval, known(verdict, verdictText)].filter((line) => line !== undefined),
  };
}

function signed(change: number, { share }: Figures): string {
  return `${change < 0 ? '−' : '+'}${share(Math.abs(change))}`;
}

function totalParts(total: ComparedTotal, figures: Figures): ChangeParts {
  const { t } = vscode.l10n;
  const { ms, bytes, rate, unitUsd, share } = figures;
  const words: Readonly<Record<ComparedTotal['metric'], readonly [string, (value: number) => string]>> = {
    cpuMsPerRequest: [t('CPU per request'), ms],
    gcMsPerRequest: [t('Garbage collection per request'), ms],
    allocatedBytesPerRequest: [t('Allocated per request'), bytes],
    bytesOutPerRequest: [t('Sent per request'), bytes],
    rssPeakBytes: [t('Peak memory'), bytes],
    heapUsedPeakBytes: [t('Peak JavaScript heap'), bytes],
    latencyP50Ms: [t('Median latency'), ms],
    latencyP99Ms: [t('99th percentile of latency'), ms],
    requestsPerSecondPerCore: [t('Requests per second and core'), rate],
    usdPerMillionRequests: [t('Cost per million requests'), unitUsd],
    errorShare: [t('Share of errors'), share],
  };
  const [label, show] = words[total.metric];
  return { id: total.metric, label, change: total, show };
}

function caveatRow(caveat: Caveat, index: number): Row {
  return { id: `caveat ${index}`, label: caveatText(caveat), icon: 'warning', kind: 'caveat' };
}

function caveatText(caveat: Caveat): string {
  const { t } = vscode.l10n;
  const figures = figuresIn(locale());
  const { share } = figures;
  switch (caveat.kind) {
    case 'processor':
      return t('Measured on different processors: {0}, then {1}', caveat.base, caveat.head);
    case 'nodeVersion':
      return t('Measured on different versions of Node.js: {0}, then {1}', caveat.base, caveat.head);
    case 'command':
      return t('Different commands: {0}, then {1}', caveat.base, caveat.head);
    case 'mix':
      return t('The requests, or their shares, differ: the totals are not of the same work');
    case 'partial':
      return caveat.run === 'base' ? t('The older run ended early') : t('The newer run ended early');
    case 'pace':
      return caveat.ratio > 1
        ? t(
            'The machine took {0} longer for the same work during the newer run; with that taken off, CPU differs by {1}',
            share(caveat.ratio - 1),
            signed(caveat.cpuRatio - 1, figures),
          )
        : t(
            'The machine took {0} longer for the same work during the older run; with that taken off, CPU differs by {1}',
            share(1 / caveat.ratio - 1),
            signed(caveat.cpuRatio - 1, figures),
          );
    case 'noise':
      return caveat.run === 'base'
        ? t('The machine was busy during the older run')
        : t('The machine was busy during the newer run');
  }
}
