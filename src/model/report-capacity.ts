/** The Report’s capacity: the climb to the breaking point, and how requests queue below it. */
import type { Interval } from './interval.ts';
import type { LoadLimit, LoadPoint } from './load-point.ts';

export interface Capacity {
  /** Predicted from the CPU of a request as it is. Absent where something else than CPU gives way first: so many never get through. */
  readonly requestsPerSecondPerCore?: number;
  readonly bindingResource?: BindingResource;
  /** Of the stated deployment's instance; absent where none is stated, or its bandwidth is not known. */
  readonly link?: Link;
  /** The rest is from the climb, and absent where there was none. */
  readonly binding?: Binding;
  /** The highest offered load the application kept up with. */
  readonly knee?: LoadPoint;
  readonly breaking?: Breaking;
  /** By offered load, lowest first. */
  readonly curve?: readonly LoadPoint[];
  /** For the 99th percentile, where one was set. */
  readonly objectiveMs?: number;
}

/**
 * `waiting`: neither loop nor processors are busy, so requests wait for something else: a pool, a lock, another service. `threadPool`: they
 * wait for libuv's. `rateLimit`: for nothing that is at work; only so many are let through in a second, or the others are refused.
 */
export type BindingResource =
  'eventLoop' | 'cpu' | 'memory' | 'network' | 'waiting' | 'threadPool' | 'rateLimit' | 'generator';

/** As many requests per second as a core can compute get through only where it is computing that ends it. */
export function endsAtCpu(resource: BindingResource | undefined): boolean {
  return resource !== 'waiting' && resource !== 'threadPool' && resource !== 'rateLimit' && resource !== 'network';
}

/** The bandwidth that an instance has all the time, and at how many requests per second answers fill it. */
export interface Link {
  readonly provider: string;
  readonly sku: string;
  readonly megabitsPerSecond: number;
  readonly requestsPerSecond: number;
  /** It is full before anything else of that instance is. */
  readonly first: boolean;
  /** What gave way first here, where the link is what `bindingResource` names instead. */
  readonly insteadOf?: BindingResource;
}

/** What is known of the resource that gives way first. */
export interface Binding {
  /** Of the function with the most CPU of its own in the application, with the library code it calls. */
  readonly hottest?: { readonly name: string; readonly file: string; readonly share: number };
  /** Of an average request's time under the lightest load of the climb. */
  readonly waitingShare?: number;
  /** Requests that were let through at a time, by Little's law: the size of the pool they wait for, if it is one. */
  readonly atATime?: number;
  /** 95 %; absent in older Reports. */
  readonly atATimeInterval?: Interval;
  /** Of the time in which event loops were busy: V8's garbage collection. */
  readonly gcShare?: number;
  /**
   * How many threads of libuv's pool were computing, where it was full. `processors`, where the machine has fewer than the pool has
   * threads: then these are full. `inLine`, where others hold the processors: so many of its threads had work and stood in line for one.
   */
  readonly threadPool?: {
    readonly busy: number;
    readonly size: number;
    readonly processors?: number;
    readonly inLine?: number;
  };
  /** How many were let through, 95 % interval, and the status code of those that were refused. */
  readonly rateLimit?: { readonly perSecond: Interval; readonly status?: number };
  /** The other service that takes most of a request's time, and its share of it under the lightest load of the climb. */
  readonly upstream?: { readonly protocol: string; readonly host: string; readonly share: number };
  /** At the load that was too much, from what each request adds. */
  readonly rssGrowthBytesPerSecond?: number;
}

/** The lowest offered load the application did not stand. */
export interface Breaking {
  readonly offered: number;
  readonly limits: readonly (LoadLimit | 'ended')[];
  /** False where the generator may have been the limit. */
  readonly valid: boolean;
}

/** How latency grows with the share of time an event loop is busy: a simulation from measured requests, on this machine. */
export interface Queueing {
  /** Time a request holds the event loop, one at a time. */
  readonly loopMsPerRequest: number;
  /** What a request takes beside it when it waits for no other: other services, the system, the way there and back. */
  readonly waitMsPerRequest: number;
  /** For requests that arrive independently of each other, ascending. */
  readonly curve: readonly { readonly utilization: number; readonly p50Ms: number; readonly p99Ms: number }[];
}

/** Reports of before had it whatever gave way. */
export function ratePerCore({
  requestsPerSecondPerCore,
  bindingResource,
}: Pick<Capacity, 'requestsPerSecondPerCore' | 'bindingResource'>): number | undefined {
  return endsAtCpu(bindingResource) ? requestsPerSecondPerCore : undefined;
}
