/** Notices every server the application opens, by watching `listen`; keeps the servers for the search of routes. */
import { Server as HttpServer } from 'node:http';
import { Server as HttpsServer } from 'node:https';
import { Server as NetServer } from 'node:net';
import process from 'node:process';
import { FREE_PORTS_ENV, type AgentListening } from '../model/agent-protocol.ts';

export function watchListening(
  onListening: (listening: Omit<AgentListening, 'kind'>) => void,
): () => readonly NetServer[] {
  const servers: NetServer[] = [];
  const freePorts = process.env[FREE_PORTS_ENV] !== undefined;
  // eslint-disable-next-line @typescript-eslint/unbound-method -- called with the server as `this` below
  const listen = NetServer.prototype.listen as (this: NetServer, ...args: unknown[]) => NetServer;
  const watched = function (this: NetServer, ...args: unknown[]): NetServer {
    const { askedPort, given } = freePorts ? onFreePort(args) : { askedPort: undefined, given: args };
    this.once('listening', () => {
      const listening = describeServer(this);
      if (listening === undefined) return;
      servers.push(this);
      onListening({ ...listening, ...(askedPort === undefined ? {} : { askedPort }) });
    });
    return listen.apply(this, given);
  };
  NetServer.prototype.listen = watched as typeof NetServer.prototype.listen;
  return () => servers;
}

/** `listen(port, …)` and `listen({ port, … })`; a path or a handle is no port. */
export function onFreePort(args: readonly unknown[]): {
  readonly askedPort: number | undefined;
  readonly given: unknown[];
} {
  const [first, ...rest] = args;
  const named = typeof first === 'object' && first !== null && 'port' in first ? first.port : first;
  const askedPort = typeof named === 'number' || (typeof named === 'string' && /^\d+$/.test(named)) ? Number(named) : 0;
  if (askedPort === 0) return { askedPort: undefined, given: [...args] };
  return { askedPort, given: [typeof first === 'object' ? { ...first, port: 0 } : 0, ...rest] };
}

/** Undefined for one that listens on no TCP port. */
export function describeServer(server: NetServer): Omit<AgentListening, 'kind'> | undefined {
  const address = server.address();
  if (address === null || typeof address === 'string') return undefined;
  return { port: address.port, address: address.address, protocol: protocolOf(server) };
}

function protocolOf(server: NetServer): AgentListening['protocol'] {
  if (server instanceof HttpServer) return 'http';
  if (server instanceof HttpsServer) return 'https';
  // Their classes are not exported.
  if (server.constructor.name === 'Http2SecureServer') return 'http2';
  return server.constructor.name === 'Http2Server' ? 'h2c' : 'tcp';
}
