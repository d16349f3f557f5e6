/**
 * In: a way to run a script once, and the time there is. Out: a Recording in which each run from start to end is one slice
 * with one "request". Kinds of runs take turns until the time is over, so that the machine's moods fall on all of them.
 */
import type { ThreadEvidence } from '../model/agent-protocol.ts';
import { FailureError } from '../model/failure.ts';
import type { OnProgress } from '../model/progress.ts';
import type { AllocationSamples, CpuSamples, RecordedScript } from '../model/recorded-samples.ts';
import type { Slice, SliceKind, Usage } from '../model/recorded-slice.ts';
import type { Recording } from '../model/recording.ts';
import { plansOf, type Spec } from '../model/spec.ts';
import type { RunScript, ScriptRun } from '../model/target.ts';
import type { CaptureOptions } from './capture.ts';
import { decodeAllocation, decodeCpu } from './decode.ts';
import { describeApp, describeMachine } from './machine.ts';
import { recordScript } from './scripts.ts';
import { recordSources } from './sources.ts';
import { sum } from './slice.ts';

/** The first four give each kind once; then "how much" and "who" need runs most. */
const firstTurns: readonly SliceKind[] = ['asIs', 'cpuSampling', 'allocationTotal', 'allocationSampling'];
const laterTurns: readonly SliceKind[] = ['asIs', 'cpuSampling'];
/** More runs than this make the intervals no tighter in a way that anybody sees. */
const mostRuns = 60;

interface Measured {
  readonly kind: SliceKind;
  readonly run: ScriptRun;
}

/** @throws FailureError cannotStart, scriptFailed, noEvidence */
export async function captureScript(spec: Spec, runScript: RunScript, options: CaptureOptions): Promise<Recording> {
  const measured = await runInTurns(spec, runScript, options);
  options.onProgress({ kind: 'phase', phase: 'reading' });
  const processes = measured.flatMap(({ run }) => run.threads.map(({ pid }) => pid));
  const indexOf = (pid: number): number => processes.indexOf(pid);
  const scripts = await recordedScripts(measured, indexOf);
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
    slices: measured.map(toSlice),
    stacks: measured.flatMap(({ run }) => run.threads.flatMap((thread) => cpuOf(thread, indexOf))),
    allocations: measured.flatMap(({ kind, run }) =>
      run.threads.flatMap((thread) => allocationOf(kind, thread, indexOf)),
    ),
    scripts,
    sources: await recordSources(scripts, spec.workspaceRoot),
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
): Promise<readonly Measured[]> {
  const begunMs = performance.now();
  const measured: Measured[] = [];
  let longestMs = 0;
  // The first two kinds are the least that says anything; beyond them, no run is begun that would not end in time.
  for (let turn = 0; turn < mostRuns; turn++) {
    const passedMs = performance.now() - begunMs;
    if (turn >= laterTurns.length && passedMs + longestMs > availableMs) break;
    const kind = firstTurns[turn] ?? laterTurns[turn % laterTurns.length] ?? 'asIs';
    announce(kind, onProgress);
    const run = await runScript(kind, signal);
    refuseFailedRun(spec, run);
    measured.push({ kind, run });
    longestMs = Math.max(longestMs, performance.now() - begunMs - passedMs);
    onProgress({ kind: 'progress', fraction: Math.min(1, (performance.now() - begunMs) / availableMs) });
  }
  return measured;
}

function announce(kind: SliceKind, onProgress: OnProgress): void {
  const phase = kind === 'asIs' ? 'measuring' : kind === 'cpuSampling' ? 'sampling' : 'allocation';
  onProgress({ kind: 'phase', phase });
}

function refuseFailedRun({ command }: Spec, { exit, threads, logTail }: ScriptRun): void {
  if (exit.code !== 0) throw new FailureError({ kind: 'scriptFailed', command, exit, log: logTail });
  if (!threads.some(({ threadId }) => threadId === 0))
    throw new FailureError({ kind: 'noEvidence', command, log: logTail });
}

function missingKinds(measured: readonly Measured[]): readonly string[] {
  const done = new Set(measured.map(({ kind }) => kind));
  if (firstTurns.every((kind) => done.has(kind))) return [];
  return [
    'The script takes so long that there was no time to sample its allocations: give it a longer --budget-seconds.',
  ];
}

function toSlice({ kind, run }: Measured): Slice {
  const mains = run.threads.filter(({ threadId }) => threadId === 0);
  const startUs = Math.min(...run.threads.map(({ startedAtUs }) => startedAtUs));
  const endUs = Math.max(...run.threads.map(({ counters }) => counters.atUs));
  const latency = Math.round(endUs - startUs);
  const outcome = {
    requestIndex: 0,
    completed: 1,
    errors: 0,
    bytesIn: 0,
    bytesOut: 0,
    latencyUs: [[latency, 1] as const],
    statuses: {},
  };
  return {
    kind,
    startUs,
    endUs,
    usage: usageOf(run.threads, mains),
    outcome: { perRequest: [outcome], generatorCpuUs: 0, generatorLagMs: 0 },
  };
}

function usageOf(threads: readonly ThreadEvidence[], mains: readonly ThreadEvidence[]): Usage {
  const threadCpu = threads.map(({ counters }) => counters.threadCpuUs);
  const known = threadCpu.filter((us) => us !== undefined);
  const gc = (kind: keyof Usage['gcUs']): number => sum(threads.map(({ counters }) => counters.gcUs[kind]));
  return {
    processCpuUs: sum(mains.map(({ counters }) => counters.processCpuUs)),
    ...(known.length === threadCpu.length ? { javascriptThreadCpuUs: sum(known) } : {}),
    gcUs: {
      minor: gc('minor'),
      major: gc('major'),
      incremental: gc('incremental'),
      weakCallbacks: gc('weakCallbacks'),
    },
    // A script is busy from its first line; its event loop says nothing about that.
    eventLoopUtilization: 1,
    heapUsedBytes: sum(threads.map(({ counters }) => counters.heapUsedBytes)),
    rssBytes: sum(mains.map(({ counters }) => counters.rssBytes)),
  };
}

function cpuOf(
  { pid, threadId, cpu, startedAtUs }: ThreadEvidence,
  indexOf: (pid: number) => number,
): readonly CpuSamples[] {
  return cpu === undefined ? [] : [decodeCpu(cpu, { process: indexOf(pid), thread: threadId, startedAtUs })];
}

function allocationOf(
  kind: SliceKind,
  { pid, threadId, allocation }: ThreadEvidence,
  indexOf: (pid: number) => number,
): readonly AllocationSamples[] {
  if (allocation === undefined || (kind !== 'allocationTotal' && kind !== 'allocationSampling')) return [];
  return [decodeAllocation(allocation, { process: indexOf(pid), thread: threadId, kind })];
}

/** Script ids are a process's own, and the same text comes back in every run: each (process, script) is kept once. */
async function recordedScripts(
  measured: readonly Measured[],
  indexOf: (pid: number) => number,
): Promise<readonly RecordedScript[]> {
  const found = new Map<string, Promise<RecordedScript>>();
  for (const { pid, threadId, scripts } of measured.flatMap(({ run }) => run.threads)) {
    for (const script of scripts) {
      const key = `${indexOf(pid)}:${threadId}:${script.scriptId}`;
      if (!found.has(key)) found.set(key, recordScript(script, { process: indexOf(pid), thread: threadId }));
    }
  }
  return Promise.all(found.values());
}
