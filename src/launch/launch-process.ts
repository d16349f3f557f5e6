/**
 * In: a Spec of a program that is no server and runs on. Out: a Target that nothing is sent to: it is there once its Node.js
 * processes have been started and no more of them come.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { EVIDENCE_ENV } from '../model/agent-protocol.ts';
import { FailureError } from '../model/failure.ts';
import type { Spec } from '../model/spec.ts';
import type { Target } from '../model/target.ts';
import type { LaunchOptions } from './launch.ts';
import { startApp, type Started } from './start.ts';
import { targetOf } from './target-of.ts';

const pollMs = 20;
/** Wrappers start one process after the other; a program that has been up for so long is at its work. */
const settleMs = 500;
/** Programs that do no work of their own: what they start is still to come. */
const launcher = /[\\/](?:npm|npx|pnpm|pnpx|yarn|yarnpkg|corepack)(?:-cli)?(?:\.[cm]?js)?$/;

/** @throws FailureError cannotStart, endedBeforeTime, neverStarted */
export async function launchProcess(spec: Spec, { signal, ...programs }: LaunchOptions): Promise<Target> {
  const env = (folder: string) => ({ [EVIDENCE_ENV]: folder });
  const started = await startApp(spec, { programs, env, onListening: () => undefined });
  try {
    await untilSettled(spec, started, signal);
    return targetOf(started);
  } catch (error) {
    await started.stop();
    throw error;
  }
}

async function untilSettled(spec: Spec, { app, server, log }: Started, signal: AbortSignal): Promise<void> {
  const { command, cwd, readyTimeoutMs } = spec;
  const deadline = performance.now() + readyTimeoutMs;
  let seen = 0;
  let sinceMs = performance.now();
  const onlyLaunchers = (): boolean => server.links.every(({ entry = '' }) => launcher.test(entry));
  while (onlyLaunchers() || performance.now() - sinceMs < settleMs) {
    signal.throwIfAborted();
    if (app.cannotStart !== undefined)
      throw new FailureError({ kind: 'cannotStart', command, cwd, reason: app.cannotStart });
    if (app.exit !== undefined)
      throw new FailureError({ kind: 'endedBeforeTime', command, exit: app.exit, log: log() });
    if (server.links.length !== seen) {
      seen = server.links.length;
      sinceMs = performance.now();
    }
    if (performance.now() > deadline) {
      // One that keeps starting processes has started.
      if (seen > 0) return;
      throw new FailureError({ kind: 'neverStarted', command, waitedMs: readyTimeoutMs, log: log() });
    }
    await sleep(pollMs);
  }
}
