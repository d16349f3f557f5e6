/**
 * The agent inside an application that was running already. It comes in over the inspector, works as it does elsewhere, and when
 * the tool lets go of it, or is gone, it takes away all that it brought: the application runs on as it did before.
 */
import { Server } from 'node:net';
import process from 'node:process';
import type { ToAgent } from '../model/agent-protocol.ts';
import { connectToTool } from './connection.ts';
import { watchCounters } from './counters.ts';
import { saveSamplesAtExit } from './evidence.ts';
import { describeServer } from './listening.ts';
import type { Answering } from './answering.ts';
import { answer, answeringWith } from './methods.ts';
import { watchOutgoing } from './outgoing/outgoing.ts';
import { listRoutes } from './routes.ts';
import { createSampling } from './sampling.ts';
import { openSession } from './session.ts';
import { asksWorkers, lineToWorkers, type WorkerLine, type WorkerLineOptions } from './worker-line.ts';

export interface AttachOptions {
  readonly socketPath: string;
  readonly secret: string;
  readonly folder: string;
}

/** Fastify tells of its routes only while it starts: a scenario has to name the requests of such an application. */
const nothingAnnounced = { routes: () => [], listeners: () => [], instances: () => [] };

export function attachAgent({ socketPath, secret, folder }: AttachOptions): void {
  const tell: WorkerLineOptions['tell'] = (message) => {
    connection.send(message);
  };
  const workers = asksWorkers() ? lineToWorkers({ agentFile: __filename, folder, tell }) : undefined;
  const { answering, detach } = joinThread({ folder, socketPath, workers });
  const onRequest = (request: ToAgent): void => void answer(answering, connection, request);
  const connection = connectToTool({ socketPath, secret, onRequest, onLost: detach });
  for (const server of servers()) {
    const listening = describeServer(server);
    if (listening !== undefined) connection.send({ kind: 'listening', ...listening });
  }
}

export interface JoinOptions {
  readonly folder: string | undefined;
  readonly socketPath?: string;
  readonly workers?: WorkerLine | undefined;
}

/** For a worker too, which is asked over the main thread's line only: one that was running already, or started without the agent. */
export function joinThread({ folder, socketPath, workers }: JoinOptions): {
  readonly answering: Answering;
  readonly detach: () => null;
} {
  // Threads that are there by now may be anybody's.
  const counters = watchCounters({ tellThreadsApart: false });
  const session = openSession();
  const sampling = createSampling(session);
  const outgoing = watchOutgoing(socketPath);
  outgoing.adopt(handles());
  const stopSaving =
    folder === undefined ? () => undefined : saveSamplesAtExit({ folder, session, sampling, counters: counters.read });
  let attached = true;
  const detach = (): null => {
    if (!attached) return null;
    attached = false;
    void workers?.end();
    stopSaving();
    outgoing.release();
    sampling.restore();
    counters.stop();
    session.close();
    return null;
  };
  const routes = (): ReturnType<typeof listRoutes> => listRoutes(session, servers(), nothingAnnounced);
  const parts = { counters, session, sampling, outgoing, workers, routes, detach };
  return { answering: answeringWith(parts, folder), detach };
}

/** The only way to servers and connections for somebody who was not there when they were made. */
function handles(): readonly unknown[] {
  const { _getActiveHandles: activeHandles } = process as { _getActiveHandles?: () => readonly unknown[] };
  return activeHandles?.call(process) ?? [];
}

/** Those that keep the process alive. */
function servers(): readonly Server[] {
  return handles().filter((handle) => handle instanceof Server);
}
