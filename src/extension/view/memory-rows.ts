/** What the application holds, what it leaves behind, and who allocates. */
import * as vscode from 'vscode';
import type { Report } from '../../model/report.ts';
import type { Growth } from '../../model/report-memory.ts';
import type { ShownRun } from '../shown-runs.ts';
import { allocatingRows } from './function-rows.ts';
import type { Row } from './row.ts';
import { joined, known, placeText, rowFigures, type RowFigures } from './row-figures.ts';
import type { ViewOrder } from './view-order.ts';

export function memoryRows(run: ShownRun, order: ViewOrder): readonly Row[] {
  const figures = rowFigures(run.report.app);
  const { growth } = run.report.memory ?? {};
  return [
    ...totals(run.report, figures),
    ...(growth === undefined ? [] : [growthRow(growth, run, figures)]),
    allocating(run, order),
  ].filter((row) => row !== undefined);
}

function totals({ totals: all }: Report, { bytes, ms, per }: RowFigures): readonly Row[] {
  const { t } = vscode.l10n;
  const row = (id: string, icon: string, label: string, description: string): Row => {
    return { id, icon, label, description, kind: 'figure' };
  };
  const allocated = known(all.allocatedBytesPerRequest, (value) =>
    row('allocated', 'add', t('Allocated'), per(bytes(value))),
  );
  const collection = known(all.gcMsPerRequest, (value) => row('gc', 'trash', t('Garbage collection'), per(ms(value))));
  return [
    row('rss', 'database', t('Peak memory'), bytes(all.rssPeakBytes)),
    row('heap', 'symbol-object', t('Peak JavaScript heap'), bytes(all.heapUsedPeakBytes)),
    ...(allocated === undefined ? [] : [allocated]),
    ...(collection === undefined ? [] : [collection]),
  ];
}

function growthRow(growth: Growth, { folder, report }: ShownRun, { bytes, per }: RowFigures): Row {
  const { verdict, bytesPerRequest, sites } = growth;
  const words = growthWords(verdict, report.app);
  const children = sites.map((site) => ({
    ...{ id: `growth ${site.function}`, label: site.name, icon: 'symbol-function', kind: 'function' },
    description: joined([per(bytes(site.heapBytesPerRequest)), placeText(site)]),
    ...(site.line === undefined ? {} : { place: { folder, file: site.file, line: site.line } }),
  }));
  return {
    ...{ id: 'growth', label: vscode.l10n.t('Growth'), kind: 'figure', children, expanded: true },
    description: verdict === 'grows' ? joined([words, per(bytes(bytesPerRequest))]) : words,
    ...(verdict === 'grows' ? { icon: 'warning', iconColour: 'list.warningForeground' } : { icon: 'graph-line' }),
  };
}

function growthWords(verdict: Growth['verdict'], { kind }: Report['app']): string {
  const { t } = vscode.l10n;
  switch (verdict) {
    case 'grows':
      return kind === 'server' ? t('memory rises with each request') : t('memory rises');
    case 'none':
      return t('none was seen');
    case 'unclear':
      return kind === 'server' ? t('too few requests to tell') : t('measured too briefly to tell');
  }
}

function allocating(run: ShownRun, order: ViewOrder): Row | undefined {
  const children = allocatingRows(run, order);
  if (children.length === 0) return undefined;
  const label = vscode.l10n.t('Functions that allocate');
  return { id: 'allocating', icon: 'list-ordered', label, kind: 'figure', children, expanded: true };
}
