/**
 * In: a Spec. Out: a Target: the application running as its developer runs it, with an agent in each of its threads.
 * It sends the application nothing; whether and what it answers is `load/`'s business.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { EVIDENCE_ENV, type AgentRoute } from '../model/agent-protocol.ts';
import { FailureError } from '../model/failure.ts';
import type { Spec } from '../model/spec.ts';
import type { AgentLink, Programs, Target } from '../model/target.ts';
import { chooseBaseUrl, type ChosenListener, type Listener } from './ports.ts';
import { startApp, type Started } from './start.ts';
import { refuseSupervised } from './supervisor.ts';
import { targetOf } from './target-of.ts';

export interface LaunchOptions extends Pick<Programs, 'agentFile' | 'keeperFile' | 'guardFile'> {
  readonly signal: AbortSignal;
}

/** Other ports may open just after the first; the choice waits this long for them. */
const settleMs = 150;
const pollMs = 20;
const lateRoutesMs = 400;

/** @throws FailureError cannotStart, exitedBeforeListening, neverListened */
export async function launch(spec: Spec, { signal, ...programs }: LaunchOptions): Promise<Target> {
  const listeners: Listener[] = [];
  const onListening = (link: AgentLink, listening: Listener['listening']): void =>
    void listeners.push({ link, listening });
  const started = await startApp(spec, { programs, env: (folder) => ({ [EVIDENCE_ENV]: folder }), onListening });
  try {
    const { link, ...answering } = await untilListening(spec, started, listeners, signal);
    // A framework the search stumbles over costs its routes, not the measurement: a scenario can name the requests.
    return targetOf(started, { link, ...answering, routes: await routesOf(link) });
  } catch (error) {
    await started.stop();
    throw error;
  }
}

/** Some applications listen first and register their routes, or more of them, when a plugin or a database is ready: those are waited for a little. */
async function routesOf(link: AgentLink): Promise<readonly AgentRoute[]> {
  const deadline = performance.now() + lateRoutesMs;
  let before = 0;
  for (;;) {
    const routes = await link.request('routes', undefined).catch((): readonly AgentRoute[] => []);
    const settled = routes.length > 0 && routes.length === before;
    if (settled || !link.open || performance.now() > deadline) return routes;
    before = routes.length;
    await sleep(lateRoutesMs / 4);
  }
}

async function untilListening(
  spec: Spec,
  { app, server, log }: Started,
  listeners: readonly Listener[],
  signal: AbortSignal,
): Promise<ChosenListener> {
  const { command, cwd, readyTimeoutMs } = spec;
  const deadline = performance.now() + readyTimeoutMs;
  while (performance.now() < deadline) {
    signal.throwIfAborted();
    if (app.cannotStart !== undefined)
      throw new FailureError({ kind: 'cannotStart', command, cwd, reason: app.cannotStart });
    await refuseSupervised(command, app, server.links);
    if (app.exit !== undefined)
      throw new FailureError({ kind: 'exitedBeforeListening', command, exit: app.exit, log: log() });
    if (chooseBaseUrl(spec, listeners) !== undefined) {
      await sleep(settleMs);
      const chosen = chooseBaseUrl(spec, listeners);
      if (chosen?.link.open === true) return chosen;
    }
    await sleep(pollMs);
  }
  const agentSeen = server.links.length > 0;
  throw new FailureError({ kind: 'neverListened', command, waitedMs: readyTimeoutMs, log: log(), agentSeen });
}
