/** Outgoing requests of `node:http` and `node:https`. */
import { Agent, type ClientRequest, type IncomingMessage } from 'node:http';
import process from 'node:process';
import type { CallSite } from '../../model/agent-protocol.ts';
import { callSite } from './call-site.ts';
import type { ClientSocket, ClientSockets } from './client-sockets.ts';
import { addBytes, addSite, type OutgoingRows, type Watched } from './outgoing-rows.ts';
import { pathPattern } from './path-pattern.ts';

interface Begun {
  readonly atUs: number;
  readonly site: CallSite | undefined;
}

type AddRequest = (this: Agent, request: ClientRequest, ...rest: unknown[]) => unknown;

export function watchHttp(rows: OutgoingRows, sockets: ClientSockets): Watched {
  const begun = new WeakMap<ClientRequest, Begun>();
  const agent = Agent.prototype as unknown as { addRequest: AddRequest };
  const { addRequest } = agent;
  // An agent takes a request on the stack of the one who asked; the channels may be told later.
  agent.addRequest = function (request, ...rest) {
    begun.set(request, { atUs: nowUs(), site: callSite() });
    return addRequest.call(this, request, ...rest);
  };
  const follow = (request: ClientRequest): void => {
    const { atUs, site } = begun.get(request) ?? { atUs: nowUs(), site: callSite() };
    begun.delete(request);
    const row = rows.row(keyOf(request));
    addSite(row, site);
    let answer: IncomingMessage | undefined;
    // Told here, because its connection may be gone before the request is.
    let known: ClientSocket | undefined;
    const claim = (socket: unknown): void => {
      known = sockets.of(socket);
      if (known !== undefined) known.isHttp = true;
    };
    if (request.socket === null) request.once('socket', claim);
    else claim(request.socket);
    request.once('response', (response) => (answer = response));
    request.once('close', () => {
      row.calls++;
      if (known !== undefined) addBytes(row, known);
      row.durationUs += nowUs() - atUs;
      if (answer?.complete !== true) row.errors++;
    });
  };
  return {
    listeners: {
      'http.client.request.start': (message) => {
        follow((message as { request: ClientRequest }).request);
      },
    },
    restore: () => {
      agent.addRequest = addRequest;
    },
  };
}

function keyOf(request: ClientRequest): Parameters<OutgoingRows['row']>[0] {
  const host = request.getHeader('host');
  const named = typeof host === 'string' ? host : request.host;
  return {
    protocol: request.protocol === 'https:' ? 'https' : 'http',
    host: named,
    method: request.method,
    path: pathPattern(request.path),
  };
}

function nowUs(): number {
  return Number(process.hrtime.bigint() / 1000n);
}
