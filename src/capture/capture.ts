/**
 * In: a Target, a Workload that has sent nothing yet, and the time there is. Out: a Recording with all the evidence; after
 * it nothing reads the world until `store/`. It computes no cost: whatever a Report says follows from the Recording alone.
 *
 * The order of the passes is the point. The application is measured first as it is; only then is V8 told to keep functions
 * apart, and the samplers tell who spends what (see `SliceKind`).
 */
import { noEvidenceYet, salvage, type Evidence } from './evidence.ts';
import type { Failure } from '../model/failure-kinds.ts';
import type { Machine, Recording } from '../model/recording.ts';
import type { PriceList } from '../model/price-list.ts';
import type { OnProgress } from '../model/progress.ts';
import { plansOf, type OpenArrival, type Spec } from '../model/spec.ts';
import type { Programs, Target } from '../model/target.ts';
import type { LoadSession, Workload } from '../model/workload.ts';
import { countCalls } from './calls.ts';
import { chooseEngine } from './engine.ts';
import { endedWhile } from './endings.ts';
import { measureGrowth } from './growth.ts';
import { traceHelpers } from './helpers.ts';
import { describeApp, describeMachine } from './machine.ts';
import { shownPath } from '../model/without-secrets.ts';
import { measureAsIs } from './as-is.ts';
import { climb } from './climb.ts';
import { refuseNoUnits } from './count-units.ts';
import { measureOneAtATime } from './one-at-a-time.ts';
import { measureOutgoing } from './outgoing.ts';
import { measureOverhead } from './overhead.ts';
import { planTime, requestsAlone, tryingShare } from './plan.ts';
import { prepareLoad } from './prepare-load.ts';
import { recordRoutes, recordScripts } from './scripts.ts';
import { sampleAllocation, sampleAllocationTotals, sampleCpu } from './sampling.ts';
import { measureSizes, sampleSizes } from './sizes.ts';
import { createSlicer } from './slice.ts';
import { createTimekeeper, unanswered } from './timekeeper.ts';
import { keepTimelines } from './timelines.ts';
import { recordThreads } from './threads.ts';
import { recordSources } from './sources.ts';
import { warmUp } from './warm-up.ts';

export interface CaptureOptions {
  readonly tool: { readonly name: string; readonly version: string };
  /** v8-profiler-next may be installed in the tool's folder, besides the application's own. */
  readonly programs: Pick<Programs, 'toolFolder' | 'agentFile'>;
  /** Budget left when capture begins, ms. */
  readonly availableMs: number;
  readonly startedAt: string;
  /** Of this machine, and of a server to compare with, where they are known. */
  readonly speed?: Pick<Machine, 'probe' | 'server'>;
  /** Prices that were refreshed; with them in the Recording, its money comes out the same another day. */
  readonly priceLists?: readonly PriceList[];
  /** CPU time of a fixed piece of work at this moment, µs: the machine's pace, taken beside every slice. */
  readonly readPace?: () => number;
  readonly onProgress: OnProgress;
  readonly signal: AbortSignal;
}

/**
 * An application that crashes or falls silent once enough of it was measured gives a partial Recording, with the failure in it.
 * @throws FailureError crashedUnderLoad, everythingFails, noRoutes, unresponsive, engineNotLoadable, generatorDied
 */
export async function capture(
  spec: Spec,
  target: Target,
  workload: Workload,
  options: CaptureOptions,
): Promise<Recording> {
  const session = await workload.open();
  const evidence = noEvidenceYet();
  let partial: Failure | undefined;
  try {
    await endedWhile(spec, target, options, (enter) =>
      measure({ spec, target, session, evidence, options: { ...options, onProgress: enter(options.onProgress) } }),
    );
  } catch (error) {
    partial = await salvage(error, evidence, target);
    if (partial === undefined) throw error;
  } finally {
    await session.close();
  }
  return {
    recordingVersion: 1,
    tool: options.tool,
    startedAt: options.startedAt,
    app: await describeApp({ ...spec, command: target.command ?? spec.command }, target.nodeVersion),
    machine: describeMachine(options.speed),
    agentFile: options.programs.agentFile,
    ...(spec.loadEvidence === undefined ? {} : { loadEvidence: [spec.loadEvidence] }),
    ...(spec.kind === 'server' ? { load: { files: spec.found?.files ?? [], leftOut: evidence.leftOut } } : {}),
    routes: recordRoutes(target),
    ...withoutSaved(evidence),
    ...(await recordSources(evidence.scripts, spec.workspaceRoot)),
    ...plansOf(spec),
    ...(options.priceLists === undefined ? {} : { priceLists: options.priceLists }),
    ...(spec.budgets === undefined ? {} : { budgets: spec.budgets }),
    ...(spec.findings === undefined ? {} : { findings: spec.findings }),
    logTail: target.logTail(),
    warnings: [...spec.warnings, ...evidence.warnings],
    ...(partial === undefined ? {} : { partial }),
  };
}

/** What was not saved is not told. */
function withoutSaved({ savedMs, ...evidence }: Evidence): Omit<Evidence, 'savedMs'> & Pick<Recording, 'savedMs'> {
  return savedMs === 0 ? evidence : { ...evidence, savedMs };
}

interface Measurement {
  readonly spec: Spec;
  readonly target: Target;
  readonly session: LoadSession;
  /** Filled as the measurement goes on, so that what was measured before a crash is there after it. */
  readonly evidence: Evidence;
  readonly options: CaptureOptions;
}

async function measure({ spec, target, session, evidence, options }: Measurement): Promise<void> {
  const { onProgress, availableMs, readPace, signal } = options;
  const begunMs = performance.now();
  const loaded = spec.kind === 'server';
  const engine = await chooseEngine(spec, target, options.programs.toolFolder);
  const prepared = await prepareLoad(session, target, {
    patienceMs: spec.complete === true ? undefined : availableMs * tryingShare,
    onProgress: loaded ? onProgress : () => undefined,
  });
  const { requests } = prepared;
  const sized = requests.some(({ size }) => size !== undefined);
  const wishes = { sized, asked: spec.sizes === true, loaded, complete: spec.complete === true };
  const planned = planTime(availableMs, begunMs, wishes);
  if (spec.sizes === true && !sized) evidence.warnings.push(nothingSized);
  evidence.engine = engine.name;
  evidence.requests = requests;
  evidence.leftOut = prepared.leftOut.map((each) => ({ ...each, path: shownPath(each.path) }));
  evidence.warnings.push(...engine.warnings, ...prepared.warnings);
  const timelines = keepTimelines(evidence.timelines);
  const { unit } = spec;
  const counting = loaded ? {} : { counting: unit === undefined ? {} : { unit } };
  const slicer = createSlicer({
    ...{ target, session, plan: planned, onProgress, requests, timelines, ...counting, signal },
    ...(readPace === undefined ? {} : { readPace }),
  });

  const { threads, warnings, tookMs } = await warmUp(slicer, planned, { onProgress, loaded });
  const plan = planTime(availableMs, begunMs, { ...wishes, warmUpTookMs: tookMs });
  await recordThreads(target, evidence.threads);
  evidence.warnings.push(
    ...warnings,
    ...notAlone(
      requests.filter(({ onlyInSequence }) => onlyInSequence !== true).length,
      requestsAlone(requests, plan).length,
    ),
  );
  await measureAsIs(slicer, plan, onProgress, { evidence, mixArrival: arrivalOf(spec) });
  refuseNoUnits(spec, evidence.slices, target.logTail());
  const left = createTimekeeper(plan);
  await left.before(() => traceHelpers(slicer, plan, evidence.helpers));
  if (loaded) {
    await left.before(() => measureOneAtATime(slicer, plan, onProgress, evidence));
    await left.before(() => climb(slicer, plan, { spec, onProgress, evidence }));
    await left.before(() => measureSizes(slicer, plan, { onProgress, evidence }));
  }
  await left.before(() => measureOutgoing(slicer, plan, onProgress, evidence));
  await left.before(() =>
    measureOverhead(slicer, plan, { threads: threads(), engine: engine.name, onProgress, evidence }),
  );
  await left.before(() => sampleAllocationTotals(slicer, plan, { threads: threads(), onProgress, evidence }));
  await sampleCpu(slicer, plan, { threads: threads(), engine: engine.name, onProgress, evidence });
  await left.after(() => sampleSizes(slicer, plan, { threads: threads(), engine: engine.name, onProgress, evidence }));
  await left.after(() => sampleAllocation(slicer, plan, { threads: threads(), onProgress, evidence }));
  await left.after(() => measureGrowth(slicer, plan, { threads: threads(), onProgress, evidence }));
  onProgress({ kind: 'phase', phase: 'reading' });
  // Those that were started since.
  await recordThreads(target, evidence.threads);
  evidence.scripts.push(...(await recordScripts(target, evidence)));
  // After it: once calls were counted, V8 no longer knows where the functions are that have not run since.
  if (loaded) await left.after(() => countCalls(slicer, plan, { threads: threads(), evidence }));
  evidence.warnings.push(...left.warnings(), ...unanswered(evidence));
}

const nothingSized =
  'No request says how much it asks for, so that nothing is known of how cost grows with size: name the parameter in the scenario, for example "size": "limit".';

/** Of the mix; undefined for a closed load. */
function arrivalOf({ scenario }: Spec): OpenArrival | undefined {
  const { arrival = 'closed', rate, limits } = scenario ?? {};
  if (arrival === 'closed' || rate === undefined) return undefined;
  return { spacing: arrival, ratePerSecond: Math.min(rate, limits?.requestsPerSecond ?? Infinity) };
}

function notAlone(all: number, alone: number): readonly string[] {
  if (alone === 0 || alone === all) return [];
  const text = `There was time to drive only ${alone} of ${all} requests alone: the others have no cost of their own. Give the run a longer --budget-seconds.`;
  return [text];
}
