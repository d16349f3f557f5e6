/**
 * In: ways to start each of two versions. Out: what came of every start. A round has two starts of each version; all four run at once and
 * take turns in blocks of random order, so that the machine's moods fall on all of them. What two starts of one version differ by is what a
 * difference between versions has to be held against.
 */
import { FailureError } from '../model/failure.ts';
import type { GivenAnswer } from '../model/given-answer.ts';
import type { OnProgress } from '../model/progress.ts';
import type { Slice } from '../model/recorded-slice.ts';
import type { Recording, RecordedRequest } from '../model/recording.ts';
import { requestKey } from '../model/request-key.ts';
import type { Programs } from '../model/target.ts';
import { sides, type Side } from '../model/version-comparison.ts';
import { beginStart, loadStart, type Running, type Startable, type StartOptions } from './one-start.ts';
import { allocateStart, recordStart, sampleStart, type RecordStartOptions } from './record-start.ts';
import { requestsAlone } from './plan.ts';
import { toRecorded } from './recorded-slice.ts';
import { shuffled } from './shuffled.ts';
import { completedIn, type SliceWish } from './slice.ts';
import { endedWhile } from './endings.ts';

export interface RoundWish {
  /** Each start is a Recording of its own; without it the mix alone is loaded, in a third of the time. */
  readonly sampled: boolean;
  /** Ask each start what it answers. */
  readonly answers: boolean;
  /** Requests that both versions have, where they do not have the same (`requestKey`). */
  readonly only?: readonly string[];
}

export interface SideBySideOptions extends RecordStartOptions, StartOptions {
  readonly programs: Pick<Programs, 'toolFolder' | 'agentFile'>;
  readonly onProgress: OnProgress;
}

export interface MeasuredStart {
  readonly side: Side;
  readonly requests: readonly RecordedRequest[];
  /** CPU per request in each slice of the mix, ms. */
  readonly mixCpuMs: readonly number[];
  /** Of requests alone, by `requestKey`. */
  readonly aloneCpuMs: ReadonlyMap<string, readonly number[]>;
  readonly recording?: Recording;
  readonly answers: readonly GivenAnswer[];
}

export interface MeasuredRound {
  readonly starts: readonly MeasuredStart[];
  /** What the load had, where the versions do not have the same requests. */
  readonly only?: readonly string[];
  readonly onlyIn: Readonly<Record<Side, readonly string[]>>;
}

const startsOfEach = 2;
/** ms of each start, in slices of one block each. */
const warmUp = { blocks: 8, sliceMs: 200 };
const mix = { sampled: { blocks: 10, sliceMs: 200 }, loaded: { blocks: 8, sliceMs: 160 } };
const alone = { ms: 1300, sliceMs: 100 };
const longestTurnMs = 60_000;

/** @throws FailureError versionFailed, where a version cannot be measured; badCall, where the two have no request in common */
export async function measureRound(
  versions: Readonly<Record<Side, Startable>>,
  wish: RoundWish,
  options: SideBySideOptions,
): Promise<MeasuredRound> {
  const running: Running[] = [];
  try {
    // Two starts of one version may write the same files while they start: one after the other. The two versions have folders of their own.
    const begun = await Promise.allSettled(
      sides.map(async (side) => {
        for (let i = 0; i < startsOfEach; i++)
          running.push(await inVersion(versions[side], () => beginStart(side, versions[side], wish.only, options)));
      }),
    );
    for (const each of begun) if (each.status === 'rejected') throw each.reason;
    running.sort((a, b) => sides.indexOf(a.side) - sides.indexOf(b.side));
    const { only, onlyIn } = await shareRequests(running, wish.only, options);
    const { scale = 1 } = options;
    await inTurns(running, warmUp.blocks, options, async ({ load: { slicer } }) => {
      await slicer.run({ kind: 'asIs', durationMs: warmUp.sliceMs * scale });
    });
    await measureAll(running, wish, options);
    const starts: MeasuredStart[] = [];
    for (const each of running) starts.push(await cameTo(each, wish, options));
    return { starts, onlyIn, ...(only === undefined ? {} : { only }) };
  } finally {
    await Promise.all(running.map(({ stop }) => stop()));
  }
}

async function inVersion<T>({ name }: Startable, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof FailureError)) throw error;
    throw new FailureError({ kind: 'versionFailed', version: name, failure: error.failure });
  }
}

/** Costs are compared of the same work: what one version does not have, or answers with an error, is left out of both, and told. */
async function shareRequests(
  running: readonly Running[],
  already: readonly string[] | undefined,
  options: SideBySideOptions,
): Promise<Pick<MeasuredRound, 'only' | 'onlyIn'>> {
  const keysOf = ({ load: { requests } }: Running): ReadonlySet<string> => new Set(requests.map(requestKey));
  const of = (side: Side): readonly ReadonlySet<string>[] => running.filter((each) => each.side === side).map(keysOf);
  const [first, ...others] = running.map(keysOf);
  const common = [...(first ?? [])].filter((key) => others.every((keys) => keys.has(key)));
  const missingIn = (side: Side): readonly string[] => {
    const [here, there] = [of(side), of(side === 'base' ? 'head' : 'base')];
    return [...new Set(here.flatMap((keys) => [...keys]))].filter((key) => there.some((keys) => !keys.has(key)));
  };
  const onlyIn = { base: missingIn('base'), head: missingIn('head') };
  if (common.length === 0)
    throw new FailureError({
      kind: 'badCall',
      problem: 'The two versions have no request in common that both answer.',
      fix: 'Name requests that both have in the scenario of leanscope.json, or compare versions that are nearer to each other.',
    });
  if (running.every(({ load: { requests } }) => requests.every((each) => common.includes(requestKey(each)))))
    return { onlyIn, ...(already === undefined ? {} : { only: already }) };
  for (const each of running) await loadStart(each, common, options);
  return { only: common, onlyIn };
}

async function measureAll(running: readonly Running[], wish: RoundWish, options: SideBySideOptions): Promise<void> {
  const { blocks, sliceMs } = mix[wish.sampled ? 'sampled' : 'loaded'];
  let block = 0;
  await inTurns(running, blocks, options, async (each) => {
    await slice(each, { kind: 'asIs', durationMs: sliceMs * (options.scale ?? 1) });
    if (wish.sampled) await sliceAlone(each, Math.floor(block / running.length), blocks);
    block++;
  });
  if (!wish.sampled) return;
  await inTurns(running, 1, options, sampleStart);
  await inTurns(running, 1, options, allocateStart);
}

/** Of the requests alone, those whose turn it is in this block. */
async function sliceAlone(each: Running, block: number, blocks: number): Promise<void> {
  const { requests, plan } = each.load;
  const indices = requestsAlone(requests, plan);
  const turns = Math.max(indices.length, Math.floor(alone.ms / alone.sliceMs));
  for (let turn = Math.floor((block * turns) / blocks); turn < Math.floor(((block + 1) * turns) / blocks); turn++) {
    const requestIndex = indices[turn % Math.max(1, indices.length)];
    if (requestIndex !== undefined) await slice(each, { kind: 'asIs', durationMs: alone.sliceMs, requestIndex });
  }
}

async function slice({ load: { slicer, evidence } }: Running, wish: SliceWish): Promise<void> {
  evidence.slices.push(toRecorded(await slicer.run(wish)));
}

/** Every one of them in each block, in a random order. One that ends in its turn is told as what it is. */
async function inTurns(
  running: readonly Running[],
  blocks: number,
  { signal }: SideBySideOptions,
  work: (running: Running) => Promise<void>,
): Promise<void> {
  for (let block = 0; block < blocks; block++)
    for (const index of shuffled(running.length)) {
      const each = running[index];
      if (each === undefined) continue;
      signal.throwIfAborted();
      const { spec, target, version } = each;
      await inVersion(version, () =>
        endedWhile(spec, target, { availableMs: longestTurnMs, signal }, () => work(each)),
      );
    }
}

async function cameTo(
  each: Running,
  { sampled, answers }: RoundWish,
  options: SideBySideOptions,
): Promise<MeasuredStart> {
  const { side, load, version } = each;
  const { requests, evidence, session } = load;
  const slices = evidence.slices.filter(({ kind }) => kind === 'asIs');
  const byKey = new Map<string, number[]>();
  for (const one of slices) {
    const request = one.requestIndex === undefined ? undefined : requests[one.requestIndex];
    if (request === undefined) continue;
    const key = requestKey(request);
    byKey.set(key, [...(byKey.get(key) ?? []), cpuMsIn(one)]);
  }
  return {
    ...{ side, requests },
    mixCpuMs: slices.filter(({ requestIndex }) => requestIndex === undefined).map(cpuMsIn),
    aloneCpuMs: byKey,
    answers: answers ? await inVersion(version, () => session.answers()) : [],
    ...(sampled ? { recording: await inVersion(version, () => recordStart(each, options)) } : {}),
  };
}

/** Of a request; not a number where none was completed. */
function cpuMsIn(one: Slice): number {
  return one.usage.processCpuUs / 1000 / completedIn(one);
}
