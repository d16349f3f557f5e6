/** The Report’s processes and threads. */

/**
 * - `main`: of the process that is under load; `launcher`: of one started before it (npm, a watcher); `child`: after it.
 * - `clusterPrimary`, `clusterWorker`: main threads of a cluster.
 */
export type ThreadRole = 'main' | 'launcher' | 'child' | 'clusterPrimary' | 'clusterWorker' | 'workerThread';

/**
 * - `ended`: before it was sampled.
 * - `noAnswer`: it was asked, and said nothing: it was in native code, or has no agent and could not load it.
 * - `idle`: it had next to nothing to do when it was decided who is worth sampling.
 */
export type Unsampled = 'ended' | 'noAnswer' | 'idle';

export interface ReportThread {
  /** Counts processes in the order they appeared. */
  readonly process: number;
  /** 0 is a process's main thread. */
  readonly thread: number;
  readonly pid: number;
  readonly role: ThreadRole;
  /** It listens at the address under load; in a cluster, it is the worker whose routes were read. */
  readonly serving: boolean;
  /** The file it was started with. */
  readonly entry?: string;
  /** What the application calls it. */
  readonly name?: string;
  /** NODE_ENV as the process has it: `unset` where it has none. */
  readonly nodeEnv?: string;
  /** UV_THREADPOOL_SIZE, where it is set. */
  readonly threadPoolSize?: number;
  /** CPU of this thread, where the system tells it, per request of the whole application. */
  readonly cpuMsPerRequest?: number;
  /** Main threads: CPU of all threads of the process; sums over processes to `totals.cpuMsPerRequest`. */
  readonly processCpuMsPerRequest?: number;
  readonly eventLoopUtilization?: number;
  readonly heapUsedPeakBytes?: number;
  /** Main threads: of the process. */
  readonly rssPeakBytes?: number;
  /** CPU samples in which it was busy; absent where it was not sampled. */
  readonly samples?: number;
  /** Why nothing is known of what it did; absent where it was sampled, or used no CPU to speak of. */
  readonly unsampled?: Unsampled;
}
