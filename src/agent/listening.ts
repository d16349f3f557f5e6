/** Notices every server the application opens, by watching `listen`; keeps the servers for the search of routes. */
import { Server as HttpServer } from 'node:http';
import { Server as HttpsServer } from 'node:https';
import { Server as NetServer } from 'node:net';
import type { AgentListening } from '../model/agent-protocol.ts';

export function watchListening(
  onListening: (listening: Omit<AgentListening, 'kind'>) => void,
): () => readonly NetServer[] {
  const servers: NetServer[] = [];
  // eslint-disable-next-line @typescript-eslint/unbound-method -- called with the server as `this` below
  const listen = NetServer.prototype.listen as (this: NetServer, ...args: unknown[]) => NetServer;
  const watched = function (this: NetServer, ...args: unknown[]): NetServer {
    this.once('listening', () => {
      const listening = describeServer(this);
      if (listening === undefined) return;
      servers.push(this);
      onListening(listening);
    });
    return listen.apply(this, args);
  };
  NetServer.prototype.listen = watched as typeof NetServer.prototype.listen;
  return () => servers;
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
  return server.constructor.name.startsWith('Http2') ? 'http2' : 'tcp';
}
