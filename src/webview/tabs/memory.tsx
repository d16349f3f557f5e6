/** What allocates, and whose garbage it is. */
import type { VNode } from 'preact';
import { FunctionsTable } from '../functions/functions-table.tsx';
import type { Report } from '../../model/report.ts';

export function MemoryTab({ report }: { readonly report: Report }): VNode {
  return <FunctionsTable report={report} sortedBy="alloc" />;
}
