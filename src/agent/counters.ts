/** What the operating system and V8 count for this process and thread. */
import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { constants, performance, PerformanceObserver, type PerformanceEntry } from 'node:perf_hooks';
import process from 'node:process';
import { isMainThread } from 'node:worker_threads';
import type { Counters, GcKind, TaskCpu } from '../model/thread-counters.ts';
import { nowUs } from './clock.ts';
import { noteCollections } from './collections.ts';
import { noteLoop } from './loop.ts';
import { recordCollections } from './silent-collections.ts';
import { countUnits } from './units.ts';

export interface CountersWatch {
  readonly read: (wanted?: { readonly unit: string }) => Counters;
  /** The same in an interrupt of a thread that does not turn its event loop. */
  readonly readAtOnce: CountersWatch['read'];
  /** Of the calling thread, µs; undefined where the system does not tell. Unlike `read`, it begins no notes. */
  readonly threadCpuUs: () => number | undefined;
  /** As in `Counters`. */
  readonly threadTid: number | undefined;
  /** Whether a thread is V8's, by the operating system's id; told by the main thread only. */
  readonly isEngine: (tid: number) => boolean;
  readonly stop: () => void;
}

/** `tellThreadsApart` asks for V8's and libuv's threads by what they are for, which only who is there from the start can tell. */
export function watchCounters({ tellThreadsApart }: { readonly tellThreadsApart: boolean }): CountersWatch {
  const gcUs: Record<GcKind, number> = { minor: 0, major: 0, incremental: 0, weakCallbacks: 0 };
  const collections = noteCollections();
  const loop = noteLoop();
  const units = countUnits();
  const silent = recordCollections();
  let isSilent = false;
  const add = (entries: readonly PerformanceEntry[]): void => {
    if (isSilent) return;
    for (const entry of entries) {
      const kind = gcKind(entry);
      gcUs[kind] += entry.duration * 1000;
      collections.add(kind, entry);
    }
  };
  const observer = new PerformanceObserver((list) => {
    add(list.getEntries());
  });
  observer.observe({ entryTypes: ['gc'] });
  const threadCpuUs = threadCpuReader();
  const threadTid = ownTid();
  const others = tellThreadsApart && isMainThread ? taskReader() : undefined;
  const read = (wanted?: { readonly unit: string }): Counters => {
    add(observer.takeRecords());
    const { user, system } = process.cpuUsage();
    const { active, idle } = performance.eventLoopUtilization();
    const memory = process.memoryUsage();
    const thread = threadCpuUs();
    const tasks = others?.read();
    const noted = { ...loop.take(), collections: collections.take() };
    return {
      atUs: nowUs(),
      processCpuUs: user + system,
      ...(thread === undefined ? {} : { threadCpuUs: thread }),
      ...(threadTid === undefined ? {} : { threadTid }),
      ...(tasks === undefined ? {} : { tasks }),
      gcUs: { ...gcUs },
      eventLoopActiveUs: active * 1000,
      eventLoopIdleUs: idle * 1000,
      heapUsedBytes: memory.heapUsed,
      rssBytes: memory.rss,
      externalBytes: memory.external,
      arrayBuffersBytes: memory.arrayBuffers,
      ...(wanted === undefined ? {} : { units: units.count(wanted.unit) }),
      noted,
    };
  };
  return {
    read,
    readAtOnce: (wanted) => {
      for (const [kind, us] of silent.take()) gcUs[kind] += us;
      const counters = read(wanted);
      isSilent = true;
      return { ...counters, silent: true };
    },
    threadCpuUs,
    threadTid,
    isEngine: (tid) => others?.isEngine(tid) === true && tid !== threadTid,
    stop: () => {
      observer.disconnect();
      silent.stop();
      loop.stop();
      units.stop();
    },
  };
}

function gcKind(entry: PerformanceEntry): GcKind {
  const { kind } = (entry as PerformanceEntry & { readonly detail: { readonly kind: number } }).detail;
  switch (kind) {
    case constants.NODE_PERFORMANCE_GC_MAJOR:
      return 'major';
    case constants.NODE_PERFORMANCE_GC_INCREMENTAL:
      return 'incremental';
    case constants.NODE_PERFORMANCE_GC_WEAKCB:
      return 'weakCallbacks';
    default:
      return 'minor';
  }
}

/**
 * CPU time of the calling thread. Linux tells it per task in ns (`/proc/thread-self/schedstat`, first field;
 * Documentation/scheduler/sched-stats in the kernel's tree); newer Node.js has `process.threadCpuUsage` on every system.
 */
function threadCpuReader(): () => number | undefined {
  const usage = (process as { threadCpuUsage?: () => { user: number; system: number } }).threadCpuUsage;
  if (usage !== undefined) {
    return () => {
      const { user, system } = usage();
      return user + system;
    };
  }
  if (process.platform !== 'linux') return () => undefined;
  try {
    const file = `/proc/${readlinkSync('/proc/thread-self')}/schedstat`;
    const read = (): number => Number(readFileSync(file, 'latin1').split(' ')[0]) / 1000;
    return Number.isFinite(read()) ? read : () => undefined;
  } catch {
    // No /proc in this container: the thread's share stays unknown, and the report says so.
    return () => undefined;
  }
}

function ownTid(): number | undefined {
  try {
    return process.platform === 'linux' ? Number(readlinkSync('/proc/thread-self').split('/').at(-1)) : undefined;
  } catch {
    // No /proc in this container.
    return undefined;
  }
}

/** What libuv calls the threads of its pool since the version in Node.js 22. */
const poolName = 'libuv-worker';
/** V8's sampling thread; see `sampler-thread.ts`. */
const samplerName = 'v8:ProfEvntProc';

/**
 * Threads that are there when the agent is loaded, before any code of the application, are the engine's. The others have names; in Node.js
 * 20 those of the pool have the name of the thread that started them.
 */
function taskReader(): { read(): readonly TaskCpu[] | undefined; isEngine(tid: number): boolean } {
  const read = (): readonly Omit<TaskCpu, 'group'>[] | undefined => {
    if (process.platform !== 'linux') return undefined;
    try {
      return readdirSync('/proc/self/task').flatMap((tid) => taskCpu(tid));
    } catch {
      return undefined;
    }
  };
  const groups = new Map<number, TaskCpu['group']>(read()?.map(({ tid }) => [tid, 'engine']));
  const ownName = nameOf(process.pid);
  const isNamed = Number(process.versions.node.split('.')[0]) >= 22;
  const groupOf = (tid: number): TaskCpu['group'] => {
    const name = nameOf(tid);
    if (name === poolName) return 'threadPool';
    if (name === samplerName) return 'engine';
    return !isNamed && (name === ownName || name === nameOf(process.pid)) ? 'unnamed' : 'other';
  };
  const known = (tid: number): TaskCpu['group'] => {
    const group = groups.get(tid) ?? groupOf(tid);
    groups.set(tid, group);
    return group;
  };
  return {
    read: () => read()?.map((task) => ({ ...task, group: known(task.tid) })),
    isEngine: (tid) => groups.get(tid) === 'engine',
  };
}

function nameOf(tid: number): string | undefined {
  try {
    return readFileSync(`/proc/self/task/${tid}/comm`, 'utf8').trim();
  } catch {
    // The thread has ended, or there is no /proc.
    return undefined;
  }
}

/** The first two fields of `schedstat` are ns on a processor, and ns in line for one. */
function taskCpu(tid: string): readonly Omit<TaskCpu, 'group'>[] {
  try {
    const [used, queued] = readFileSync(`/proc/self/task/${tid}/schedstat`, 'latin1').split(' ');
    return [{ tid: Number(tid), cpuUs: Number(used) / 1000, queuedUs: Number(queued) / 1000 }];
  } catch {
    // The thread has ended since it was listed.
    return [];
  }
}
