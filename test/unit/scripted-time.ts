/**
 * Time that is set by hand: it stands still while anything can be done, then jumps to what comes next. What takes a second takes
 * no time here, and the same time on every machine.
 */
import { setImmediate as turn } from 'node:timers/promises';
import type { Clock } from '../../src/load/clock.ts';
import type { Ticker } from '../../src/load/ticker.ts';

export interface ScriptedTime extends Clock {
  readonly ticker: Ticker;
  /** Lets time pass until the work is done. @throws Error where it waits for nothing that will come */
  pass<T>(work: Promise<T>): Promise<T>;
}

interface Event {
  readonly atMs: number;
  readonly call: () => void;
}

export function scriptedTime(): ScriptedTime {
  let nowMs = 1000;
  let events: readonly Event[] = [];
  let wake: Event | undefined;
  const next = (): Event | undefined => {
    const all = wake === undefined ? events : [...events, wake];
    return all.reduce<Event | undefined>(
      (first, each) => (first !== undefined && first.atMs <= each.atMs ? first : each),
      undefined,
    );
  };
  const happen = (event: Event): void => {
    nowMs = Math.max(nowMs, event.atMs);
    if (event === wake) wake = undefined;
    events = events.filter((each) => each !== event);
    event.call();
  };
  return {
    now: () => nowMs,
    after: (ms, call) => {
      events = [...events, { atMs: nowMs + ms, call }];
    },
    ticker: {
      ready: Promise.resolve(),
      at: (atMs, call) => {
        wake = { atMs, call };
      },
      close: () => {
        wake = undefined;
      },
    },
    pass: async (work) => {
      const state = { isDone: false };
      const end = (): void => {
        state.isDone = true;
      };
      work.then(end, end);
      await turn();
      while (!state.isDone) {
        const event = next();
        if (event === undefined) throw new Error('Waits for what will not come.');
        happen(event);
        await turn();
      }
      return work;
    },
  };
}
