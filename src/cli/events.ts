/** Typed events for a parent process that asked for them (the extension). */
import process from 'node:process';
import { isMainThread, parentPort } from 'node:worker_threads';
import type { RunEvent } from '../model/progress.ts';
import type { FromWork } from './front-protocol.ts';

let asked = false;

export function tellEventsToParent(): void {
  asked = true;
}

export function tellParent(event: RunEvent): void {
  if (!asked) return;
  const message: FromWork = { kind: 'event', event };
  // The channel to the parent is the first thread's.
  if (!isMainThread) parentPort?.postMessage(message);
  else if (process.connected) process.send?.(event, undefined, undefined, () => undefined);
}
