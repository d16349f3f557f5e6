/**
 * A heartbeat of the event loop: a timer that notes how late it comes, and now and then the memory in use.
 *
 * It is started by the first reading of the counters: an application that nobody measures pays nothing. The stretches in which the
 * loop stood still are noted here without any sampling; who held it is told by the CPU samples that fall into such a stretch.
 */
import { performance } from 'node:perf_hooks';
import process from 'node:process';
import { HELD_US, type HeldStretch, type LoopNotes, type MemoryColumns, type Noted } from '../model/thread-counters.ts';
import { nowUs } from './clock.ts';

const beatUs = 10_000;
const beatsPerMemory = 10;
/** The tool reads every few hundred milliseconds; should it not, no more than these are kept. */
const mostMemory = 600;
const mostHeld = 200;
/** Idle for less since the last beat, and the loop was busy all the time. */
const leastIdleUs = 100;

export interface LoopWatch {
  take(): Pick<Noted, 'memory' | 'loop'>;
  stop(): void;
}

export function noteLoop(): LoopWatch {
  const { setInterval, clearInterval } = globalThis;
  let notes = createNotes();
  let timer: NodeJS.Timeout | undefined;
  let lastUs = 0;
  let lastIdleUs = 0;
  let beats = 0;
  const mark = (atUs: number): void => {
    lastUs = atUs;
    lastIdleUs = idleUs();
  };
  const beat = (): void => {
    const atUs = nowUs();
    notes.delayed(atUs - lastUs - beatUs);
    notes.held(heldUntil(atUs, { lastUs, idleUs: idleUs() - lastIdleUs }));
    if (++beats % beatsPerMemory === 0) notes.memory(atUs);
    mark(atUs);
  };
  return {
    take: () => {
      timer ??= setInterval(beat, beatUs / 1000).unref();
      const before = notes;
      notes = createNotes();
      // The tool's own question is no delay of the application's.
      mark(nowUs());
      return before.taken();
    },
    stop: () => {
      clearInterval(timer);
    },
  };
}

function idleUs(): number {
  return performance.eventLoopUtilization().idle * 1000;
}

/**
 * The stretch that a late beat ends. Where the loop was idle before it, the time since the last beat that was not idle is the stretch,
 * but for a beat's worth of other work at most. Where it was busy all along, the stretch began somewhere in the beat
 * before it was due: half a beat is the best guess, and at most half a beat wrong.
 */
function heldUntil(
  atUs: number,
  before: { readonly lastUs: number; readonly idleUs: number },
): HeldStretch | undefined {
  const sinceUs = atUs - before.lastUs;
  const durationUs = before.idleUs > leastIdleUs ? sinceUs - before.idleUs : sinceUs - beatUs / 2;
  return durationUs < HELD_US
    ? undefined
    : { startUs: Math.round(atUs - durationUs), durationUs: Math.round(durationUs) };
}

interface Notes {
  delayed(us: number): void;
  held(stretch: HeldStretch | undefined): void;
  memory(atUs: number): void;
  taken(): { readonly loop: LoopNotes; readonly memory: MemoryColumns };
}

function createNotes(): Notes {
  const delays = new Map<number, number>();
  const held: HeldStretch[] = [];
  const rows: { readonly atUs: number; readonly usage: NodeJS.MemoryUsage }[] = [];
  return {
    delayed: (us) => {
      // A late beat stands for all that would have come while the loop was held, each less late than the one before it.
      let late = Math.max(0, us);
      do {
        const rounded = twoDigits(late);
        delays.set(rounded, (delays.get(rounded) ?? 0) + 1);
        late -= beatUs;
      } while (late > 0);
    },
    held: (stretch) => {
      if (stretch !== undefined && held.length < mostHeld) held.push(stretch);
    },
    memory: (atUs) => {
      if (rows.length < mostMemory) rows.push({ atUs, usage: process.memoryUsage() });
    },
    taken: () => ({
      loop: { delayUs: [...delays].sort(([a], [b]) => a - b), held },
      memory: {
        atUs: rows.map((row) => row.atUs),
        heapUsedBytes: rows.map(({ usage }) => usage.heapUsed),
        rssBytes: rows.map(({ usage }) => usage.rss),
        externalBytes: rows.map(({ usage }) => usage.external),
        arrayBuffersBytes: rows.map(({ usage }) => usage.arrayBuffers),
      },
    }),
  };
}

function twoDigits(us: number): number {
  const step = 10 ** Math.max(0, Math.floor(Math.log10(Math.max(1, us))) - 1);
  return Math.round(us / step) * step;
}
