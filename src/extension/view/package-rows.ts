/** Packages and modules of Node.js by CPU, and below each who calls it. */
import * as vscode from 'vscode';
import { callerLabel, chainLabel, entryLabel, isTool, packageLabel } from '../../model/package-labels.ts';
import type { PackageCall, PackageFigure, ReportPackage } from '../../model/report-packages.ts';
import type { ShownRun } from '../shown-runs.ts';
import type { Row } from './row.ts';
import { joined, placeText, rowFigures, type RowFigures } from './row-figures.ts';
import type { ViewOrder } from './view-order.ts';

/** Of all CPU: what has less is in the report, where it can be searched. */
const leastShare = 0.005;

/** None where the run tells of no packages. */
export function packageRows(run: ShownRun, order: ViewOrder): readonly Row[] {
  const figures = rowFigures(run.report.app);
  return (run.report.packages?.packages ?? [])
    .filter((owner) => owner.share >= leastShare && order.wants(packageLabel(owner), ...owner.calls.map(fileOf)))
    .map((owner) => packageRow(owner, run, figures));
}

const fileOf = ({ caller }: PackageCall): string => caller?.file ?? '';

function packageRow(owner: ReportPackage, run: ShownRun, figures: RowFigures): Row {
  const label = isTool(owner) ? vscode.l10n.t('Leanscope (measurement)') : packageLabel(owner);
  const id = `${owner.origin} ${owner.name}`;
  return {
    ...{ id, label, icon: 'package', kind: 'package', description: figureText(owner, figures) },
    tooltip: [label, ...figureLines(owner, figures)],
    children: (isTool(owner) ? [] : owner.calls)
      .filter(({ share }) => share >= leastShare)
      .map((call, index) => callRow(call, { id: `${id} ${index}`, run, figures, owner })),
  };
}

interface CallOptions {
  readonly id: string;
  readonly run: ShownRun;
  readonly figures: RowFigures;
  readonly owner: ReportPackage;
}

function callRow(call: PackageCall, { id, run: { folder }, figures, owner }: CallOptions): Row {
  const label = entryLabel(call) ?? packageLabel(owner);
  const { caller } = call;
  const who = whoCalls(owner, call);
  return {
    ...{ id, label, icon: 'symbol-function', kind: 'packageCall' },
    description: joined([figureText(call, figures), who]),
    tooltip: [label, who, ...figureLines(call, figures)],
    ...(caller?.line === undefined ? {} : { place: { folder, file: caller.file, line: caller.line } }),
  };
}

function whoCalls({ origin }: ReportPackage, call: PackageCall): string {
  const { t } = vscode.l10n;
  if (call.caller === undefined) {
    const chain = chainLabel(call);
    if (chain !== undefined) return t('called by Node.js or a framework: {0}', chain);
    return origin === 'node' ? t('outside your functions') : t('called by Node.js or a framework');
  }
  const name = callerLabel(call);
  const place = placeText(call.caller) ?? '';
  return name === undefined ? t('called at {0}', place) : t('called by {0}, {1}', name, place);
}

function figureText({ share, cpuMsPerRequest }: PackageFigure, { share: percent, ms, per }: RowFigures): string {
  return joined([percent(share), per(ms(cpuMsPerRequest))]);
}

function figureLines({ share, cpuMsPerRequest, interval }: PackageFigure, figures: RowFigures): readonly string[] {
  const { t } = vscode.l10n;
  const { ms, per, share: percent } = figures;
  const cpu = `${t('CPU')}: ${per(ms(cpuMsPerRequest))} (${percent(share)})`;
  if (interval === undefined) return [cpu];
  return [cpu, `${t('95% interval')}: ${ms(interval.low)} – ${ms(interval.high)}`];
}
