/**
 * Who holds the event loop: stretches of 50 ms and more in which it did not turn, by the function that held it.
 *
 * How long and how often, is measured with no profiler: requests driven alone over one connection, so that a stretch is one request's
 * work and not that of several answered together. Who, is in the CPU samples of such stretches while sampling:
 * the deepest function of the app that is on the stack for most of one. V8 samples a thread that stands still in a system
 * call like one that computes, so that synchronous calls that wait are found as well. What blocks without any request (a timer's
 * job) shows in the samples of the mix only.
 */
import { HELD_US, type HeldStretch } from '../model/thread-counters.ts';
import type { Profile, ProfiledCpu } from '../model/profile.ts';
import type { Slice } from '../model/recorded-slice.ts';
import type { Recording } from '../model/recording.ts';
import type { Blocking } from '../model/report-totals.ts';
import { completedIn } from './slices.ts';
import { sum } from './statistics.ts';

/** On the stack for so much of a stretch, a function is what held the loop. */
const mostOfIt = 0.6;
const leastPerRequest = 0.5;
const mostStretches = 60;
const mostListed = 10;
const mostStack = 12;

interface Stretch extends HeldStretch {
  readonly cpu: ProfiledCpu;
}

interface Held {
  readonly holder: number;
  readonly stack: readonly number[];
  readonly durationUs: number;
}

/** The longest first. */
export function blockingOf(recording: Recording, profile: Profile): readonly Blocking[] {
  const found = recording.requests.flatMap((_, index) => ofRequest(recording, profile, index));
  // What shows now and then, whichever request is driven, is not theirs: a timer's job.
  const isTheirs = ({ held, blocking: { perRequest = 0 } }: OfRequest): boolean =>
    perRequest >= leastPerRequest ||
    (held !== undefined &&
      recording.requests.length > 1 &&
      found.filter((other) => other.held?.holder === held.holder).length === 1);
  const ofRequests = found.filter(isTheirs);
  const known = new Set(ofRequests.map(({ held }) => held?.holder));
  const ofNobody = [
    ...found.flatMap(({ held }) => held ?? []),
    ...sampledStretches(recording.slices, profile, undefined)
      .flatMap((stretch) => unbroken(profile, stretch))
      .filter((stretch) => !isExplained(stretch, known))
      .flatMap((stretch) => holderOf(profile, stretch) ?? []),
  ].filter(({ holder }) => !known.has(holder));
  const unnamed = found.filter((each) => each.held === undefined && !isTheirs(each)).map(({ blocking }) => blocking);
  return [...ofRequests.map(({ blocking }) => blocking), ...byHolder(profile, ofNobody), ...together(unnamed)]
    .sort((a, b) => b.durationMs - a.durationMs)
    .slice(0, mostListed);
}

/** Nobody's, and no sample told whose. */
function together(blocking: readonly Blocking[]): readonly Blocking[] {
  if (blocking.length === 0) return [];
  const durationMs = Math.max(...blocking.map((each) => each.durationMs));
  return [{ durationMs, count: sum(blocking.map(({ count }) => count)), stack: [] }];
}

interface OfRequest {
  readonly held: Held | undefined;
  readonly blocking: Blocking;
}

function ofRequest({ slices, requests }: Recording, profile: Profile, index: number): readonly OfRequest[] {
  const alone = slices.filter(({ kind, requestIndex }) => kind === 'oneAtATime' && requestIndex === index);
  const stretches = alone.flatMap(heldIn);
  const { method, route } = requests[index] ?? {};
  if (stretches.length === 0 || method === undefined || route === undefined) return [];
  const held = longest(sampledStretches(slices, profile, index).flatMap((stretch) => holderOf(profile, stretch) ?? []));
  const blocking = {
    durationMs: Math.max(...stretches.map(({ durationUs }) => durationUs)) / 1000,
    count: stretches.length,
    perRequest: stretches.length / Math.max(1, sum(alone.map(completedIn))),
    route: `${method} ${route}`,
    ...described(profile, held),
  };
  return [{ held, blocking }];
}

function heldIn({ loops = [] }: Slice): readonly HeldStretch[] {
  return loops.flatMap(({ held }) => held);
}

/** Stretches of one request alone, or of the mix, while its CPU was sampled. */
function sampledStretches(slices: readonly Slice[], { cpu }: Profile, request: number | undefined): readonly Stretch[] {
  return slices
    .filter(({ kind, requestIndex }) => kind === 'cpuSampling' && requestIndex === request)
    .flatMap(({ loops = [] }) => loops)
    .flatMap(({ process, thread, held }) =>
      cpu
        .filter((each) => each.process === process && each.thread === thread)
        .flatMap((each) => held.map((stretch) => ({ ...stretch, cpu: each }))),
    )
    .sort((a, b) => b.durationUs - a.durationUs)
    .slice(0, mostStretches);
}

/** The deepest path that most samples of a stretch share; undefined where nobody of the app is on it. */
function holderOf({ functions }: Profile, { cpu, startUs, durationUs }: Stretch): Held | undefined {
  const samples = samplesWithin(cpu, startUs, startUs + durationUs);
  const counts = new Map<number, number>();
  for (const sample of samples)
    for (let node = cpu.node[sample] ?? -1; node >= 0; node = cpu.tree.parent[node] ?? -1)
      counts.set(node, (counts.get(node) ?? 0) + 1);
  // Parents come before children: the last node that most samples share is the deepest one.
  const shared = [...counts].filter(([, count]) => count >= mostOfIt * samples.length).map(([node]) => node);
  const path = shared.sort((a, b) => a - b).map((node) => cpu.tree.function[node] ?? -1);
  const stack = path.filter((index) => functions[index]?.origin === 'app' || functions[index]?.meta === 'gc');
  const holder = stack.at(-1);
  return holder === undefined ? undefined : { holder, stack, durationUs };
}

/**
 * The parts of a stretch, long enough by themselves, in which one function of the app and what it calls was at work: under the load of the
 * mix, several requests and timers may have had their turn in one stretch.
 */
function unbroken(profile: Profile, { cpu, startUs, durationUs }: Stretch): readonly Stretch[] {
  const outermost = outermostOf(profile, cpu);
  const parts: { by: number; fromUs: number; toUs: number }[] = [];
  for (const sample of samplesWithin(cpu, startUs, startUs + durationUs)) {
    const by = outermost[cpu.node[sample] ?? -1] ?? -1;
    const atUs = cpu.timeUs[sample] ?? 0;
    const last = parts.at(-1);
    if (last?.by === by) last.toUs = atUs;
    else parts.push({ by, fromUs: atUs, toUs: atUs });
  }
  return parts
    .filter(({ by, fromUs, toUs }) => by >= 0 && toUs - fromUs >= HELD_US)
    .map(({ fromUs, toUs }) => ({ cpu, startUs: fromUs, durationUs: toUs - fromUs }));
}

/** By node: the function of the app that is nearest to the root; garbage collection is whoever's it interrupts, or its own. */
function outermostOf({ functions }: Profile, { tree }: ProfiledCpu): Int32Array {
  const outermost = new Int32Array(tree.parent.length);
  for (let node = 0; node < outermost.length; node++) {
    const above = outermost[tree.parent[node] ?? -1] ?? -1;
    const index = tree.function[node] ?? -1;
    const { origin, meta } = functions[index] ?? {};
    outermost[node] = above >= 0 ? above : origin === 'app' || meta === 'gc' ? index : -1;
  }
  return outermost;
}

/** In the mix, requests that hold the loop are answered one after the other, in one stretch. */
function isExplained({ cpu, startUs, durationUs }: Stretch, known: ReadonlySet<number | undefined>): boolean {
  return samplesWithin(cpu, startUs, startUs + durationUs).some((sample) =>
    [...known].some((holder) => holder !== undefined && isOnStack(cpu, cpu.node[sample] ?? -1, holder)),
  );
}

function isOnStack({ tree }: ProfiledCpu, from: number, index: number): boolean {
  for (let node = from; node >= 0; node = tree.parent[node] ?? -1) if (tree.function[node] === index) return true;
  return false;
}

/** Indexes of the samples taken after one moment and until another. */
function samplesWithin({ timeUs }: ProfiledCpu, afterUs: number, untilUs: number): readonly number[] {
  const found: number[] = [];
  for (let i = 0; i < timeUs.length; i++) {
    const at = timeUs[i] ?? 0;
    if (at > afterUs && at <= untilUs) found.push(i);
  }
  return found;
}

function longest(held: readonly Held[]): Held | undefined {
  return [...held].sort((a, b) => b.durationUs - a.durationUs)[0];
}

function byHolder(profile: Profile, held: readonly Held[]): readonly Blocking[] {
  return [...new Set(held.map(({ holder }) => holder))].map((holder) => {
    const all = held.filter((each) => each.holder === holder);
    const most = longest(all);
    return { durationMs: (most?.durationUs ?? 0) / 1000, count: all.length, ...described(profile, most) };
  });
}

function described(profile: Profile, held: Held | undefined): Omit<Blocking, 'durationMs' | 'count'> {
  const fn = held === undefined ? undefined : profile.functions[held.holder];
  if (held === undefined || fn === undefined) return { stack: [] };
  const line = hottestLine(profile, held.holder) ?? fn.line;
  return {
    ...(fn.meta === 'gc' ? { name: '(garbage collection)' } : { function: fn.id, name: fn.name, file: fn.file }),
    ...(line === undefined ? {} : { line }),
    stack: held.stack.slice(-mostStack).map((index) => profile.functions[index]?.name ?? ''),
  };
}

/** Where V8 saw the function itself at work most; undefined where it only ever called others. */
function hottestLine({ cpu }: Profile, index: number): number | undefined {
  const ticks = cpu.flatMap(({ lineTicks }) => lineTicks).filter((row) => row.function === index);
  return ticks.sort((a, b) => b.ticks - a.ticks)[0]?.line;
}
