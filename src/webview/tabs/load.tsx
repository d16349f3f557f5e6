/** What load the application stands, how late it answers, what holds it up, and what a request of each route costs. */
import type { VNode } from 'preact';
import type { Report } from '../../model/report.ts';
import { BlockingTable } from '../load/blocking-table.tsx';
import { Climb } from '../load/climb.tsx';
import { LatencyPartsTable } from '../load/latency-parts-table.tsx';
import { LoopCharts } from '../load/loop-charts.tsx';
import { PercentilePlot } from '../load/percentile-plot.tsx';
import { RoutesTable } from '../load/routes-table.tsx';
import { SizeGrowth } from '../load/size-growth.tsx';
import { useWords } from '../words.ts';

export function LoadTab({ report }: { readonly report: Report }): VNode {
  const { t, count } = useWords();
  const { dropped, requests } = report.totals;
  return (
    <>
      {report.capacity?.curve === undefined ? <p>{t('noClimb')}</p> : <Climb capacity={report.capacity} />}
      {dropped !== undefined && <p>{t('neverSent', count(dropped), count(requests))}</p>}
      <PercentilePlot report={report} />
      <LatencyPartsTable report={report} />
      <LoopCharts report={report} />
      <BlockingTable report={report} />
      <SizeGrowth report={report} />
      <h3>{t('routes')}</h3>
      <RoutesTable report={report} name="routes" />
    </>
  );
}
