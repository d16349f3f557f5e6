/** Which settings are worth an instance of their own: those that can matter to what this application was seen to do. */
import type { KnobSetting } from '../model/knob.ts';
import type { Recording } from '../model/recording.ts';
import type { Spec } from '../model/spec.ts';
import { sum } from './slice.ts';

/** Below these shares of its CPU, a setting of the collector, or of libuv's pool, has nothing to win. */
const leastMinorGc = 0.01;
const leastThreadPool = 0.05;
/** libuv's own default (docs.libuv.org, "Thread pool work scheduling"). */
const defaultPoolSize = 4;

export function settingsWorthTrying(recording: Recording, environment: Spec['env']): readonly KnobSetting[] {
  const asIs = recording.slices.filter(({ kind }) => kind === 'asIs').map(({ usage }) => usage);
  const cpuUs = sum(asIs.map(({ processCpuUs }) => processCpuUs));
  const minorGcUs = sum(asIs.map(({ gcUs }) => gcUs.minor));
  const threadPoolUs = sum(asIs.map(({ otherThreadCpuUs }) => otherThreadCpuUs?.threadPool ?? 0));
  return [
    ...compilers(recording.app.nodeVersion),
    ...(minorGcUs >= leastMinorGc * cpuUs ? [32, 64].map((mb) => nodeOption(`--max-semi-space-size=${mb}`)) : []),
    ...(threadPoolUs >= leastThreadPool * cpuUs ? poolSizes(recording.machine.logicalCpus) : []),
    ...workers(environment['WEB_CONCURRENCY'], recording.machine.logicalCpus),
  ];
}

/** V8's middle compiler is on by default from Node.js 24, there to be tried in 22, and not ready in 20 (`node --v8-options`). */
function compilers(nodeVersion: string): readonly KnobSetting[] {
  const major = Number.parseInt(nodeVersion.replace('v', ''), 10);
  if (major >= 24) return [v8Flag('--no-maglev'), v8Flag('--no-maglev-inlining')];
  return major >= 22 ? [v8Flag('--maglev')] : [];
}

function poolSizes(cpus: number): readonly KnobSetting[] {
  const sizes = new Set([cpus, 2 * defaultPoolSize]);
  sizes.delete(defaultPoolSize);
  return [...sizes].map((size) => environmentVariable(`UV_THREADPOOL_SIZE=${size}`));
}

/** The variable by which platforms tell an application how many workers to start, where this one is told. */
function workers(now: string | undefined, cpus: number): readonly KnobSetting[] {
  if (now === undefined) return [];
  const counts = new Set([1, cpus]);
  counts.delete(Number(now));
  return [...counts].map((count) => environmentVariable(`WEB_CONCURRENCY=${count}`));
}

const v8Flag = (name: string): KnobSetting => ({ name, kind: 'v8Flag' });
const nodeOption = (name: string): KnobSetting => ({ name, kind: 'nodeOption' });
const environmentVariable = (name: string): KnobSetting => ({ name, kind: 'environment' });
