/** Loads the application until its cost per request has settled, and finds out which threads do the work. */
import { FailureError } from '../model/failure.ts';
import type { OnProgress } from '../model/progress.ts';
import type { AgentLink } from '../model/target.ts';
import type { Plan } from './plan.ts';
import { completedIn, sum, type MeasuredSlice, type Slicer } from './slice.ts';

export interface Warm {
  /** The threads worth sampling, those that have begun since among them. */
  readonly threads: () => readonly AgentLink[];
  readonly warnings: readonly string[];
  readonly tookMs: number;
}

export interface WarmUpOptions {
  readonly onProgress: OnProgress;
  /** False for a process that nothing is sent to. */
  readonly loaded: boolean;
}

const window = { slices: 3, agreement: 0.03 };
const sliceMs = 500;
/** V8's own threads have more to do than this part of all CPU time as long as they compile what just became hot: for 8 s in some applications. */
const mostCompiling = 0.05;
/** A thread that is active for less than this part of the busiest one's time is left unsampled. */
const leastActivity = 0.02;

/** @throws FailureError everythingFails, when no request completes at all */
export async function warmUp(slicer: Slicer, plan: Plan, { onProgress, loaded }: WarmUpOptions): Promise<Warm> {
  onProgress({ kind: 'phase', phase: 'warmup' });
  const begunMs = performance.now();
  const passedMs = (): number => performance.now() - begunMs;
  const slices: MeasuredSlice[] = [];
  const each = Math.min(sliceMs, plan.warmUpMs / (window.slices + 1));
  while (isCompiling(slices) ? passedMs() < plan.longestWarmUpMs : !isSteady(slices) && passedMs() < plan.warmUpMs)
    slices.push(await slicer.run({ kind: 'asIs', durationMs: each }));
  if (loaded) refuseDeadApp(slicer, slices);
  const warnings =
    isSteady(slices) || !isFalling(slices)
      ? []
      : [
          loaded
            ? 'CPU per request had not settled when the warm-up ended; a longer --budget-seconds makes the figures steadier.'
            : 'CPU use had not settled when the warm-up ended: the work is uneven, or --seconds are few.',
        ];
  const idle = idleThreads(slices.slice(-window.slices));
  const threads = (): readonly AgentLink[] => slicer.target.agents().filter((agent) => !idle.has(agent));
  return { threads, warnings, tookMs: passedMs() };
}

/** Three successive windows that agree on CPU per request within 3 % of their mean. */
export function isSteady(slices: readonly MeasuredSlice[]): boolean {
  const last = slices.slice(-window.slices).map((slice) => slice.usage.processCpuUs / completedIn(slice));
  const mean = sum(last) / last.length;
  return last.length === window.slices && last.every((each) => Math.abs(each - mean) <= window.agreement * mean);
}

/** The last three windows are cheaper by more than a tenth than the three before: chance alone makes more than the 3 % of `isSteady`. */
export function isFalling(slices: readonly MeasuredSlice[]): boolean {
  const last = slices.slice(-2 * window.slices);
  if (last.length < 2 * window.slices) return false;
  const costOf = (some: readonly MeasuredSlice[]): number =>
    sum(some.map(({ usage }) => usage.processCpuUs)) / sum(some.map(completedIn));
  return costOf(last.slice(window.slices)) < 0.9 * costOf(last.slice(0, window.slices));
}

/** Where the system tells threads apart. A collector that is always at work looks the same, and costs a longer warm-up, no more. */
export function isCompiling(slices: readonly MeasuredSlice[]): boolean {
  const last = slices.slice(-window.slices).map(({ usage }) => usage);
  const engineUs = sum(last.map(({ otherThreadCpuUs }) => otherThreadCpuUs?.engine ?? 0));
  return engineUs > mostCompiling * sum(last.map(({ processCpuUs }) => processCpuUs));
}

function refuseDeadApp({ target }: Slicer, slices: readonly MeasuredSlice[]): void {
  const answered = slices
    .flatMap(({ outcome }) => outcome.perRequest)
    .some(({ statuses }) => Object.keys(statuses).some((status) => status !== '0'));
  if (answered) return;
  throw new FailureError({
    kind: 'everythingFails',
    baseUrl: target.baseUrl,
    examples: ['no request was answered under load'],
    log: target.logTail(),
  });
}

function idleThreads(slices: readonly MeasuredSlice[]): ReadonlySet<AgentLink> {
  const active = new Map<AgentLink, number>();
  for (const { agent, eventLoopActiveUs } of slices.flatMap(({ perAgent }) => perAgent)) {
    active.set(agent, (active.get(agent) ?? 0) + eventLoopActiveUs);
  }
  const busiest = Math.max(0, ...active.values());
  return new Set([...active].filter(([, us]) => us < leastActivity * busiest).map(([agent]) => agent));
}
