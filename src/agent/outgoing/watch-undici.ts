/** Outgoing requests of undici: Node.js's own, which is `fetch`, and any that the application has installed. */
import process from 'node:process';
import { callSite } from './call-site.ts';
import type { ClientSocket, ClientSockets } from './client-sockets.ts';
import { addBytes, addSite, type OutgoingRows, type Row, type RowKey, type Watched } from './outgoing-rows.ts';
import { pathPattern } from './path-pattern.ts';

interface UndiciRequest {
  readonly origin: string | URL;
  readonly method: string;
  readonly path: string;
}

interface Begun {
  readonly row: Row;
  readonly atUs: number;
  known: ClientSocket | undefined;
}

interface Message {
  readonly request: UndiciRequest;
  readonly socket?: unknown;
}

export function watchUndici(rows: OutgoingRows, sockets: ClientSockets): Watched {
  const begun = new WeakMap<UndiciRequest, Begun>();
  const fetch = watchFetch(rows);
  const finish = (request: UndiciRequest, failed: boolean): void => {
    const under = begun.get(request);
    if (under === undefined) return;
    begun.delete(request);
    under.row.calls++;
    under.row.durationUs += nowUs() - under.atUs;
    if (failed) under.row.errors++;
    if (under.known !== undefined) addBytes(under.row, under.known);
  };
  const on =
    (work: (message: Message) => void) =>
    (message: unknown): void => {
      work(message as Message);
    };
  return {
    listeners: {
      'undici:request:create': on(({ request }) => {
        const row = rows.row(keyOf(request.origin, request.method, request.path));
        begun.set(request, { row, atUs: nowUs(), known: undefined });
        // fetch has told already, and its requests begin after the stack of the one who asked is gone.
        const site = fetch.known(row) ? undefined : callSite();
        if (site?.url.includes('/node_modules/') === false) addSite(row, site);
      }),
      'undici:client:sendHeaders': on(({ request, socket }) => {
        const under = begun.get(request);
        const known = sockets.of(socket);
        if (under === undefined || known === undefined) return;
        known.isHttp = true;
        under.known = known;
      }),
      'undici:request:trailers': on(({ request }) => {
        finish(request, false);
      }),
      'undici:request:error': on(({ request }) => {
        finish(request, true);
      }),
    },
    restore: fetch.restore,
  };
}

function watchFetch(rows: OutgoingRows): { readonly known: (row: Row) => boolean; readonly restore: () => void } {
  const told = new Set<Row>();
  const original = globalThis.fetch;
  const watched = function (this: unknown, ...args: Parameters<typeof fetch>): ReturnType<typeof fetch> {
    const row = rowOfFetch(rows, args);
    if (row !== undefined) {
      told.add(row);
      addSite(row, callSite());
    }
    return original.apply(this, args);
  };
  globalThis.fetch = watched;
  return {
    known: (row) => told.has(row),
    restore: () => {
      // The application may have put one of its own in its place meanwhile.
      if (globalThis.fetch === watched) globalThis.fetch = original;
    },
  };
}

function rowOfFetch(rows: OutgoingRows, [input, init]: Parameters<typeof fetch>): Row | undefined {
  try {
    const asked = typeof input === 'object' && 'url' in input ? input : undefined;
    const url = new URL(typeof input === 'object' && 'url' in input ? input.url : input);
    return rows.row(keyOf(url.origin, init?.method ?? asked?.method ?? 'GET', url.pathname));
  } catch {
    // Not a URL: fetch will say so.
    return undefined;
  }
}

function keyOf(origin: string | URL, method: string, path: string): RowKey {
  const { protocol, host } = new URL(origin);
  return {
    protocol: protocol === 'https:' ? 'https' : 'http',
    host,
    method: method.toUpperCase(),
    path: pathPattern(path),
  };
}

function nowUs(): number {
  return Number(process.hrtime.bigint() / 1000n);
}
