/**
 * What the application asks of others while it answers: HTTP requests by `node:http` and by undici, fetch included, and what goes
 * over every other connection. Noted only between `start` and `stop`, in slices whose CPU nobody counts.
 */
import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import type { OutgoingRow } from '../../model/agent-protocol.ts';
import { watchClientSockets, type ClientSocket } from './client-sockets.ts';
import { addBytes, createRows, type OutgoingRows, type Watched } from './outgoing-rows.ts';
import { watchHttp } from './watch-http.ts';
import { watchUndici } from './watch-undici.ts';

export interface Outgoing {
  /** Whether the application has opened any connection since it started. */
  readonly used: () => boolean;
  readonly start: () => void;
  readonly stop: () => readonly OutgoingRow[];
  /** For who comes late: connections among these are the application's too. */
  readonly adopt: (handles: readonly unknown[]) => void;
  /** Leaves Node.js as it was. */
  readonly release: () => void;
}

/** @param toolSocket the tool's own, which is none of the application's */
export function watchOutgoing(toolSocket: string | undefined): Outgoing {
  const sockets = watchClientSockets(toolSocket);
  let notes: { readonly rows: OutgoingRows; readonly watched: readonly Watched[] } | undefined;
  const end = (): OutgoingRows | undefined => {
    const { rows, watched } = notes ?? {};
    notes = undefined;
    for (const { listeners, restore } of watched ?? []) {
      for (const [channel, listener] of Object.entries(listeners)) unsubscribe(channel, listener);
      restore();
    }
    if (watched !== undefined) sockets.end();
    return rows;
  };
  return {
    used: sockets.used,
    start: () => {
      end();
      const rows = createRows();
      const watched = [watchHttp(rows, sockets), watchUndici(rows, sockets)];
      notes = { rows, watched };
      sockets.begin((closed) => {
        settle(rows, closed);
      });
      for (const { listeners } of watched)
        for (const [channel, listener] of Object.entries(listeners)) subscribe(channel, listener);
    },
    adopt: sockets.adopt,
    release: () => {
      end();
      sockets.release();
    },
    stop: () => {
      const rows = end();
      if (rows === undefined) return [];
      for (const known of sockets.open()) settle(rows, known);
      return rows.all();
    },
  };
}

/** Bytes that no HTTP request has claimed: of another protocol, or of one that is under way. */
function settle(rows: OutgoingRows, known: ClientSocket): void {
  const { bytesRead, bytesWritten } = known.socket;
  if (bytesRead === known.seenRead && bytesWritten === known.seenWritten && !known.isNew) return;
  if (known.isHttp) return;
  const row = rows.row({ protocol: known.local ? 'local' : known.secure ? 'tls' : 'tcp', host: known.peer });
  row.calls += known.roundTrips;
  addBytes(row, known);
}
