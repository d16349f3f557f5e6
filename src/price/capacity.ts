/**
 * What one instance holds, and how many it takes; no money. Symbols: λ requests/s, d CPU and m event-loop time per request
 * here, k speed here over speed there, n vCPUs, y what a vCPU keeps when all are busy, w processes, ρ planned utilisation.
 */
import type { Ceilings, FleetResource } from '../model/report-cost.ts';
import type { VcpuKind } from './catalogue.ts';

/** What a request asks of a machine, measured on this one. */
export interface Demand {
  /** d: of all threads. */
  readonly cpuMs: number;
  /** m: of the threads that run JavaScript; all of `cpuMs` where they cannot be told apart. */
  readonly loopMs: number;
  /** Of one process, at its peak. */
  readonly rssBytes: number;
  readonly bytesOut?: number;
  /** Neither computing nor queueing: for a database, a timer, a disk. Absent where it was not measured. */
  readonly waitMs?: number;
}

/** A machine to run on. */
export interface Host {
  readonly vcpus: number;
  readonly vcpuIs: VcpuKind;
  readonly memGiB: number;
  readonly bandwidthMbps?: number;
  /** Of a burstable vCPU, what may be used for good. */
  readonly baselineShare?: number;
  /** y */
  readonly yieldWhenFull: number;
  /** k: CPU time there for one ms of CPU time here. */
  readonly factor: number;
}

export interface Capacity {
  readonly workers: number;
  readonly ceilings: Ceilings;
  readonly binding: FleetResource;
  /** The lowest ceiling. */
  readonly requestsPerSecond: number;
}

/** The system and its agents. */
const systemGiB = 0.3;
/** More than this of a machine's memory in use, and the next peak ends a process. */
const usableMemoryShare = 0.8;
/** What a process may need beyond what it was seen to need. */
const memoryMargin = 0.25;
const bytesPerGiB = 2 ** 30;

/** Undefined where not even one process fits in memory, or a request costs nothing that was measured. */
export function capacityOf(demand: Demand, host: Host, wantedWorkers?: number): Capacity | undefined {
  const wanted = wantedWorkers ?? Math.max(1, Math.floor(host.vcpus));
  const workers = Math.min(wanted, workersInMemory(demand, host));
  if (workers < 1 || !(demand.cpuMs > 0)) return undefined;
  const ceilings = ceilingsOf(demand, host, workers);
  const requestsPerSecond = Math.min(ceilings.eventLoop, ceilings.cpu, ceilings.network ?? Infinity);
  if (!Number.isFinite(requestsPerSecond) || requestsPerSecond <= 0) return undefined;
  return { workers, ceilings, binding: bindingOf(ceilings, workers < wanted), requestsPerSecond };
}

/** w · (RSS + margin) + system ≤ 0.8 · memory. */
function workersInMemory({ rssBytes }: Demand, { memGiB }: Host): number {
  if (!(rssBytes > 0)) return Infinity;
  const roomGiB = usableMemoryShare * memGiB - systemGiB;
  return Math.floor(roomGiB / ((rssBytes * (1 + memoryMargin)) / bytesPerGiB));
}

/** Memory one process needs, its margin included. */
export function workerMemoryBytes({ rssBytes }: Demand): number {
  return rssBytes * (1 + memoryMargin);
}

function ceilingsOf(demand: Demand, host: Host, workers: number): Ceilings {
  const { vcpus, vcpuIs, factor, yieldWhenFull, baselineShare = 1, bandwidthMbps } = host;
  const cores = vcpuIs === 'thread' ? vcpus / 2 : vcpus;
  // Loops that share a core slow each other down.
  const crowding = workers > cores ? 1 / yieldWhenFull : 1;
  const network =
    bandwidthMbps === undefined || demand.bytesOut === undefined || !(demand.bytesOut > 0)
      ? undefined
      : (bandwidthMbps * 1e6) / 8 / demand.bytesOut;
  return {
    eventLoop: (workers * 1000) / (demand.loopMs * factor * crowding),
    cpu: (vcpus * Math.min(yieldWhenFull, baselineShare) * 1000) / (demand.cpuMs * factor),
    ...(network === undefined ? {} : { network }),
  };
}

function bindingOf({ eventLoop, cpu, network = Infinity }: Ceilings, fewerForMemory: boolean): FleetResource {
  if (network < Math.min(eventLoop, cpu)) return 'network';
  // With a process on every vCPU, loops and processor are full at the same rate: the processor it is.
  if (eventLoop >= cpu * (1 - 1e-9)) return 'cpu';
  return fewerForMemory ? 'memory' : 'eventLoop';
}

export interface Sizing {
  /** ρ */
  readonly utilization: number;
  readonly minInstances: number;
  readonly spareInstances: number;
  readonly workers?: number;
  /** Load that may come on top while a new instance starts, as a share. */
  readonly scaleUpHeadroom: number;
  /** The worst minute of an hour over the hour. */
  readonly burstFactor: number;
}

/**
 * Rate to be ready for in an hour whose mean is given: what chance makes of the worst of many minutes (2.33 standard deviations
 * of a Poisson count over 60 s) and what people do on top. With a burst factor of 1 the stated rate is itself the worst.
 */
export function rateToHold(requestsPerSecond: number, { burstFactor, scaleUpHeadroom }: Sizing): number {
  const chance = burstFactor > 1 ? chancePerRoot * Math.sqrt(requestsPerSecond) : 0;
  return (burstFactor * requestsPerSecond + chance) * (1 + scaleUpHeadroom);
}

const chancePerRoot = 2.33 / Math.sqrt(60);

/** The hourly mean that `rateToHold` makes this of. */
export function hourlyRateFor(rate: number, { burstFactor, scaleUpHeadroom }: Sizing): number {
  const chance = burstFactor > 1 ? chancePerRoot : 0;
  const root =
    (Math.sqrt(chance * chance + (4 * burstFactor * rate) / (1 + scaleUpHeadroom)) - chance) / (2 * burstFactor);
  return root * root;
}

/** N = max(least, ⌈λ / (ρ · X)⌉ + spare). */
export function instancesFor(rate: number, { requestsPerSecond }: Capacity, sizing: Sizing): number {
  return Math.max(
    sizing.minInstances,
    busyInstances(rate / (sizing.utilization * requestsPerSecond)) + sizing.spareInstances,
  );
}

/** A quotient that is whole but for rounding is whole. */
function busyInstances(need: number): number {
  return Math.ceil(need * (1 - 1e-12));
}
