/** Waiting for what VS Code does in its own time: for a state, never for how long. */
import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Locator } from 'playwright-core';
import { errors } from 'playwright-core';
import { waitTimeoutMs } from '../suite-result.ts';

/** Looks again until it is so; at last fails with what was waited for, and what there is instead where that is told. */
export async function until(what: string | (() => string), isSo: () => Promise<boolean>): Promise<void> {
  for (const endMs = performance.now() + waitTimeoutMs; ;) {
    if (await isSo()) return;
    if (performance.now() > endMs)
      assert.fail(`waited ${waitTimeoutMs / 1000} s for this: ${typeof what === 'string' ? what : what()}`);
    await sleep(50);
  }
}

/**
 * For requests that VS Code drops without a word where something else moves in between, such as a hover or the list of quick fixes: asks
 * again until what is wanted is in sight, and waits twice as long each time, so that a slow machine has its time too.
 */
export async function askUntil(wanted: Locator, what: string, ask: () => Promise<void>): Promise<Locator> {
  const endMs = performance.now() + waitTimeoutMs;
  for (let patienceMs = 1_000; performance.now() < endMs; patienceMs *= 2) {
    await ask();
    if (await inTime(wanted.waitFor({ timeout: patienceMs }))) return wanted;
  }
  assert.fail(`asked for ${waitTimeoutMs / 1000} s for this: ${what}`);
}

/** Whether an action of the browser was done within its own timeout. */
export async function inTime(action: Promise<void>): Promise<boolean> {
  try {
    await action;
    return true;
  } catch (error) {
    if (error instanceof errors.TimeoutError) return false;
    throw error;
  }
}
