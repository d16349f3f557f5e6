/** What load the application stands, and what a request of each route costs. */
import type { VNode } from 'preact';
import type { Report } from '../../model/report.ts';
import { RoutesTable } from '../load/routes-table.tsx';

export function LoadTab({ report }: { readonly report: Report }): VNode {
  return <RoutesTable report={report} />;
}
