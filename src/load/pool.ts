/** The generator's connections: opened when they are first needed, kept from slice to slice. */
import type { AnswerLimits, Connection } from './connection.ts';
import { Http1Connection } from './http1.ts';
import { Http2Connection } from './http2.ts';
import { MixedConnection, WebSocketConnection } from './websocket.ts';

export interface Pool {
  /** So many connections, as far as they are allowed, each for one user of a closed load. */
  first(count: number): readonly Connection[];
  /** One that is free; undefined when as many as allowed are under way. */
  take(): Connection | undefined;
  give(connection: Connection): void;
  destroy(): void;
  /** Says goodbye where there is somebody to say it to. */
  close(): Promise<void>;
}

const watchMs = 100;

export interface PoolOptions {
  readonly baseUrl: string;
  readonly limits: AnswerLimits;
  readonly most: number;
  readonly http2?: boolean;
  /** Messages are sent, too. */
  readonly webSockets?: boolean;
}

export function createPool({ baseUrl, limits, most, http2 = false, webSockets = false }: PoolOptions): Pool {
  const all: Connection[] = [];
  // The last one used is the first to be used again: few stay warm, and the rest may close.
  const free: Connection[] = [];
  const open = (): Connection => {
    const http = http2 ? new Http2Connection(baseUrl, limits) : new Http1Connection(baseUrl, limits);
    const connection = webSockets ? new MixedConnection(http, new WebSocketConnection(baseUrl, limits)) : http;
    all.push(connection);
    return connection;
  };
  const watch = setInterval(() => {
    const now = performance.now();
    for (const connection of all) connection.expire(now);
  }, watchMs).unref();
  return {
    first: (count) => {
      while (all.length < Math.min(count, most)) free.push(open());
      return all.slice(0, Math.min(count, most));
    },
    take: () => free.pop() ?? (all.length < most ? open() : undefined),
    give: (connection) => void free.push(connection),
    destroy: () => {
      clearInterval(watch);
      for (const connection of all) connection.destroy();
    },
    close: async () => {
      clearInterval(watch);
      await Promise.all(all.map(async (connection: Connection) => connection.close?.()));
    },
  };
}
