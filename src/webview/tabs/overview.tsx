/** What a reader sees first: the verdict, the headline numbers, where the CPU goes, what each route costs, and the fine print. */
import type { VNode } from 'preact';
import type { Report } from '../../model/report.ts';
import { RoutesTable } from '../load/routes-table.tsx';
import { Notes } from '../overview/notes.tsx';
import { Overview } from '../overview/overview.tsx';
import { useWords } from '../words.ts';

export function OverviewTab({ report }: { readonly report: Report }): VNode {
  const { t } = useWords();
  return (
    <>
      <Overview report={report} />
      <h3>{t('routes')}</h3>
      <RoutesTable report={report} name="routesAtAGlance" />
      <Notes report={report} />
    </>
  );
}
