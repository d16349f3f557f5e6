/** Answers the tool's requests, one function per method of the protocol. */
import { close as closePort } from 'node:inspector';
import { collectNow, garbageCollector } from './collect-garbage.ts';
import process from 'node:process';
import { AGENT_SOCKET_ENV, type ToAgent } from '../model/agent-protocol.ts';
import { isMainThread } from 'node:worker_threads';
import { createAnswering, type Answering, type Methods } from './answering.ts';
import { startCounting, stopCounting, takeCalls } from './calls.ts';
import type { Connection } from './connection.ts';
import { watchCounters, type CountersWatch } from './counters.ts';
import { recordUntilExit, saveSamplesAtExit } from './evidence.ts';
import { traceHelpers, type HelperTrace } from './helper-work.ts';
import { identity } from './identity.ts';
import { watchListening } from './listening.ts';
import { watchOutgoing, type Outgoing } from './outgoing/outgoing.ts';
import { watchFastify } from './fastify-routes.ts';
import { listRoutes } from './routes.ts';
import { createSampling, type Sampling } from './sampling.ts';
import { readScripts } from './scripts.ts';
import { openSession, type InspectorSession } from './session.ts';
import { asksWorkers, lineToWorkers, type WorkerLine, type WorkerLineOptions } from './worker-line.ts';

type Connect = (handlers: { readonly onRequest: (request: ToAgent) => void }) => Connection;

export interface AgentOptions {
  readonly connect: Connect;
  /** Where evidence is left that cannot wait for a socket. */
  readonly folder: string | undefined;
  /** What to record of a script from start to end; a server is recorded as it is asked to. */
  readonly record: string | undefined;
}

export function startAgent({ connect, folder, record }: AgentOptions): Answering {
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
  const tell: WorkerLineOptions['tell'] = (message) => {
    connection.send(message);
  };
  const parts: MethodParts = {
    counters,
    session,
    sampling,
    outgoing,
    workers: isMainThread && asksWorkers() ? lineToWorkers({ agentFile: __filename, folder, tell }) : undefined,
    routes: () => listRoutes(session, servers(), fastify),
    // One that was started with the application ends with it.
    detach: () => null,
    helpers: isMainThread ? traceHelpers(counters.isEngine) : undefined,
  };
  const answering = answeringWith(parts, folder);
  const connection = connect({ onRequest: (request) => void answer(answering, connection, request) });
  const servers = watchListening((listening) => {
    connection.send({ kind: 'listening', ...listening });
  });
  return answering;
}

export interface MethodParts extends Pick<Methods, 'routes' | 'detach'> {
  readonly counters: CountersWatch;
  readonly session: InspectorSession;
  readonly sampling: Sampling;
  readonly outgoing: Outgoing;
  /** Of the main thread. */
  readonly workers: WorkerLine | undefined;
  /** Of the main thread of an application that was started: tracing leaves a thread behind. */
  readonly helpers?: HelperTrace | undefined;
}

export function answeringWith(parts: MethodParts, folder: string | undefined): Answering {
  const { counters, outgoing } = parts;
  const atOnce = { counters: counters.readAtOnce, collectGarbage: collectNow };
  return createAnswering({ methods: methodsOf(parts, outgoing), atOnce, folder });
}

function methodsOf(
  { counters, session, sampling, workers, routes, detach, helpers }: MethodParts,
  outgoing: Outgoing,
): Methods {
  return {
    routes,
    detach,
    counters: (wanted) => {
      workers?.begin();
      return counters.read(wanted);
    },
    askWorker: ({ thread, request }) => {
      if (workers === undefined) throw new Error('only the main thread reaches workers');
      return workers.ask(thread, request);
    },
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
    startTracing: () => helpers?.start() ?? false,
    stopTracing: () => helpers?.stop() ?? { collectorUs: 0, compilerUs: 0 },
    closeInspector: () => {
      // `node:inspector` is the whole process's, not the session's: this closes the port, if there is one.
      closePort();
      return null;
    },
  };
}

export async function answer(answering: Answering, connection: Connection, request: ToAgent): Promise<void> {
  const reply = await answering.later(request);
  if (reply !== undefined) connection.send(reply);
}
