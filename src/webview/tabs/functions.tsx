/** What each function and each line costs. */
import type { VNode } from 'preact';
import type { Report } from '../../model/report.ts';
import { FunctionsTable } from '../functions/functions-table.tsx';
import { LinesTable } from '../functions/lines-table.tsx';
import { useWords } from '../words.ts';

export function FunctionsTab({ report }: { readonly report: Report }): VNode {
  const { t } = useWords();
  return (
    <>
      <FunctionsTable report={report} />
      <h3>{t('lines')}</h3>
      <LinesTable report={report} />
    </>
  );
}
