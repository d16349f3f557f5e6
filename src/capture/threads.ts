/** Each thread by itself, so that the sum over all of them can be taken apart again. */
import type { Counters } from '../model/thread-counters.ts';
import type { ThreadUsage } from '../model/recorded-slice.ts';
import type { RecordedThread } from '../model/recording.ts';
import type { AgentLink, Target, ThreadOfApp } from '../model/target.ts';

interface Delta {
  readonly agent: ThreadOfApp;
  readonly before: Counters;
  readonly after: Counters;
}

export function threadUsage({ agent: { process, thread }, before, after }: Delta): ThreadUsage {
  const known = before.threadCpuUs !== undefined && after.threadCpuUs !== undefined;
  return {
    process,
    thread,
    ...(known ? { cpuUs: after.threadCpuUs - before.threadCpuUs } : {}),
    eventLoopActiveUs: after.eventLoopActiveUs - before.eventLoopActiveUs,
    eventLoopIdleUs: after.eventLoopIdleUs - before.eventLoopIdleUs,
    heapUsedBytes: after.heapUsedBytes,
    // Process-wide counters are the same in each of its threads.
    ...(thread === 0 ? { processCpuUs: after.processCpuUs - before.processCpuUs, rssBytes: after.rssBytes } : {}),
  };
}

/** Adds the threads that were not there before; one that does not answer is listed all the same. */
export async function recordThreads(target: Target, known: RecordedThread[]): Promise<void> {
  const fresh = target.agents().filter((agent) => !known.some((each) => isSame(each, agent)));
  const threads = fresh.map(async (agent): Promise<RecordedThread> => {
    const { process, thread, pid } = agent;
    return { process, thread, pid, serving: isSame(target.serving, agent), ...(await identityOf(agent)) };
  });
  known.push(...(await Promise.all(threads)));
}

function identityOf(agent: AgentLink): Promise<Partial<RecordedThread>> {
  return agent.request('identity', undefined).catch(() => ({}));
}

function isSame(a: ThreadOfApp | undefined, b: ThreadOfApp): boolean {
  return a?.process === b.process && a.thread === b.thread;
}
