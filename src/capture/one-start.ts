/** One start of one version, with its load: begun, and its load begun again with fewer requests. */
import type { RecordedRequest } from '../model/recording.ts';
import type { Spec } from '../model/spec.ts';
import type { Programs, Target } from '../model/target.ts';
import type { Side } from '../model/version-comparison.ts';
import type { LoadSession, Workload } from '../model/workload.ts';
import { chooseEngine } from './engine.ts';
import { noEvidenceYet, type Evidence } from './evidence.ts';
import { planTime, type Plan } from './plan.ts';
import { prepareLoad } from './prepare-load.ts';
import { createSlicer, type Slicer } from './slice.ts';
import { keepTimelines } from './timelines.ts';

export interface Startable {
  /** The version's name. */
  readonly name: string;
  readonly spec: Spec;
  readonly start: () => Promise<{
    readonly target: Target;
    /** Of those requests only, where they are given. */
    readonly workload: (only?: readonly string[]) => Workload;
  }>;
}

export interface StartLoad {
  readonly session: LoadSession;
  readonly requests: readonly RecordedRequest[];
  readonly evidence: Evidence;
  readonly slicer: Slicer;
  readonly plan: Plan;
}

export interface Running {
  readonly side: Side;
  readonly version: Startable;
  readonly spec: Spec;
  readonly startedAt: string;
  readonly target: Target;
  readonly workload: (only?: readonly string[]) => Workload;
  load: StartLoad;
  readonly stop: () => Promise<void>;
}

export interface StartOptions {
  readonly programs: Pick<Programs, 'toolFolder'>;
  /** Of the usual time of each pass; 1 if not said. */
  readonly scale?: number;
  readonly signal: AbortSignal;
}

/** ms of each start; four take turns, so that a pass is spread over a multiple of its time. */
const time = { routes: 3300, resettle: 400, cpuSampling: 2000, allocation: 500 };
const longestMs = 10 * 60_000;

export async function beginStart(
  side: Side,
  version: Startable,
  only: readonly string[] | undefined,
  options: StartOptions,
): Promise<Running> {
  options.signal.throwIfAborted();
  const { spec } = version;
  const startedAt = new Date().toISOString();
  const { target, workload } = await version.start();
  let running: Running | undefined;
  try {
    const engine = (await chooseEngine(spec, target, options.programs.toolFolder)).name;
    const load = await openLoad(target, workload(only), engine, options);
    const begun: Running = {
      ...{ side, version, spec, startedAt, target, workload, load },
      stop: async () => {
        await begun.load.session.close();
        await target.stop();
      },
    };
    running = begun;
    return begun;
  } finally {
    if (running === undefined) await target.stop();
  }
}

/** With those requests only. */
export async function loadStart(running: Running, only: readonly string[], options: StartOptions): Promise<void> {
  await running.load.session.close();
  running.load = await openLoad(running.target, running.workload(only), running.load.evidence.engine, options);
}

async function openLoad(
  target: Target,
  workload: Workload,
  engine: Evidence['engine'],
  { signal, scale }: StartOptions,
): Promise<StartLoad> {
  const session = await workload.open();
  try {
    const { requests } = await prepareLoad(session, target, { patienceMs: undefined, onProgress: () => undefined });
    const evidence: Evidence = { ...noEvidenceYet(), engine, requests };
    const plan = planOf(scale);
    const timelines = keepTimelines(evidence.timelines);
    const slicer = createSlicer({ target, session, plan, requests, timelines, onProgress: () => undefined, signal });
    return { session, requests, evidence, slicer, plan };
  } catch (error) {
    await session.close();
    throw error;
  }
}

function planOf(scale = 1): Plan {
  const now = performance.now();
  return {
    ...planTime(longestMs, now, { loaded: true }),
    endsAtMs: now + longestMs,
    asIsMs: time.routes * scale,
    resettleMs: time.resettle * scale,
    cpuSamplingMs: time.cpuSampling * scale,
    allocationTotalMs: time.allocation * scale,
  };
}
