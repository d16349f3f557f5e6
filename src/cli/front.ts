/**
 * The first thread: hears signals and the parent, and ends the thread that works. In: the program of that thread. Out: its exit code, or 130.
 * It computes nothing, so that nothing that somebody feeds to the tool can keep it from ending.
 */
import { writeSync } from 'node:fs';
import process from 'node:process';
import { SHARE_ENV, Worker } from 'node:worker_threads';
import { describeFailure } from '../model/failure-words.ts';
import type { Failure } from '../model/failure-kinds.ts';
import { exitCodeOf } from '../model/failure.ts';
import type { RunEvent } from '../model/progress.ts';
import type { FromWork, ToWork, WorkData } from './front-protocol.ts';
import { limitReached } from './system-limits.ts';

const interrupted = 130;
/** A terminal and npm both pass on the same Ctrl-C. */
const sameMs = 300;
/** So long is waited for a thread that does not hear. */
const deafMs = 2_000;
/** So long is waited for one that has heard, and stops an application that has to be killed. */
const stopMs = 12_000;
const terminateMs = 1_000;

/** Begins the work, which sets the exit code of this process when it ends. */
export function workBehind(workFile: string): void {
  const workerData: WorkData = { columns: process.stdout.columns };
  const work = new Worker(workFile, { argv: process.argv.slice(2), env: SHARE_ENV, workerData });
  let [listens, ended, isEndedNow, isRefused] = [false, false, false, false];
  let interruptedAtMs: number | undefined;
  let deafTimer: NodeJS.Timeout | undefined;
  const endNow = (): void => {
    if (ended || isEndedNow) return;
    isEndedNow = true;
    say('\nleanscope: interrupted; what was started is being ended.\n');
    // Code that calls nothing of V8 cannot be ended as a thread.
    setTimeout(() => process.kill(process.pid, 'SIGKILL'), terminateMs).unref();
    void work.terminate();
  };
  const interrupt = (): void => {
    if (ended) return;
    if (interruptedAtMs !== undefined) {
      if (performance.now() - interruptedAtMs > sameMs) endNow();
      return;
    }
    interruptedAtMs = performance.now();
    if (!listens) {
      endNow();
      return;
    }
    const message: ToWork = { kind: 'interrupt' };
    work.postMessage(message);
    deafTimer = setTimeout(endNow, deafMs);
    setTimeout(endNow, stopMs).unref();
  };
  work.on('message', (message: FromWork) => {
    if (message.kind === 'listens') listens = true;
    else if (message.kind === 'ending') clearTimeout(deafTimer);
    else if (process.connected) process.send?.(message.event, undefined, undefined, () => undefined);
  });
  work.on('error', (error) => {
    sayWhyItDied(error);
    isRefused = limitReached(error) !== undefined;
  });
  work.on('exit', (code) => {
    ended = true;
    clearTimeout(deafTimer);
    if (!isRefused) process.exitCode = isEndedNow ? interrupted : code;
    if (process.connected) process.disconnect();
    // Whatever else may hold this thread: the work is over.
    setImmediate(() => process.exit());
  });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, interrupt);
  process.on('message', (message: { readonly kind?: string }) => {
    if (message.kind === 'cancel') interrupt();
  });
  process.on('disconnect', interrupt);
}

/** Says it to the person and to a parent that asked for events, and ends with its exit code. */
export function refuse(failure: Failure): void {
  const { what, next } = describeFailure(failure);
  const exitCode = exitCodeOf(failure);
  say(`\nleanscope: ${what}\n  ${next}\n`);
  process.exitCode = exitCode;
  if (!process.connected) return;
  const event: RunEvent = { kind: 'failed', exitCode, what, next, failure };
  process.send?.(event, undefined, undefined, () => {
    process.disconnect();
  });
}

function sayWhyItDied(error: unknown): void {
  const limit = limitReached(error);
  if (limit !== undefined) {
    refuse(limit);
    return;
  }
  const reason = error instanceof Error ? error.message : String(error);
  say(
    `\nleanscope: a bug in Leanscope: ${reason}.\n  Please report it with the command you ran; LEANSCOPE_DEBUG=1 adds where it happened.\n`,
  );
}

function say(text: string): void {
  try {
    writeSync(2, text);
  } catch {
    // Nobody is there to read it.
  }
}
