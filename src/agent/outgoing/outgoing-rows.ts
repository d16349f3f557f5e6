/** Counts outgoing requests by what they are: one row per upstream, method and pattern of the path. */
import type { CallSite, OutgoingRow } from '../../model/agent-protocol.ts';
import type { ClientSocket } from './client-sockets.ts';

export interface RowKey extends Pick<OutgoingRow, 'protocol' | 'host'> {
  readonly method?: string;
  readonly path?: string;
}

export interface Row extends RowKey {
  calls: number;
  errors: number;
  bytesOut: number;
  bytesIn: number;
  connections: number;
  durationUs: number;
  readonly sites: Map<string, { readonly site: CallSite; count: number }>;
}

export interface OutgoingRows {
  readonly row: (key: RowKey) => Row;
  readonly all: () => readonly OutgoingRow[];
}

/** One way of going out that is watched: by messages of diagnostics channels, by name, and by what was put in its way. */
export interface Watched {
  readonly listeners: Readonly<Record<string, (message: unknown) => void>>;
  readonly restore: () => void;
}

/** An application that puts names into its paths would fill the memory. */
const mostRows = 200;
const mostSites = 20;

export function createRows(): OutgoingRows {
  const rows = new Map<string, Row>();
  const rowOf = (key: RowKey): Row => {
    const { protocol, host, method, path } = key;
    const text = JSON.stringify([protocol, host, method, path]);
    const known = rows.get(text);
    if (known !== undefined) return known;
    if (rows.size >= mostRows && path !== undefined) return rowOf({ protocol, host });
    const counts = { calls: 0, errors: 0, bytesOut: 0, bytesIn: 0, connections: 0, durationUs: 0 };
    const row: Row = { ...key, ...counts, sites: new Map() };
    rows.set(text, row);
    return row;
  };
  return {
    row: rowOf,
    all: () => [...rows.values()].map(({ sites, ...row }) => ({ ...row, callSites: [...sites.values()] })),
  };
}

export function addSite({ sites }: Row, site: CallSite | undefined): void {
  if (site === undefined) return;
  const key = `${site.url}:${site.line}:${site.column}`;
  const known = sites.get(key);
  if (known !== undefined) known.count++;
  else if (sites.size < mostSites) sites.set(key, { site, count: 1 });
}

/** Gives a row what has gone over the connection since bytes were last given to one. */
export function addBytes(row: Row, known: ClientSocket): void {
  const { bytesRead, bytesWritten } = known.socket;
  row.bytesIn += bytesRead - known.seenRead;
  row.bytesOut += bytesWritten - known.seenWritten;
  known.seenRead = bytesRead;
  known.seenWritten = bytesWritten;
  if (known.isNew) row.connections++;
  known.isNew = false;
}
