/**
 * In: settings, and a way to start another instance of the application with each. Out: turns of load on the default (twice) and on each
 * setting. All instances run at once and take turns in blocks of random order, so that the machine's moods fall on all of them; the pairs
 * are compared block by block, later.
 */
import { FailureError } from '../model/failure.ts';
import type { KnobSetting, KnobTurn, RecordedKnobs } from '../model/knob.ts';
import type { OnProgress } from '../model/progress.ts';
import type { Slice } from '../model/recorded-slice.ts';
import type { RecordedRequest } from '../model/recording.ts';
import type { Spec } from '../model/spec.ts';
import type { Target } from '../model/target.ts';
import type { Workload } from '../model/workload.ts';
import { noAnswers, noteAnswers, otherAnswers, type Answers } from './knob-answers.ts';
import { planTime } from './plan.ts';
import { shuffled } from './shuffled.ts';
import { completedIn, createSlicer, sum, type Slicer } from './slice.ts';
import { keepTimelines } from './timelines.ts';

export type StartInstance = (
  setting: KnobSetting | undefined,
  /** It has no longer than this to listen. */
  readyTimeoutMs?: number,
) => Promise<{ readonly target: Target; readonly workload: Workload }>;

export interface KnobOptions {
  readonly availableMs: number;
  readonly onProgress: OnProgress;
  readonly signal: AbortSignal;
}

export interface CapturedKnobs {
  readonly knobs?: RecordedKnobs;
  readonly warnings: readonly string[];
}

interface Instance {
  readonly setting: KnobSetting | undefined;
  readonly requests: readonly RecordedRequest[];
  readonly answers: Answers;
  readonly slicer: Slicer;
  readonly stop: () => Promise<void>;
}

/** Shares of the time: instances that do not start in theirs are left out; V8 compiles in the second. */
const share = { start: 0.35, warmUp: 0.25 };
const sliceMs = { least: 150, most: 600 };
/** Fewer pairs have an interval too wide to tell anything. */
const leastBlocks = 5;
/** A machine that is busy starts nothing in less. */
const leastStartMs = 4000;

/** The measurement itself is done by now, and worth more than what a setting would change: no failure here ends a run. */
export async function captureKnobs(
  spec: Pick<Spec, 'complete'>,
  settings: readonly KnobSetting[],
  start: StartInstance,
  options: KnobOptions,
): Promise<CapturedKnobs> {
  const clock = startClock(options.availableMs);
  const instances: Instance[] = [];
  const warnings: string[] = [];
  try {
    const complete = spec.complete === true;
    const begun = await beginAll(settings, start, { instances, warnings, clock, complete, ...options });
    if (!begun) return { warnings };
    do for (const { slicer } of instances) await slicer.run({ kind: 'asIs', durationMs: sliceMs.least });
    while (clock.passed() < share.start + share.warmUp);
    const turns = await takeTurns(instances, clock, options.availableMs);
    return { ...withoutStrangers(instances, turns, warnings), warnings };
  } catch (error) {
    if (options.signal.aborted) throw error;
    const reason = error instanceof Error ? error.message : String(error);
    return { warnings: [...warnings, `Settings of V8 and Node.js could not be tried: ${reason}`] };
  } finally {
    await Promise.all(instances.map(({ stop }) => stop()));
  }
}

interface Clock {
  /** 0 to 1 of the time there is, and beyond. */
  passed(): number;
}

function startClock(availableMs: number): Clock {
  const begunMs = performance.now();
  return { passed: () => (performance.now() - begunMs) / availableMs };
}

interface Beginning extends KnobOptions {
  readonly instances: Instance[];
  readonly warnings: string[];
  readonly clock: Clock;
  readonly complete: boolean;
}

/** One setting is tried first: where it does not start, nothing else has to. False where nothing is left to compare. */
async function beginAll(
  settings: readonly KnobSetting[],
  start: StartInstance,
  beginning: Beginning,
): Promise<boolean> {
  const [first, ...others] = settings;
  const tried = first === undefined || others.length > 0 ? undefined : await tryToBegin(first, start, beginning);
  if (first !== undefined && others.length === 0 && tried === undefined) return false;
  try {
    for (let i = 0; i < 2; i++) beginning.instances.push(await begin(undefined, start, beginning));
  } finally {
    // Stopped with the others, whatever came of the defaults.
    if (tried !== undefined) beginning.instances.push(tried);
  }
  if (tried !== undefined) return true;
  for (const setting of settings) {
    if (beginning.clock.passed() > share.start && !beginning.complete) {
      beginning.warnings.push(`There was no time to try ${setting.name}: give the run a longer --budget-seconds.`);
      continue;
    }
    const instance = await tryToBegin(setting, start, beginning);
    if (instance !== undefined) beginning.instances.push(instance);
  }
  return true;
}

async function tryToBegin(
  setting: KnobSetting,
  start: StartInstance,
  beginning: Beginning,
): Promise<Instance | undefined> {
  beginning.signal.throwIfAborted();
  beginning.onProgress({ kind: 'phase', phase: 'knobs', detail: setting.name });
  try {
    return await begin(setting, start, beginning);
  } catch (error) {
    if (!(error instanceof FailureError)) throw error;
    beginning.warnings.push(`${setting.name} was not tried: ${error.message}`);
    return undefined;
  }
}

async function begin(
  setting: KnobSetting | undefined,
  start: StartInstance,
  { complete, onProgress, availableMs, signal }: Beginning,
): Promise<Instance> {
  const startMs = complete ? undefined : Math.max(leastStartMs, share.start * availableMs);
  const { target, workload } = await start(setting, startMs);
  const session = await workload.open();
  const stop = async (): Promise<void> => {
    await session.close();
    await target.stop();
  };
  try {
    const { requests } = await session.prepare();
    const plan = planTime(availableMs, performance.now(), { complete });
    const slicer = createSlicer({ target, session, plan, requests, timelines: keepTimelines([]), onProgress, signal });
    return { setting, requests, answers: noAnswers(), slicer, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function takeTurns(
  instances: readonly Instance[],
  clock: Clock,
  availableMs: number,
): Promise<readonly KnobTurn[]> {
  const eachMs = ((1 - clock.passed()) * availableMs) / instances.length / (2 * leastBlocks);
  const durationMs = Math.min(sliceMs.most, Math.max(sliceMs.least, eachMs));
  const turns: KnobTurn[] = [];
  for (let block = 0; block < leastBlocks || clock.passed() < 1; block++) {
    for (const index of shuffled(instances.length)) {
      const instance = instances[index];
      if (instance === undefined) continue;
      const slice = await instance.slicer.run({ kind: 'asIs', durationMs });
      noteAnswers(instance.answers, slice.outcome);
      turns.push({ block, instance: index, ...turnOf(slice) });
    }
  }
  return turns;
}

/** What answers otherwise with its setting is another application: what that costs says nothing. */
function withoutStrangers(
  instances: readonly Instance[],
  turns: readonly KnobTurn[],
  warnings: string[],
): Pick<CapturedKnobs, 'knobs'> {
  const [usual] = instances;
  const strange = new Set<number>();
  for (const [index, { setting, ...instance }] of instances.entries()) {
    const difference = usual === undefined || setting === undefined ? undefined : otherAnswers(usual, instance);
    if (difference === undefined) continue;
    strange.add(index);
    warnings.push(`${setting?.name ?? ''} was not compared: ${difference}.`);
  }
  if (instances.length - strange.size < 3) return {};
  const kept = turns.filter(({ instance }) => !strange.has(instance));
  const position = new Map(
    instances.flatMap((_, index) => (strange.has(index) ? [] : [index])).map((index, place) => [index, place]),
  );
  return {
    knobs: {
      instances: instances.filter((_, index) => !strange.has(index)).map(describe),
      turns: kept.map((turn) => ({ ...turn, instance: position.get(turn.instance) ?? 0 })),
    },
  };
}

function turnOf(slice: Slice): Omit<KnobTurn, 'block' | 'instance'> {
  return {
    wallUs: slice.endUs - slice.startUs,
    processCpuUs: slice.usage.processCpuUs,
    completed: completedIn(slice),
    errors: sum(slice.outcome.perRequest.map(({ errors }) => errors)),
    rssBytes: slice.usage.rssBytes,
  };
}

function describe({ setting }: Instance): RecordedKnobs['instances'][number] {
  return setting === undefined ? {} : { setting };
}
