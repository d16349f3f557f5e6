/** Starts and stops V8's samplers. */
import { createRequire } from 'node:module';
import { setFlagsFromString } from 'node:v8';
import type { AgentMethods, CpuEngine } from '../model/agent-protocol.ts';
import type { V8AllocationProfile, V8CpuProfile } from '../model/v8-profile.ts';
import { nowUs } from './clock.ts';
import { putSamplersAhead } from './sampler-thread.ts';
import type { InspectorSession } from './session.ts';

type Params<M extends keyof AgentMethods> = AgentMethods[M]['params'];
type Result<M extends keyof AgentMethods> = AgentMethods[M]['result'];

export interface Sampling {
  readonly loadEngine: (params: Params<'loadEngine'>) => Result<'loadEngine'>;
  readonly startCpu: (params: Params<'startCpuSampling'>) => Result<'startCpuSampling'>;
  readonly stopCpu: () => V8CpuProfile;
  /** Undefined while the CPU is not sampled. */
  readonly cpuStartedAtUs: () => number | undefined;
  readonly startAllocation: (params: Params<'startAllocationSampling'>) => null;
  readonly readAllocation: () => V8AllocationProfile;
  readonly stopAllocation: () => V8AllocationProfile;
  /** Has V8 inline nothing from now on; for code that has not run yet. */
  readonly separateFunctions: () => void;
  /** Ends what is sampled, and has V8 inline again as it did. */
  readonly restore: () => void;
}

/** The part of v8-profiler-next that is used here. */
interface NativeProfiler {
  setSamplingInterval(us: number): void;
  setGenerateType(type: 0 | 1): void;
  startProfiling(title: string, recordSamples: boolean): void;
  stopProfiling(title: string): V8CpuProfile & { delete(): void };
}

export function createSampling(session: InspectorSession): Sampling {
  let native: NativeProfiler | undefined;
  let running: CpuEngine = 'inspector';
  let cpuStartedAtUs: number | undefined;
  let apart = false;
  return {
    loadEngine: ({ engine, from }) => {
      if (engine === 'inspector') return {};
      const loaded = loadNative(from);
      if ('error' in loaded) return loaded;
      native = loaded.profiler;
      return {};
    },
    startCpu: ({ intervalUs, separateFunctions, engine }) => {
      running = engine;
      const startedAtUs = nowUs();
      if (engine === 'inspector') startInspector(session, intervalUs);
      else startNative(native, intervalUs);
      putSamplersAhead();
      if (separateFunctions) keepFunctionsApart(session);
      apart ||= separateFunctions;
      cpuStartedAtUs = startedAtUs;
      return { startedAtUs };
    },
    stopCpu: () => {
      cpuStartedAtUs = undefined;
      return running === 'inspector' ? stopInspector(session) : stopNative(native);
    },
    cpuStartedAtUs: () => cpuStartedAtUs,
    startAllocation: ({ intervalBytes, liveOnly = false }) => {
      session.call('HeapProfiler.enable');
      session.call('HeapProfiler.startSampling', {
        samplingInterval: intervalBytes,
        // Without these two only what is still alive at the end is seen; garbage is what costs.
        includeObjectsCollectedByMajorGC: !liveOnly,
        includeObjectsCollectedByMinorGC: !liveOnly,
      });
      return null;
    },
    separateFunctions: stopInlining,
    restore: () => {
      if (cpuStartedAtUs !== undefined && running === 'v8-profiler-next') stopNative(native);
      cpuStartedAtUs = undefined;
      if (apart) inlineAgain(session);
      apart = false;
    },
    readAllocation: () => (session.call('HeapProfiler.getSamplingProfile') as { profile: V8AllocationProfile }).profile,
    stopAllocation: () => (session.call('HeapProfiler.stopSampling') as { profile: V8AllocationProfile }).profile,
  };
}

function startInspector(session: InspectorSession, intervalUs: number): void {
  session.call('Profiler.enable');
  session.call('Profiler.setSamplingInterval', { interval: intervalUs });
  session.call('Profiler.start');
}

function stopInspector(session: InspectorSession): V8CpuProfile {
  return (session.call('Profiler.stop') as { profile: V8CpuProfile }).profile;
}

const title = 'leanscope';

function startNative(native: NativeProfiler | undefined, intervalUs: number): void {
  if (native === undefined) throw new Error('v8-profiler-next has not been loaded');
  native.setGenerateType(1);
  native.setSamplingInterval(intervalUs);
  native.startProfiling(title, true);
}

function stopNative(native: NativeProfiler | undefined): V8CpuProfile {
  if (native === undefined) throw new Error('v8-profiler-next has not been loaded');
  const { nodes, startTime, endTime, samples, timeDeltas } = native.stopProfiling(title);
  return { nodes, startTime, endTime, samples, timeDeltas };
}

function loadNative(from: readonly string[]): { readonly profiler: NativeProfiler } | { readonly error: string } {
  let error = 'not installed';
  for (const folder of from) {
    try {
      return { profiler: createRequire(`${folder}/`)('v8-profiler-next') as NativeProfiler };
    } catch (thrown) {
      const { message, code } = thrown as NodeJS.ErrnoException;
      // Its loader words a missing binary as a missing module too; only the package itself missing is "not installed".
      if (code !== 'MODULE_NOT_FOUND' || message.includes('.node')) error = firstWords(message);
    }
  }
  return { error };
}

/** Node.js spreads the reason over several lines, and a stack of requires after it. */
function firstWords(message: string): string {
  return (message.split('Require stack')[0] ?? message).replace(/\s+/g, ' ').trim().replace(/\.$/, '').slice(0, 300);
}

/**
 * Has V8 inline nothing from now on, and throw away the code in which it already did.
 *
 * V8 books the time of an inlined function on its caller (Node.js 20 to 24), and code it compiled by on-stack
 * replacement before a profile began is unknown to the profile, so that its time too goes to the caller (Node.js 22).
 * Both are cured by recompiling without inlining while the profile is already running. Switching coverage to exact
 * counts deoptimises everything (`Coverage::SelectMode` in V8's src/debug/debug-coverage.cc); it is switched back at once,
 * so no counting is left in the code.
 */
function keepFunctionsApart(session: InspectorSession): void {
  stopInlining();
  throwAwayOptimisedCode(session);
}

function throwAwayOptimisedCode(session: InspectorSession): void {
  session.call('Profiler.enable');
  session.call('Profiler.startPreciseCoverage', { callCount: true, detailed: false });
  session.call('Profiler.stopPreciseCoverage');
}

const inliners = ['turbo-inlining', 'maglev-inlining'];

function stopInlining(): void {
  for (const inliner of inliners) setFlagsFromString(`--no-${inliner}`);
}

/** Leaves alone what the application itself was started without. */
function inlineAgain(session: InspectorSession): void {
  const asked = [...process.execArgv, process.env['NODE_OPTIONS'] ?? ''].join(' ').replaceAll('_', '-');
  // V8 11 (Node.js 20) has its second one off by default: inlining of a compiler that is off itself.
  const [v8Major = 0] = process.versions.v8.split('.').map(Number);
  for (const inliner of v8Major >= 12 ? inliners : inliners.slice(0, 1))
    if (!asked.includes(`--no-${inliner}`)) setFlagsFromString(`--${inliner}`);
  throwAwayOptimisedCode(session);
}
