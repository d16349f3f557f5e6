/** The functions that cost most. Own figures: what a change in a function can win, the library code it calls included. */
import * as vscode from 'vscode';
import type { ReportFunction } from '../../model/report-code.ts';
import type { ShownRun } from '../shown-runs.ts';
import type { Row } from './row.ts';
import { joined, known, placeText, rowFigures, type RowFigures } from './row-figures.ts';
import type { Order, ViewOrder } from './view-order.ts';

/** What nobody scrolls through belongs in the report, where it can be searched. */
const mostRows = 200;
/** Of all CPU, from which on a function has a flame. */
const hotShare = 0.05;

export function functionRows(run: ShownRun, order: ViewOrder): readonly Row[] {
  const figures = rowFigures(run.report.app);
  return sorted(wanted(run, order), order.order)
    .slice(0, mostRows)
    .map((each) => functionRow(each, run, figures));
}

/** Those that allocate, most first. */
export function allocatingRows(run: ShownRun, order: ViewOrder): readonly Row[] {
  const figures = rowFigures(run.report.app);
  return sorted(wanted(run, order), 'memory')
    .filter((each) => (allocated(each) ?? 0) > 0)
    .slice(0, mostRows)
    .map((each) => ({
      ...functionRow(each, run, figures),
      ...{ icon: 'symbol-function', description: allocationText(each, figures) },
    }));
}

function wanted({ report }: ShownRun, order: ViewOrder): readonly ReportFunction[] {
  return report.functions.filter(
    ({ origin, name, file, package: from }) => (order.libraries || origin === 'app') && order.wants(name, file, from),
  );
}

const share = ({ selfShare, ownShare = selfShare }: ReportFunction): number => ownShare;
const allocated = (each: ReportFunction): number | undefined =>
  each.ownAllocatedBytesPerRequest ?? each.allocatedBytesPerRequest;
const usd = (each: ReportFunction): number | undefined => each.ownUsdPerMillionRequests ?? each.usdPerMillionRequests;

function sorted(functions: readonly ReportFunction[], order: Order): readonly ReportFunction[] {
  const by: Readonly<Record<Order, (a: ReportFunction, b: ReportFunction) => number>> = {
    cpu: (a, b) => share(b) - share(a),
    memory: (a, b) => (allocated(b) ?? 0) - (allocated(a) ?? 0),
    cost: (a, b) => (usd(b) ?? 0) - (usd(a) ?? 0),
    name: (a, b) => a.name.localeCompare(b.name),
  };
  return [...functions].sort(by[order]);
}

function functionRow(each: ReportFunction, { folder }: ShownRun, figures: RowFigures): Row {
  const { id, name, file, line, package: from, confidence } = each;
  const part = figures.share(share(each));
  const isHot = share(each) >= hotShare;
  return {
    ...{ id, label: name, icon: isHot ? 'flame' : 'symbol-function', kind: 'function' },
    ...(isHot ? { iconColour: 'leanscope.heat4Ruler' } : {}),
    description: joined([
      confidence === 'low' ? `≈ ${part}` : part,
      figures.per(figures.ms(each.ownCpuMsPerRequest ?? each.selfCpuMsPerRequest)),
      known(usd(each), figures.perMillion),
      from ?? placeText(each),
    ]),
    tooltip: tooltipOf(each, figures),
    ...(line === undefined || file === '' ? {} : { place: { folder, file, line } }),
  };
}

function tooltipOf(
  each: ReportFunction,
  { ms, bytes, share: percent, perMillion, per, usd: dollars }: RowFigures,
): readonly string[] {
  const { t } = vscode.l10n;
  const line = (name: string, figure: string | undefined): string | undefined =>
    figure === undefined ? undefined : `${name}: ${figure}`;
  return [
    each.name,
    placeText(each),
    line(
      t('CPU with the library code it calls'),
      known(each.ownCpuMsPerRequest, (value) => `${per(ms(value))} (${percent(share(each))})`),
    ),
    line(t('Self CPU'), `${per(ms(each.selfCpuMsPerRequest))} (${percent(each.selfShare)})`),
    line(
      t('95% interval'),
      known(each.interval, ({ low, high }) => `${ms(low)} – ${ms(high)}`),
    ),
    line(t('Total CPU'), `${per(ms(each.totalCpuMsPerRequest))} (${percent(each.totalShare)})`),
    line(
      t('Allocated'),
      known(allocated(each), (value) => per(bytes(value))),
    ),
    line(t('Cost'), known(usd(each), perMillion)),
    line(t('Cost per month'), known(each.usdPerMonth, dollars)),
  ].filter((text) => text !== undefined);
}

function allocationText(each: ReportFunction, { bytes, ms, per }: RowFigures): string {
  const gc = each.ownGcCpuMsPerRequest ?? each.gcCpuMsPerRequest;
  return joined([
    known(allocated(each), (value) => per(bytes(value))),
    known(gc, (value) => vscode.l10n.t('{0} of garbage collection', ms(value))),
    placeText(each),
  ]);
}
