/** Notices every server the application opens, by watching `listen`; keeps the servers for the search of routes. */
import { Server as HttpServer } from 'node:http';
import { Server as HttpsServer } from 'node:https';
import { Server as NetServer, type AddressInfo } from 'node:net';
import type { AgentListening } from '../model/agent-protocol.ts';

export function watchListening(
  onListening: (listening: Omit<AgentListening, 'kind'>) => void,
): () => readonly NetServer[] {
  const servers: NetServer[] = [];
  // eslint-disable-next-line @typescript-eslint/unbound-method -- called with the server as `this` below
  const listen = NetServer.prototype.listen as (this: NetServer, ...args: unknown[]) => NetServer;
  const watched = function (this: NetServer, ...args: unknown[]): NetServer {
    this.once('listening', () => {
      const address = this.address();
      if (address === null || typeof address === 'string') return;
      servers.push(this);
      onListening({ port: address.port, address: hostOf(address), protocol: protocolOf(this) });
    });
    return listen.apply(this, args);
  };
  NetServer.prototype.listen = watched as typeof NetServer.prototype.listen;
  return () => servers;
}

function hostOf({ address }: AddressInfo): string {
  return address;
}

function protocolOf(server: NetServer): AgentListening['protocol'] {
  if (server instanceof HttpServer) return 'http';
  if (server instanceof HttpsServer) return 'https';
  return server.constructor.name.startsWith('Http2') ? 'http2' : 'tcp';
}
