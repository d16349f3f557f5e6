/**
 * How often functions are called for one request: V8 counts in a pass of its own, the last one, because code runs many times slower
 * while it does. A count needs no time to be right, so that a few requests of each kind are enough.
 */
import type { RecordedCalls } from '../model/recorded-samples.ts';
import type { Slice } from '../model/recorded-slice.ts';
import type { RecordedRequest } from '../model/recording.ts';
import type { AgentLink } from '../model/target.ts';
import type { Evidence } from './evidence.ts';
import { isLate, requestsAlone, type Plan } from './plan.ts';
import { completedIn, sum, type Slicer } from './slice.ts';

const turnMs = 40;
/** Hot loops were seen to take 18 times as long. */
const mostCpuMs = 50;
/** A slow request takes many times as long here: what is not begun by then is left out. */
const mostTimes = 3;

export interface CallsOptions {
  readonly threads: readonly AgentLink[];
  readonly evidence: Pick<Evidence, 'calls' | 'slices'>;
}

export async function countCalls(slicer: Slicer, plan: Plan, options: CallsOptions): Promise<void> {
  const { threads, evidence } = options;
  const turns = worthCounting(slicer.requests, plan, evidence.slices);
  const dueMs = performance.now() + Math.max(plan.callsMs, turnMs) * mostTimes;
  const durationMs = Math.min(turnMs, Math.max(1, plan.callsMs / Math.max(1, turns.length)));
  await onEach(threads, (agent) => agent.request('startCounting', undefined));
  try {
    for (const requestIndex of turns) {
      if (isLate(plan, dueMs, performance.now())) break;
      const alone = slicer.requests.length === 1 ? {} : { requestIndex };
      await onEach(threads, (agent) => agent.request('takeCalls', undefined));
      const completed = completedIn(await slicer.run({ kind: 'calls', durationMs, connections: 1, ...alone }));
      const rows = await onEach(threads, async (agent): Promise<RecordedCalls> => {
        const { process, thread } = agent;
        return { process, thread, requestIndex, completed, functions: await agent.request('takeCalls', undefined) };
      });
      if (completed > 0) evidence.calls.push(...rows);
    }
  } finally {
    await onEach(threads, (agent) => agent.request('stopCounting', undefined));
  }
}

/** The most frequent first; none that would take seconds, unless the run is to be complete. */
function worthCounting(requests: readonly RecordedRequest[], plan: Plan, slices: readonly Slice[]): readonly number[] {
  const only = requests.length === 1 && requests[0]?.onlyInSequence !== true ? [0] : [];
  return [...requestsAlone(requests, plan), ...only]
    .filter(
      (index) => plan.complete === true || cpuMsOf(slices, requests.length === 1 ? undefined : index) <= mostCpuMs,
    )
    .sort((a, b) => (requests[b]?.share ?? 0) - (requests[a]?.share ?? 0));
}

function cpuMsOf(slices: readonly Slice[], requestIndex: number | undefined): number {
  const used = slices.filter((slice) => slice.kind === 'asIs' && slice.requestIndex === requestIndex);
  return sum(used.map(({ usage }) => usage.processCpuUs)) / 1000 / Math.max(1, sum(used.map(completedIn)));
}

/** A process that has ended meanwhile is no reason to lose the others. */
async function onEach<R>(threads: readonly AgentLink[], work: (agent: AgentLink) => Promise<R>): Promise<readonly R[]> {
  const answers = await Promise.all(
    threads.filter(({ open }) => open).map((agent) => work(agent).catch(() => undefined)),
  );
  return answers.filter((answer) => answer !== undefined);
}
