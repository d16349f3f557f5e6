/** The processes and threads of the application, each with its part of what a request costs. */
import type { Slice, ThreadUsage } from '../model/recorded-slice.ts';
import type { RecordedThread, Recording } from '../model/recording.ts';
import type { ReportThread, ThreadRole } from '../model/report-threads.ts';
import type { NodeCounts } from './samples.ts';
import { completedIn } from './slices.ts';
import { sum } from './statistics.ts';

/** Processes by their order of appearance, main threads first. Empty for older recordings, which did not tell threads apart. */
export function costThreads(
  { threads = [], slices, app }: Recording,
  { asIs, samples }: { readonly asIs: readonly Slice[]; readonly samples: readonly NodeCounts[] },
): readonly ReportThread[] {
  const completed = sum(asIs.map(completedIn));
  const serving = threads.find((thread) => thread.serving)?.process ?? busiestProcess(asIs);
  const sampled = sampledBusy(samples);
  return [...threads]
    .sort((a, b) => a.process - b.process || a.thread - b.thread)
    .map((thread): ReportThread => {
      const { process, pid, entry, name, nodeEnv, threadPoolSize } = thread;
      const used = usagesOf(thread, asIs);
      const ever = usagesOf(thread, slices);
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
        ...utilizationOf(used),
        ...(ever.length === 0 ? {} : { heapUsedPeakBytes: most(ever, ({ heapUsedBytes }) => heapUsedBytes) }),
        ...(ever.some(({ rssBytes }) => rssBytes !== undefined)
          ? { rssPeakBytes: most(ever, ({ rssBytes }) => rssBytes ?? 0) }
          : {}),
        ...(count === undefined ? {} : { samples: count }),
      };
    });
}

/** Where nothing is asked, whoever does most of the work is what was started for it. */
function busiestProcess(asIs: readonly Slice[]): number {
  const cpuUs = new Map<number, number>();
  for (const { process, processCpuUs = 0 } of asIs.flatMap(({ usage }) => usage.threads ?? []))
    cpuUs.set(process, (cpuUs.get(process) ?? 0) + processCpuUs);
  return [...cpuUs].sort(([, a], [, b]) => b - a)[0]?.[0] ?? 0;
}

function roleOf({ role, thread, process }: RecordedThread, serving: number): ThreadRole {
  if (thread !== 0) return 'workerThread';
  if (role === 'clusterPrimary' || role === 'clusterWorker') return role;
  if (process === serving) return 'main';
  return process < serving ? 'launcher' : 'child';
}

function usagesOf(thread: RecordedThread, slices: readonly Slice[]): readonly ThreadUsage[] {
  const key = keyOf(thread);
  return slices.flatMap(({ usage }) => usage.threads?.filter((each) => keyOf(each) === key) ?? []);
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
function sampledBusy(counts: readonly NodeCounts[]): ReadonlyMap<string, number> {
  const busy = new Map<string, number>();
  for (const { cpu, samples } of counts) busy.set(keyOf(cpu), (busy.get(keyOf(cpu)) ?? 0) + samples);
  return busy;
}

function most(usages: readonly ThreadUsage[], bytesOf: (usage: ThreadUsage) => number): number {
  return Math.max(...usages.map(bytesOf));
}

function keyOf({ process, thread }: { readonly process: number; readonly thread: number }): string {
  return `${process}:${thread}`;
}

function withinWorkspace(path: string, workspaceRoot: string): string {
  const forward = path.replaceAll('\\', '/');
  const root = `${workspaceRoot.replaceAll('\\', '/').replace(/\/$/, '')}/`;
  return forward.startsWith(root) ? forward.slice(root.length) : forward;
}
