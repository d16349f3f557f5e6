/** Answers the tool's requests, one function per method of the protocol. */
import { close as closePort } from 'node:inspector';
import { garbageCollector } from './collect-garbage.ts';
import process from 'node:process';
import { AGENT_SOCKET_ENV, type AgentMethods, type ToAgent } from '../model/agent-protocol.ts';
import { startCounting, stopCounting, takeCalls } from './calls.ts';
import type { Connection } from './connection.ts';
import { watchCounters } from './counters.ts';
import { recordUntilExit, saveSamplesAtExit } from './evidence.ts';
import { identity } from './identity.ts';
import { watchListening } from './listening.ts';
import { watchOutgoing, type Outgoing } from './outgoing/outgoing.ts';
import { watchFastify } from './fastify-routes.ts';
import { listRoutes } from './routes.ts';
import { createSampling, type Sampling } from './sampling.ts';
import { readScripts } from './scripts.ts';
import { openSession, type InspectorSession } from './session.ts';

type Methods = {
  [M in keyof AgentMethods]: (
    params: AgentMethods[M]['params'],
  ) => AgentMethods[M]['result'] | Promise<AgentMethods[M]['result']>;
};

type Connect = (handlers: { readonly onRequest: (request: ToAgent) => void }) => Connection;

export interface AgentOptions {
  readonly connect: Connect;
  /** Where evidence is left that cannot wait for a socket. */
  readonly folder: string | undefined;
  /** What to record of a script from start to end; a server is recorded as it is asked to. */
  readonly record: string | undefined;
}

export function startAgent({ connect, folder, record }: AgentOptions): void {
  const counters = watchCounters({ tellThreadsApart: true });
  const fastify = watchFastify();
  const session = openSession();
  const sampling = createSampling(session);
  const outgoing = watchOutgoing(process.env[AGENT_SOCKET_ENV]);
  if (folder !== undefined) {
    const options = { folder, session, sampling };
    if (record === undefined) saveSamplesAtExit({ ...options, counters: counters.read });
    else recordUntilExit(record, { ...options, counters, outgoing });
  }
  const methods = methodsOf({
    counters: counters.read,
    session,
    sampling,
    outgoing,
    routes: () => listRoutes(session, servers(), fastify),
    // One that was started with the application ends with it.
    detach: () => null,
  });
  const connection = connect({ onRequest: (request) => void answer(methods, connection, request) });
  const servers = watchListening((listening) => {
    connection.send({ kind: 'listening', ...listening });
  });
}

export interface MethodParts extends Pick<Methods, 'counters' | 'routes' | 'detach'> {
  readonly session: InspectorSession;
  readonly sampling: Sampling;
  readonly outgoing: Outgoing;
}

export function methodsOf({ session, sampling, outgoing, ...others }: MethodParts): Methods {
  return {
    ...others,
    identity,
    startCpuSampling: sampling.startCpu,
    stopCpuSampling: sampling.stopCpu,
    startAllocationSampling: sampling.startAllocation,
    readAllocationSampling: sampling.readAllocation,
    collectGarbage: garbageCollector(),
    stopAllocationSampling: sampling.stopAllocation,
    loadEngine: sampling.loadEngine,
    scripts: ({ scriptIds, urls }) => readScripts(session, scriptIds, urls),
    usesOutgoing: () => outgoing.used(),
    startOutgoing: () => {
      outgoing.start();
      return null;
    },
    stopOutgoing: () => outgoing.stop(),
    startCounting: () => startCounting(session),
    takeCalls: () => takeCalls(session),
    stopCounting: () => stopCounting(session),
    closeInspector: () => {
      // `node:inspector` is the whole process's, not the session's: this closes the port, if there is one.
      closePort();
      return null;
    },
  };
}

export async function answer(methods: Methods, connection: Connection, { id, method, params }: ToAgent): Promise<void> {
  try {
    const result = await (methods[method] as (params: unknown) => unknown)(params);
    connection.send({ kind: 'reply', id, result });
  } catch (error) {
    connection.send({ kind: 'reply', id, error: error instanceof Error ? error.message : String(error) });
  }
}
