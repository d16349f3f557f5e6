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
  const cpuUs = threadCpuUs({ before, after });
  return {
    process,
    thread,
    ...(cpuUs === undefined ? {} : { cpuUs }),
    ...loopUs({ before, after }),
    ...(after.silent === true ? { silent: true as const } : {}),
    heapUsedBytes: after.heapUsedBytes,
    // Process-wide counters are the same in each of its threads.
    ...(thread === 0 ? { processCpuUs: after.processCpuUs - before.processCpuUs, rssBytes: after.rssBytes } : {}),
  };
}

export function threadCpuUs({ before, after }: Omit<Delta, 'agent'>): number | undefined {
  if (before.threadCpuUs === undefined || after.threadCpuUs === undefined) return undefined;
  return after.threadCpuUs - before.threadCpuUs;
}

/**
 * The event loop of a thread that sleeps in `Atomics.wait` says that it is active all the time. Such a thread is at work for as long
 * as it is on the CPU, as far as the system tells.
 */
export function loopUs({
  before,
  after,
}: Omit<Delta, 'agent'>): Pick<ThreadUsage, 'eventLoopActiveUs' | 'eventLoopIdleUs'> {
  const activeUs = after.eventLoopActiveUs - before.eventLoopActiveUs;
  const idleUs = after.eventLoopIdleUs - before.eventLoopIdleUs;
  const cpuUs = after.silent === true ? threadCpuUs({ before, after }) : undefined;
  const onCpuUs = Math.min(activeUs, cpuUs ?? activeUs);
  return { eventLoopActiveUs: onCpuUs, eventLoopIdleUs: idleUs + activeUs - onCpuUs };
}

/** Workers come and go, and one may be in a call that nothing interrupts: what is missing of one is no reason to lose the others. */
export async function orGone<T>({ thread }: ThreadOfApp, answer: Promise<T>): Promise<T | undefined> {
  try {
    return await answer;
  } catch (error) {
    if (thread === 0) throw error;
    return undefined;
  }
}

/** Adds the threads that were not there before, and notes which have ended; one that does not answer is listed all the same. */
export async function recordThreads(target: Target, known: RecordedThread[]): Promise<void> {
  const agents = target.agents();
  for (const [index, thread] of known.entries())
    if (!agents.some((agent) => isSame(thread, agent))) known[index] = { ...thread, unasked: 'ended' };
  const fresh = agents.filter((agent) => !known.some((each) => isSame(each, agent)));
  const threads = fresh.map(async (agent): Promise<RecordedThread> => {
    const { process, thread, pid } = agent;
    return { process, thread, pid, serving: isSame(target.serving, agent), ...(await identityOf(agent)) };
  });
  known.push(...(await Promise.all(threads)));
}

function identityOf(agent: AgentLink): Promise<Partial<RecordedThread>> {
  return agent.request('identity', undefined).catch(() => ({ unasked: agent.open ? 'noAnswer' : 'ended' }));
}

function isSame(a: ThreadOfApp | undefined, b: ThreadOfApp): boolean {
  return a?.process === b.process && a.thread === b.thread;
}
