/** How much memory it takes, what stays in it, and what allocates. */
import type { VNode } from 'preact';
import type { Report } from '../../model/report.ts';
import { FunctionsTable } from '../functions/functions-table.tsx';
import { GrowthVerdict } from '../memory/growth.tsx';
import { MemoryCharts } from '../memory/memory-charts.tsx';
import { RouteAllocation } from '../memory/route-allocation.tsx';
import { useWords } from '../words.ts';

export function MemoryTab({ report }: { readonly report: Report }): VNode {
  const { t } = useWords();
  const { memory } = report;
  return (
    <>
      {memory === undefined ? <p>{t('noMemory')}</p> : <MemoryCharts memory={memory} />}
      {memory?.growth !== undefined && <GrowthVerdict growth={memory.growth} />}
      <h3>{t('allocationByRoute')}</h3>
      <RouteAllocation report={report} />
      <h3>{t('allocationByFunction')}</h3>
      <FunctionsTable report={report} sortedBy="alloc" />
    </>
  );
}
