/**
 * In: a Target, a Workload that has sent nothing yet, and the time there is. Out: a Recording with all the evidence; after
 * it nothing reads the world until `store/`. It computes no cost: whatever a Report says follows from the Recording alone.
 *
 * The order of the passes is the point. The application is measured first as it is; only then is V8 told to keep functions
 * apart, and the samplers tell who spends what (see `SliceKind`).
 */
import type { Recording } from '../model/recording.ts';
import type { OnProgress } from '../model/progress.ts';
import type { Spec } from '../model/spec.ts';
import type { Programs, Target } from '../model/target.ts';
import type { LoadSession, Workload } from '../model/workload.ts';
import { chooseEngine } from './engine.ts';
import { endedWhile } from './endings.ts';
import { describeApp, describeMachine } from './machine.ts';
import { measureAsIs } from './as-is.ts';
import { planTime, requestsAlone } from './plan.ts';
import { prepareLoad } from './prepare-load.ts';
import { recordRoutes, recordScripts } from './scripts.ts';
import { sampleAllocation, sampleAllocationTotals, sampleCpu } from './sampling.ts';
import { createSlicer } from './slice.ts';
import { warmUp } from './warm-up.ts';

export interface CaptureOptions {
  readonly tool: { readonly name: string; readonly version: string };
  /** v8-profiler-next may be installed in the tool's folder, besides the application's own. */
  readonly programs: Pick<Programs, 'toolFolder' | 'agentFile'>;
  /** Budget left when capture begins, ms. */
  readonly availableMs: number;
  readonly startedAt: string;
  readonly onProgress: OnProgress;
  readonly signal: AbortSignal;
}

/** @throws FailureError crashedUnderLoad, everythingFails, noRoutes, unresponsive, engineNotLoadable, generatorDied */
export async function capture(
  spec: Spec,
  target: Target,
  workload: Workload,
  options: CaptureOptions,
): Promise<Recording> {
  const session = await workload.open();
  try {
    return await endedWhile(spec, target, options.signal, (enter) =>
      measure(spec, target, session, { ...options, onProgress: enter(options.onProgress) }),
    );
  } finally {
    await session.close();
  }
}

async function measure(spec: Spec, target: Target, session: LoadSession, options: CaptureOptions): Promise<Recording> {
  const { onProgress, availableMs } = options;
  const plan = planTime(availableMs, performance.now());
  const engine = await chooseEngine(spec, target, options.programs.toolFolder);
  const prepared = await prepareLoad(session, target, onProgress);
  const slicer = createSlicer({
    target,
    session,
    plan,
    onProgress,
    requests: prepared.requests,
    signal: options.signal,
  });

  const warm = await warmUp(slicer, plan, onProgress);
  const asIs = await measureAsIs(slicer, plan, onProgress);
  const total = await sampleAllocationTotals(slicer, plan, { threads: warm.threads, onProgress });
  const cpu = await sampleCpu(slicer, plan, { threads: warm.threads, engine: engine.name, onProgress });
  const who = await sampleAllocation(slicer, plan, { threads: warm.threads, onProgress });

  onProgress({ kind: 'phase', phase: 'reading' });
  const stacks = cpu.samples;
  const allocations = [...total.samples, ...who.samples];
  const scripts = await recordScripts(target, { stacks, allocations });
  return {
    recordingVersion: 1,
    tool: options.tool,
    startedAt: options.startedAt,
    app: await describeApp(spec, target.nodeVersion),
    machine: describeMachine(),
    engine: engine.name,
    agentFile: options.programs.agentFile,
    requests: prepared.requests,
    routes: recordRoutes(target),
    slices: [...asIs, ...total.slices, ...cpu.slices, ...who.slices],
    stacks,
    allocations,
    scripts,
    ...(spec.traffic === undefined ? {} : { traffic: spec.traffic }),
    ...(spec.deployment === undefined ? {} : { deployment: spec.deployment }),
    logTail: target.logTail(),
    warnings: [
      ...spec.warnings,
      ...engine.warnings,
      ...prepared.warnings,
      ...warm.warnings,
      ...notAlone(prepared.requests.length, requestsAlone(prepared.requests, plan).length),
    ],
  };
}

function notAlone(all: number, alone: number): readonly string[] {
  if (alone === 0 || alone === all) return [];
  const text = `There was time to drive only ${alone} of ${all} requests alone: the others have no cost of their own. Give the run a longer --budget-seconds.`;
  return [text];
}
