/** Memory over the time of the measurement: the threads' notes on one clock, added up. */
import type { MemoryColumns } from '../model/thread-counters.ts';
import type { Profile } from '../model/profile.ts';
import type { ThreadTimeline } from '../model/recorded-memory.ts';
import type { Slice } from '../model/recorded-slice.ts';
import type { Recording } from '../model/recording.ts';
import type { Memory } from '../model/report-memory.ts';
import { growthOf } from './growth.ts';
import { sum } from './statistics.ts';

/** More points than a chart is wide are of no use. */
const mostPoints = 300;
const mostCollections = 200;
/** Threads note their memory so often. */
const leastStepUs = 100_000;

type Column = Exclude<keyof MemoryColumns, 'atUs'>;

export function memoryOf(recording: Recording, profile: Profile): { readonly memory?: Memory } {
  const { timelines = [], slices } = recording;
  const growth = growthOf(recording, profile);
  const moments = timelines.flatMap(({ memory }) => memory.atUs);
  if (moments.length === 0) return {};
  const originUs = clockOriginUs(recording);
  const sinceMs = (us: number): number => Math.round((us - originUs) / 100) / 10;
  return {
    memory: {
      timeline: timelineOf(timelines, originUs, most(moments)),
      phases: phasesOf(slices).map(({ kind, startUs, endUs }) => ({
        kind,
        startMs: sinceMs(startUs),
        endMs: sinceMs(endUs),
      })),
      collections: collectionsOf(timelines, sinceMs),
      ...(growth === undefined ? {} : { growth }),
    },
  };
}

/** What moments in a Report count from: the first note of any thread, or the first slice where threads took none. */
export function clockOriginUs({ timelines = [], slices }: Pick<Recording, 'timelines' | 'slices'>): number {
  const moments = timelines.flatMap(({ memory }) => memory.atUs);
  return least(moments.length > 0 ? moments : slices.map(({ startUs }) => startUs));
}

/** On an even grid: each thread has the value it noted last, from its first note to its last. */
function timelineOf(timelines: readonly ThreadTimeline[], fromUs: number, toUs: number): Memory['timeline'] {
  const stepUs = Math.max(leastStepUs, (toUs - fromUs) / mostPoints);
  const grid = Array.from({ length: Math.floor((toUs - fromUs) / stepUs) + 1 }, (_, i) => fromUs + i * stepUs);
  const added = (threads: readonly ThreadTimeline[], column: Column): readonly number[] => {
    const lines = threads.map(({ memory }) => onGrid(memory, column, { grid, stepUs }));
    return grid.map((_, i) => sum(lines.map((line) => line[i] ?? 0)));
  };
  return {
    atMs: grid.map((us) => Math.round((us - fromUs) / 1000)),
    heapUsedBytes: added(timelines, 'heapUsedBytes'),
    rssBytes: added(onePerProcess(timelines), 'rssBytes'),
    externalBytes: added(timelines, 'externalBytes'),
    arrayBuffersBytes: added(timelines, 'arrayBuffersBytes'),
  };
}

interface Grid {
  readonly grid: readonly number[];
  readonly stepUs: number;
}

function onGrid(memory: MemoryColumns, column: Column, { grid, stepUs }: Grid): readonly number[] {
  const { atUs } = memory;
  const endUs = (atUs.at(-1) ?? -Infinity) + stepUs;
  let next = 0;
  return grid.map((us) => {
    while (next < atUs.length && (atUs[next] ?? Infinity) <= us) next++;
    return us >= endUs ? 0 : (memory[column][next - 1] ?? 0);
  });
}

/** Every thread of a process notes the same resident memory. */
function onePerProcess(timelines: readonly ThreadTimeline[]): readonly ThreadTimeline[] {
  return timelines.filter(
    ({ process, thread }) => !timelines.some((other) => other.process === process && other.thread < thread),
  );
}

type Phase = Pick<Slice, 'kind' | 'startUs' | 'endUs'>;

/** Slices of one kind, one after the other, are one phase. */
function phasesOf(slices: readonly Slice[]): readonly Phase[] {
  const phases: Phase[] = [];
  for (const { kind, startUs, endUs } of slices) {
    const last = phases.at(-1);
    if (last?.kind === kind) phases[phases.length - 1] = { ...last, endUs };
    else phases.push({ kind, startUs, endUs });
  }
  return phases;
}

function collectionsOf(timelines: readonly ThreadTimeline[], sinceMs: (us: number) => number): Memory['collections'] {
  const all = timelines.flatMap(({ collections: { kind, startUs, durationUs } }) =>
    kind.map((each, i) => ({ kind: each, startUs: startUs[i] ?? 0, durationUs: durationUs[i] ?? 0 })),
  );
  const longest = [...all].sort((a, b) => b.durationUs - a.durationUs).slice(0, mostCollections);
  const inOrder = longest.sort((a, b) => a.startUs - b.startUs);
  return {
    kind: inOrder.map(({ kind }) => kind),
    startMs: inOrder.map(({ startUs }) => sinceMs(startUs)),
    durationMs: inOrder.map(({ durationUs }) => durationUs / 1000),
    dropped: sum(timelines.map(({ collections }) => collections.dropped)) + all.length - inOrder.length,
  };
}

/** Not by spreading: a long measurement has more notes than a call can have arguments. */
function least(values: readonly number[]): number {
  return values.reduce((a, b) => Math.min(a, b), Infinity);
}

function most(values: readonly number[]): number {
  return values.reduce((a, b) => Math.max(a, b), -Infinity);
}
