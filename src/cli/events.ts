/** Typed events for a parent process that asked for them (the extension). */
import process from 'node:process';
import type { RunEvent } from '../model/progress.ts';

let asked = false;

export function tellEventsToParent(): void {
  asked = true;
}

export function tellParent(event: RunEvent): void {
  if (asked && process.connected) process.send?.(event, undefined, undefined, () => undefined);
}
