/**
 * In: what was recorded, and a way to start another instance of the application with a setting. Out: turns of load on the
 * default (twice) and on each setting. All instances run at once and take turns in blocks of random order, so that the
 * machine's moods fall on all of them; the pairs are compared block by block, later.
 */
import process from 'node:process';
import { FailureError } from '../model/failure.ts';
import type { KnobSetting, KnobTurn, RecordedKnobs } from '../model/knob.ts';
import type { OnProgress } from '../model/progress.ts';
import type { Slice } from '../model/recorded-slice.ts';
import type { Recording } from '../model/recording.ts';
import type { Spec } from '../model/spec.ts';
import type { Target } from '../model/target.ts';
import type { Workload } from '../model/workload.ts';
import { settingsWorthTrying } from './knob-settings.ts';
import { planTime } from './plan.ts';
import { completedIn, createSlicer, sum, type Slicer } from './slice.ts';
import { keepTimelines } from './timelines.ts';

export type StartInstance = (
  setting: KnobSetting | undefined,
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
  readonly slicer: Slicer;
  readonly stop: () => Promise<void>;
}

/** Shares of the time: instances that do not start in theirs are left out; V8 compiles in the second. */
const share = { start: 0.35, warmUp: 0.25 };
const sliceMs = { least: 150, most: 600 };
/** Fewer pairs have an interval too wide to tell anything. */
const leastBlocks = 5;

/** The measurement itself is done by now, and worth more than what a setting would change: no failure here ends a run. */
export async function captureKnobs(
  spec: Spec,
  recording: Recording,
  start: StartInstance,
  options: KnobOptions,
): Promise<CapturedKnobs> {
  const clock = startClock(options.availableMs);
  const settings = settingsWorthTrying(recording, { ...process.env, ...spec.env } as Spec['env']);
  if (settings.length === 0) return { warnings: ['No setting of V8 or Node.js was found worth trying here.'] };
  const instances: Instance[] = [];
  const warnings: string[] = [];
  try {
    const complete = spec.complete === true;
    await beginAll(settings, start, { instances, warnings, clock, complete, ...options });
    do for (const { slicer } of instances) await slicer.run({ kind: 'asIs', durationMs: sliceMs.least });
    while (clock.passed() < share.start + share.warmUp);
    const turns = await takeTurns(instances, clock, options.availableMs);
    return { knobs: { instances: instances.map(describe), turns }, warnings };
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

async function beginAll(settings: readonly KnobSetting[], start: StartInstance, beginning: Beginning): Promise<void> {
  const { instances, warnings, clock, complete, onProgress, signal } = beginning;
  for (let i = 0; i < 2; i++) instances.push(await begin(undefined, start, beginning));
  for (const setting of settings) {
    signal.throwIfAborted();
    onProgress({ kind: 'phase', phase: 'knobs', detail: setting.name });
    if (clock.passed() > share.start && !complete) {
      warnings.push(`There was no time to try ${setting.name}: give the run a longer --budget-seconds.`);
      continue;
    }
    try {
      instances.push(await begin(setting, start, beginning));
    } catch (error) {
      if (!(error instanceof FailureError)) throw error;
      warnings.push(`${setting.name} was not tried: ${error.message}`);
    }
  }
}

async function begin(
  setting: KnobSetting | undefined,
  start: StartInstance,
  { complete, onProgress, availableMs, signal }: Beginning,
): Promise<Instance> {
  const { target, workload } = await start(setting);
  const session = await workload.open();
  const stop = async (): Promise<void> => {
    await session.close();
    await target.stop();
  };
  try {
    const { requests } = await session.prepare();
    const plan = planTime(availableMs, performance.now(), { complete });
    const slicer = createSlicer({ target, session, plan, requests, timelines: keepTimelines([]), onProgress, signal });
    return { setting, slicer, stop };
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
    for (const instance of shuffled(instances.length)) {
      const slice = await instances[instance]?.slicer.run({ kind: 'asIs', durationMs });
      if (slice !== undefined) turns.push({ block, instance, ...turnOf(slice) });
    }
  }
  return turns;
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

/** Fisher and Yates: in every block each order is as likely as any other, so that what comes before whom evens out. */
function shuffled(count: number): readonly number[] {
  const order = Array.from({ length: count }, (_, index) => index);
  for (let last = count - 1; last > 0; last--) {
    const chosen = Math.floor(Math.random() * (last + 1));
    [order[last], order[chosen]] = [order[chosen] ?? 0, order[last] ?? 0];
  }
  return order;
}

function describe({ setting }: Instance): RecordedKnobs['instances'][number] {
  return setting === undefined ? {} : { setting };
}
