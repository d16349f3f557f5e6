/**
 * What V8's helper threads do beside the application's own: short slices of the mix in which V8 traces them. Only the shares of what they used
 * are taken from these; how much that is, is measured with nothing traced.
 */
import type { RecordedHelpers } from '../model/recorded-helpers.ts';
import type { Target } from '../model/target.ts';
import { isLate, type Plan } from './plan.ts';
import type { Slicer } from './slice.ts';

const slices = 4;
/** Of the whole time, all of them together. */
const share = 0.02;
const shortestMs = 40;
const longestMs = 250;

/** Nothing where the system does not tell these threads apart, or they cannot be traced. */
export async function traceHelpers(slicer: Slicer, plan: Plan, recorded: RecordedHelpers[]): Promise<void> {
  const { startedAtMs, endsAtMs } = plan;
  const durationMs = Math.max(shortestMs, Math.min(longestMs, ((endsAtMs - startedAtMs) * share) / slices));
  const dueMs = performance.now() + 2 * slices * durationMs;
  for (let i = 0; i < slices && !isLate(plan, dueMs, performance.now()); i++) {
    const mains = await started(slicer.target);
    if (mains.length === 0) return;
    const { usage } = await slicer.run({ kind: 'overhead', durationMs });
    const work = await Promise.all(mains.map((agent) => agent.request('stopTracing', undefined)));
    const engineUs = usage.otherThreadCpuUs?.engine;
    if (engineUs === undefined) return;
    const of = (part: 'collectorUs' | 'compilerUs'): number => work.reduce((sum, each) => sum + each[part], 0);
    recorded.push({ engineUs, collectorUs: of('collectorUs'), compilerUs: of('compilerUs') });
  }
}

/** V8 traces a process, whichever of its threads asks. */
async function started(target: Target): Promise<ReturnType<Target['agents']>> {
  const mains = target.agents().filter(({ thread }) => thread === 0);
  const begun = await Promise.all(mains.map(async (agent) => agent.request('startTracing', undefined)));
  return mains.filter((_, index) => begun[index] === true);
}
