/** The processes and threads of the application, each with its part of what a request costs. */
import type { Slice, ThreadUsage } from '../model/recorded-slice.ts';
import type { RecordedThread, Recording } from '../model/recording.ts';
import type { ReportThread, ThreadRole } from '../model/report-threads.ts';
import type { NodeCounts } from './samples.ts';
import { completedIn } from './slices.ts';
import { sum } from './statistics.ts';
import { firstProcesses, type ThreadKey } from './thread-key.ts';

export interface ThreadCostOptions {
  readonly asIs: readonly Slice[];
  readonly samples: readonly NodeCounts[];
  readonly keyOf: ThreadKey;
}

/**
 * Processes by their order of appearance, main threads first; those of a script's later runs are part of those of its first. Empty for
 * older recordings, which did not tell threads apart.
 */
export function costThreads(
  { threads = [], slices, app }: Recording,
  { asIs, samples, keyOf }: ThreadCostOptions,
): readonly ReportThread[] {
  const completed = sum(asIs.map(completedIn));
  const serving = threads.find((thread) => thread.serving)?.process ?? busiestProcess(asIs, firstProcesses(threads));
  const sampled = sampledBusy(samples, keyOf);
  const usedBy = usagesByThread(asIs, keyOf);
  const everUsedBy = usagesByThread(slices, keyOf);
  const known = firstOfEach(threads, keyOf);
  return [...known, ...unlisted(threads, slices, keyOf)]
    .sort((a, b) => a.process - b.process || a.thread - b.thread)
    .map((thread): ReportThread => {
      const { process, pid, entry, name, nodeEnv, threadPoolSize } = thread;
      const used = usedBy.get(keyOf(thread)) ?? [];
      const ever = everUsedBy.get(keyOf(thread)) ?? [];
      const count = sampled.get(keyOf(thread));
      return {
        process,
        thread: thread.thread,
        pid,
        role: roleOf(thread, serving),
        serving: thread.serving,
        ...(entry === undefined ? {} : { entry: withinWorkspace(entry, app.workspaceRoot) }),
        ...(name === undefined ? {} : { name }),
        ...(nodeEnv === undefined ? {} : { nodeEnv }),
        ...(threadPoolSize === undefined ? {} : { threadPoolSize }),
        ...(completed === 0 ? {} : cpuOf(used, completed)),
        // A script's loop has nothing to wait for.
        ...(app.kind === 'script' ? {} : utilizationOf(used)),
        ...(ever.length === 0 ? {} : { heapUsedPeakBytes: most(ever, ({ heapUsedBytes }) => heapUsedBytes) }),
        ...(ever.some(({ rssBytes }) => rssBytes !== undefined)
          ? { rssPeakBytes: most(ever, ({ rssBytes }) => rssBytes ?? 0) }
          : {}),
        ...(count === undefined ? unsampledOf(thread, used, asIs) : { samples: count }),
      };
    });
}

function firstOfEach(threads: readonly RecordedThread[], keyOf: ThreadKey): RecordedThread[] {
  const first = new Map<string, RecordedThread>();
  for (const thread of threads) if (!first.has(keyOf(thread))) first.set(keyOf(thread), thread);
  return [...first.values()];
}

/** They came and went between two looks at which threads there are; their counters were read. Old recordings list no threads at all. */
function unlisted(
  threads: readonly RecordedThread[],
  slices: readonly Slice[],
  keyOf: ThreadKey,
): readonly RecordedThread[] {
  const listed = new Set(threads.map(keyOf));
  const found = new Map<string, RecordedThread>();
  for (const { process, thread } of slices.flatMap(({ usage }) => usage.threads ?? [])) {
    const key = keyOf({ process, thread });
    const main = threads.find((each) => each.process === process && each.thread === 0);
    if (main === undefined || listed.has(key) || found.has(key)) continue;
    found.set(key, { process, thread, pid: main.pid, serving: false, role: 'workerThread', unasked: 'ended' });
  }
  return [...found.values()];
}

/** Of the CPU of all threads that run JavaScript; who used less is not missed. */
const leastShare = 0.001;

function unsampledOf(
  { unasked }: RecordedThread,
  used: readonly ThreadUsage[],
  asIs: readonly Slice[],
): Pick<ReportThread, 'unsampled'> {
  const ownUs = sum(used.map(({ cpuUs = 0 }) => cpuUs));
  const allUs = sum(asIs.flatMap(({ usage: { threads = [] } }) => threads.map(({ cpuUs = 0 }) => cpuUs)));
  return ownUs <= leastShare * allUs && unasked !== 'noAnswer' ? {} : { unsampled: unasked ?? 'idle' };
}

/** Where nothing is asked, whoever does most of the work is what was started for it. */
function busiestProcess(asIs: readonly Slice[], firstOf: (process: number) => number): number {
  const cpuUs = new Map<number, number>();
  for (const { process, processCpuUs = 0 } of asIs.flatMap(({ usage }) => usage.threads ?? [])) {
    const first = firstOf(process);
    cpuUs.set(first, (cpuUs.get(first) ?? 0) + processCpuUs);
  }
  return [...cpuUs].sort(([, a], [, b]) => b - a)[0]?.[0] ?? 0;
}

function roleOf({ role, thread, process }: RecordedThread, serving: number): ThreadRole {
  if (thread !== 0) return 'workerThread';
  if (role === 'clusterPrimary' || role === 'clusterWorker') return role;
  if (process === serving) return 'main';
  return process < serving ? 'launcher' : 'child';
}

function usagesByThread(slices: readonly Slice[], keyOf: ThreadKey): ReadonlyMap<string, readonly ThreadUsage[]> {
  const usages = new Map<string, ThreadUsage[]>();
  for (const usage of slices.flatMap(({ usage: { threads } }) => threads ?? [])) {
    const known = usages.get(keyOf(usage));
    if (known === undefined) usages.set(keyOf(usage), [usage]);
    else known.push(usage);
  }
  return usages;
}

function cpuOf(
  used: readonly ThreadUsage[],
  completed: number,
): Pick<ReportThread, 'cpuMsPerRequest' | 'processCpuMsPerRequest'> {
  const perRequest = (usOf: (usage: ThreadUsage) => number | undefined): number | undefined => {
    const known = used.map(usOf).filter((us) => us !== undefined);
    return known.length === 0 || known.length < used.length ? undefined : sum(known) / 1000 / completed;
  };
  const own = perRequest(({ cpuUs }) => cpuUs);
  const all = perRequest(({ processCpuUs }) => processCpuUs);
  return {
    ...(own === undefined ? {} : { cpuMsPerRequest: own }),
    ...(all === undefined ? {} : { processCpuMsPerRequest: all }),
  };
}

function utilizationOf(used: readonly ThreadUsage[]): Pick<ReportThread, 'eventLoopUtilization'> {
  const active = sum(used.map(({ eventLoopActiveUs }) => eventLoopActiveUs));
  const all = active + sum(used.map(({ eventLoopIdleUs }) => eventLoopIdleUs));
  return all === 0 ? {} : { eventLoopUtilization: active / all };
}

/** Busy samples of each thread that was sampled. */
function sampledBusy(counts: readonly NodeCounts[], keyOf: ThreadKey): ReadonlyMap<string, number> {
  const busy = new Map<string, number>();
  for (const { cpu, samples } of counts) busy.set(keyOf(cpu), (busy.get(keyOf(cpu)) ?? 0) + samples);
  return busy;
}

function most(usages: readonly ThreadUsage[], bytesOf: (usage: ThreadUsage) => number): number {
  return Math.max(...usages.map(bytesOf));
}

function withinWorkspace(path: string, workspaceRoot: string): string {
  const forward = path.replaceAll('\\', '/');
  const root = `${workspaceRoot.replaceAll('\\', '/').replace(/\/$/, '')}/`;
  return forward.startsWith(root) ? forward.slice(root.length) : forward;
}
