/**
 * In: a way to run a script once, and the time there is. Out: a Recording in which each run from start to end is one slice
 * with one "request". Kinds of runs take turns until the time is over, so that the machine's moods fall on all of them.
 */
import { FailureError } from '../model/failure.ts';
import type { OnProgress } from '../model/progress.ts';
import type { AllocationSamples, CpuSamples, RecordedScript } from '../model/recorded-samples.ts';
import type { SliceKind } from '../model/recorded-slice.ts';
import type { RecordedOutgoing, Recording } from '../model/recording.ts';
import { plansOf, type Spec } from '../model/spec.ts';
import type { RunScript, ScriptRun } from '../model/target.ts';
import type { CaptureOptions } from './capture.ts';
import { watchCpuProgress } from './cpu-progress.ts';
import { decodeAllocation, decodeCpu } from './decode.ts';
import { describeApp, describeMachine } from './machine.ts';
import { recordScript } from './scripts.ts';
import { recordSources } from './sources.ts';
import {
  numberProcesses,
  sliceOfRun,
  threadsOfRuns,
  type MeasuredRun,
  type NumberedRun,
  type ScriptThread,
} from './script-runs.ts';

/** The first four give each kind once; then "how much" and "who" need runs most. */
const firstTurns: readonly SliceKind[] = ['asIs', 'cpuSampling', 'allocationTotal', 'allocationSampling'];
const laterTurns: readonly SliceKind[] = ['asIs', 'cpuSampling'];
/** More runs than this make the intervals no tighter in a way that anybody sees. */
const mostRuns = 60;

/** @throws FailureError cannotStart, scriptFailed, noEvidence */
export async function captureScript(spec: Spec, runScript: RunScript, options: CaptureOptions): Promise<Recording> {
  const measured = await runInTurns(spec, runScript, options);
  options.onProgress({ kind: 'phase', phase: 'reading' });
  const runs = numberProcesses(measured);
  const scripts = await recordedScripts(runs);
  const [first] = measured;
  return {
    recordingVersion: 1,
    tool: options.tool,
    startedAt: options.startedAt,
    app: await describeApp(spec, first?.run.threads[0]?.nodeVersion ?? 'unknown'),
    machine: describeMachine(options.speed),
    engine: 'inspector',
    agentFile: options.programs.agentFile,
    requests: [{ method: 'RUN', path: spec.command.join(' '), route: spec.command.join(' '), share: 1 }],
    routes: [],
    threads: threadsOfRuns(runs),
    slices: runs.map(sliceOfRun),
    stacks: runs.flatMap(({ threads }) => threads.flatMap(cpuOf)),
    allocations: runs.flatMap(({ kind, threads }) => threads.flatMap((thread) => allocationOf(kind, thread))),
    outgoing: runs.flatMap(({ threads }) => threads.flatMap(outgoingOf)),
    ...(await recordSources(scripts, spec.workspaceRoot)),
    ...plansOf(spec),
    ...(options.priceLists === undefined ? {} : { priceLists: options.priceLists }),
    ...(spec.budgets === undefined ? {} : { budgets: spec.budgets }),
    ...(spec.findings === undefined ? {} : { findings: spec.findings }),
    logTail: measured.at(-1)?.run.logTail ?? '',
    warnings: [...spec.warnings, ...missingKinds(measured)],
  };
}

async function runInTurns(
  spec: Spec,
  runScript: RunScript,
  { availableMs, onProgress, signal }: CaptureOptions,
): Promise<readonly MeasuredRun[]> {
  const begunMs = performance.now();
  const measured: MeasuredRun[] = [];
  let longestMs = 0;
  // The first two kinds are the least that says anything, and a complete run has each; beyond them, none is begun that would not end in time.
  for (let turn = 0; turn < mostRuns; turn++) {
    const passedMs = performance.now() - begunMs;
    const least = spec.complete === true ? turnsOf(measured).length : laterTurns.length;
    if (turn >= least && passedMs + longestMs > availableMs) break;
    const kind = turnsOf(measured)[turn] ?? laterTurns[turn % laterTurns.length] ?? 'asIs';
    announce(kind, onProgress);
    const run = await runOnce(runScript, kind, signal);
    refuseFailedRun(spec, run.run);
    measured.push(run);
    longestMs = Math.max(longestMs, performance.now() - begunMs - passedMs);
    onProgress({ kind: 'progress', fraction: Math.min(1, (performance.now() - begunMs) / availableMs) });
  }
  return measured;
}

async function runOnce(runScript: RunScript, kind: SliceKind, signal: AbortSignal): Promise<MeasuredRun> {
  if (kind !== 'cpuSampling') return { kind, run: await runScript(kind, { signal }) };
  const progress = watchCpuProgress();
  try {
    return { kind, run: await runScript(kind, { signal, onThread: progress.add }), progress };
  } finally {
    progress.stop();
  }
}

/** One that asks others is run once more, to note what. */
function turnsOf(measured: readonly MeasuredRun[]): readonly SliceKind[] {
  const asks = measured.some(({ run }) => run.threads.some(({ usesOutgoing }) => usesOutgoing === true));
  return asks ? [...laterTurns, 'outgoing', ...firstTurns.slice(laterTurns.length)] : firstTurns;
}

function announce(kind: SliceKind, onProgress: OnProgress): void {
  const phase =
    kind === 'asIs' || kind === 'outgoing' ? 'measuring' : kind === 'cpuSampling' ? 'sampling' : 'allocation';
  onProgress({ kind: 'phase', phase });
}

function refuseFailedRun({ command }: Spec, { exit, threads, logTail }: ScriptRun): void {
  if (exit.code !== 0) throw new FailureError({ kind: 'scriptFailed', command, exit, log: logTail });
  if (!threads.some(({ threadId }) => threadId === 0))
    throw new FailureError({ kind: 'noEvidence', command, log: logTail });
}

function missingKinds(measured: readonly MeasuredRun[]): readonly string[] {
  const done = new Set(measured.map(({ kind }) => kind));
  const missing = turnsOf(measured).filter((kind) => !done.has(kind));
  if (missing.length === 0) return [];
  const what =
    missing.length === 1 && missing[0] === 'outgoing' ? 'note what it asks of others' : 'sample its allocations';
  return [`The script takes so long that there was no time to ${what}: give it a longer --budget-seconds.`];
}

function cpuOf({ process, thread, cpu, startedAtUs, cpuProgress }: ScriptThread): readonly CpuSamples[] {
  return cpu === undefined ? [] : [decodeCpu(cpu, { process, thread, startedAtUs, cpuProgress })];
}

function allocationOf(kind: SliceKind, { process, thread, allocation }: ScriptThread): readonly AllocationSamples[] {
  if (allocation === undefined || (kind !== 'allocationTotal' && kind !== 'allocationSampling')) return [];
  return [decodeAllocation(allocation, { process, thread, kind })];
}

function outgoingOf({ process, thread, outgoing = [] }: ScriptThread): readonly RecordedOutgoing[] {
  return outgoing.map((row) => ({ process, thread, ...row }));
}

function recordedScripts(runs: readonly NumberedRun[]): Promise<readonly RecordedScript[]> {
  const scripts = runs.flatMap(({ threads }) =>
    threads.flatMap(({ process, thread, scripts: found }) =>
      found.map((script) => recordScript(script, { process, thread })),
    ),
  );
  return Promise.all(scripts);
}
