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
import { answer, methodsOf } from './methods.ts';
import { watchOutgoing } from './outgoing/outgoing.ts';
import { listRoutes } from './routes.ts';
import { createSampling } from './sampling.ts';
import { openSession } from './session.ts';

export interface AttachOptions {
  readonly socketPath: string;
  readonly secret: string;
  readonly folder: string;
}

/** Fastify tells of its routes only while it starts: a scenario has to name the requests of such an application. */
const nothingAnnounced = { routes: () => [], listeners: () => [], instances: () => [] };

export function attachAgent({ socketPath, secret, folder }: AttachOptions): void {
  // Threads that are there by now may be anybody's.
  const counters = watchCounters({ tellThreadsApart: false });
  const session = openSession();
  const sampling = createSampling(session);
  const outgoing = watchOutgoing(socketPath);
  outgoing.adopt(handles());
  const stopSaving = saveSamplesAtExit({ folder, session, sampling, counters: counters.read });
  let attached = true;
  const detach = (): null => {
    if (!attached) return null;
    attached = false;
    stopSaving();
    outgoing.release();
    sampling.restore();
    counters.stop();
    session.close();
    return null;
  };
  const methods = methodsOf({
    counters: counters.read,
    session,
    sampling,
    outgoing,
    routes: () => listRoutes(session, servers(), nothingAnnounced),
    detach,
  });
  const onRequest = (request: ToAgent): void => void answer(methods, connection, request);
  const connection = connectToTool({ socketPath, secret, onRequest, onLost: detach });
  for (const server of servers()) {
    const listening = describeServer(server);
    if (listening !== undefined) connection.send({ kind: 'listening', ...listening });
  }
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
