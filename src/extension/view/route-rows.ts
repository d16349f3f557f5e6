/** What a request of each route costs. */
import * as vscode from 'vscode';
import { routeName } from '../../model/format.ts';
import type { ReportRoute } from '../../model/report-load.ts';
import type { ShownRun } from '../shown-runs.ts';
import type { Row } from './row.ts';
import { joined, known, placeText, rowFigures, type RowFigures } from './row-figures.ts';
import type { Order, ViewOrder } from './view-order.ts';

export function routeRows(run: ShownRun, order: ViewOrder): readonly Row[] {
  const figures = rowFigures(run.report.app);
  const wanted = run.report.routes.filter((route) => order.wants(routeName(route), route.file));
  return sorted(wanted, order.order).map((route) => routeRow(route, run, figures));
}

function sorted(routes: readonly ReportRoute[], order: Order): readonly ReportRoute[] {
  const most = (of: (route: ReportRoute) => number | undefined) => (a: ReportRoute, b: ReportRoute) =>
    (of(b) ?? 0) - (of(a) ?? 0);
  const by: Readonly<Record<Order, (a: ReportRoute, b: ReportRoute) => number>> = {
    cpu: most((route) => route.cpuMsPerRequest),
    memory: most((route) => route.allocatedBytesPerRequest),
    cost: most((route) => route.usdPerMillionRequests),
    name: (a, b) => a.path.localeCompare(b.path),
  };
  return [...routes].sort(by[order]);
}

function routeRow(route: ReportRoute, { folder }: ShownRun, figures: RowFigures): Row {
  const { t } = vscode.l10n;
  const { ms, bytes, rate, count, per, perMillion } = figures;
  const label = routeName(route);
  const out = known(route.bytesOutPerRequest, (value) => t('{0} out', bytes(value)));
  const perCore = known(route.requestsPerSecondPerCore, (value) => t('{0} rps/core', rate(value)));
  const usd = known(route.usdPerMillionRequests, perMillion);
  const cpu = known(route.cpuMsPerRequest, (value) => per(ms(value)));
  const { file, line } = route;
  return {
    ...{ id: label, label, icon: 'globe', kind: 'route', description: joined([cpu, out, perCore, usd]) },
    tooltip: [
      label,
      placeText(route),
      cpu === undefined ? undefined : `${t('CPU')}: ${cpu}`,
      known(route.latencyMs.p99, (value) => t('p99 {0}', ms(value))),
      known(route.allocatedBytesPerRequest, (value) => `${t('Allocated')}: ${per(bytes(value))}`),
      out,
      perCore,
      usd,
      t('{0} requests, {1} errors', count(route.requests), count(route.errors)),
    ].filter((text) => text !== undefined),
    ...(file === undefined || line === undefined ? {} : { place: { folder, file, line } }),
  };
}
