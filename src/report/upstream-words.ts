/** What is asked of others, as every text form shows it. */
import { plain } from '../model/plain-text.ts';
import type { ReportUpstream } from '../model/report-load.ts';
import type { Report } from '../model/report.ts';
import { bytes, ms, rate, share } from './figures.ts';
import { placeOf } from './place-of.ts';
import type { Column } from './table.ts';

const mostUpstreams = 12;

/** Per request of the mix. */
export function upstreamColumns({ upstreams = [] }: Report): readonly Column[] {
  const shown = upstreams.slice(0, mostUpstreams);
  const column = (title: string, cell: (upstream: ReportUpstream) => string): Column => ({
    ...{ title, align: 'right', cells: shown.map(cell) },
  });
  return [
    column('calls', ({ callsPerRequest }) => rate(callsPerRequest)),
    column('out', ({ bytesOutPerRequest }) => bytes(bytesOutPerRequest)),
    column('in', ({ bytesInPerRequest }) => bytes(bytesInPerRequest)),
    { ...column('reused', reusedWords), dropOrder: 1 },
    { ...column('time', ({ meanMs }) => ms(meanMs)), dropOrder: 2 },
    { ...column('upstream', upstreamWords), align: 'left', most: 50 },
    { ...column('asked from', ({ callSites: [site] = [] }) => placeOf(site ?? {})), align: 'left', cut: 'start' },
  ];
}

/** Share of the calls that found an open connection. */
function reusedWords({ connectionsPerCall }: ReportUpstream): string {
  return connectionsPerCall === undefined ? '' : share(Math.max(0, 1 - connectionsPerCall));
}

function upstreamWords({ protocol, host, method, path }: ReportUpstream): string {
  const words = method === undefined ? `${protocol} ${host}` : `${method} ${protocol}://${host}${path ?? ''}`;
  return plain(words);
}
