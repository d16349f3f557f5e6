/** How much: what one request of the mix costs the application as it is. */
import type { Slice } from '../model/recorded-slice.ts';
import type { Recording } from '../model/recording.ts';
import type { Profile } from '../model/profile.ts';
import type { LedgerPart } from '../model/report-totals.ts';
import { withHelpers } from './helpers.ts';
import { completedIn, mixOrOnly, msPerRequest } from './slices.ts';
import { ratioOfSums, sum, type Estimate } from './statistics.ts';

export interface Amounts {
  readonly asIs: readonly Slice[];
  /** CPU of all threads of all processes, ms per request. */
  readonly cpu: Estimate;
  /** The part of it on threads that run JavaScript. */
  readonly javascript: Estimate;
  /** False where the system does not tell threads apart; `javascript` is then all of it. */
  readonly threadsKnown: boolean;
  /** CPU of other threads by what they are for, ms per request; empty where the system does not tell. */
  readonly otherThreads: readonly LedgerPart[];
  /** On threads that run JavaScript, ms of CPU per request; undefined where there were collections, and no slice tells how long they took. */
  readonly gcMs: number | undefined;
  /** The slices that it is known from. */
  readonly collected: readonly Slice[];
  readonly allocatedBytes: number | undefined;
}

export function measureAmounts(recording: Recording, profile: Profile): Amounts {
  const { slices, helpers = [] } = recording;
  const asIs = mixOrOnly(slices, 'asIs');
  const cpu = msPerRequest(asIs, ({ usage }) => usage.processCpuUs) ?? { value: 0 };
  const threadsKnown = asIs.every(({ usage }) => usage.javascriptThreadCpuUs !== undefined);
  const javascript = threadsKnown ? msPerRequest(asIs, ({ usage }) => usage.javascriptThreadCpuUs ?? 0) : cpu;
  return {
    asIs,
    cpu,
    // The two counters are read a moment apart; a thread cannot have used more than its process.
    javascript: javascript === undefined || javascript.value > cpu.value ? cpu : javascript,
    threadsKnown,
    ...collectionsOf(recording, asIs, cpu.value),
    otherThreads: withHelpers(otherThreads(asIs), helpers),
    allocatedBytes: allocatedPerRequest(slices, profile),
  };
}

/**
 * Pauses are few where an application makes little garbage: all of them may fall into the slices of single requests, or into later passes, and 0
 * would be no measurement of the mix. Their part of the CPU there then stands for it. Where collections were noted and all slices say 0, the
 * time is unknown.
 */
function collectionsOf(
  { slices, timelines = [] }: Recording,
  asIs: readonly Slice[],
  cpuMs: number,
): Pick<Amounts, 'gcMs' | 'collected'> {
  const gcMs = msPerRequest(asIs, gcCpuUs)?.value ?? 0;
  if (gcMs > 0) return { gcMs, collected: asIs };
  for (const isMeant of [isAsIs, isOrdinary]) {
    const collected = slices.filter(isMeant);
    const gcUs = sum(collected.map(gcCpuUs));
    const cpuUs = sum(collected.map(({ usage }) => usage.processCpuUs));
    if (gcUs > 0 && cpuUs > 0) return { gcMs: (cpuMs * gcUs) / cpuUs, collected };
  }
  const noted = timelines.some(({ collections }) => collections.kind.length + collections.dropped > 0);
  return { gcMs: noted ? undefined : 0, collected: [] };
}

const isAsIs = ({ kind }: Slice): boolean => kind === 'asIs';
/** No collections were forced, and V8 compiled as usual. */
const isOrdinary = ({ kind }: Slice): boolean => kind !== 'growth' && kind !== 'calls' && kind !== 'climb';

/**
 * V8 times its pauses by the wall clock. Where the thread was on the CPU for only a part of its busy time, so it was in its
 * pauses.
 */
function gcCpuUs({ usage, startUs, endUs }: Slice): number {
  const wall = sum(Object.values(usage.gcUs));
  const busyUs = usage.eventLoopUtilization * (endUs - startUs);
  const onCpu =
    usage.javascriptThreadCpuUs === undefined || busyUs === 0 ? 1 : Math.min(1, usage.javascriptThreadCpuUs / busyUs);
  return wall * onCpu;
}

function otherThreads(asIs: readonly Slice[]): readonly LedgerPart[] {
  if (asIs.some(({ usage }) => usage.otherThreadCpuUs === undefined)) return [];
  const parts = (['threadPool', 'engine', 'other'] as const).map((kind) => ({
    kind,
    cpuMsPerRequest: msPerRequest(asIs, ({ usage }) => usage.otherThreadCpuUs?.[kind] ?? 0)?.value ?? 0,
  }));
  return parts.filter(({ kind, cpuMsPerRequest }) => kind !== 'other' || cpuMsPerRequest > 0);
}

/**
 * Bytes allocated per request, from the sampling pass in which V8 worked as usual: of the mix, or of one request driven alone.
 * Undefined where it was not sampled.
 */
export function allocatedPerRequest(
  slices: readonly Slice[],
  { allocations }: Profile,
  requestIndex?: number,
): number | undefined {
  const passes = allocations.filter((pass) => pass.kind === 'allocationTotal' && pass.requestIndex === requestIndex);
  if (passes.length === 0) return undefined;
  const bytes = sum(passes.flatMap(({ selfBytes }) => selfBytes));
  const sampled = slices.filter((slice) => slice.kind === 'allocationTotal' && slice.requestIndex === requestIndex);
  return ratioOfSums([{ numerator: bytes, denominator: sum(sampled.map(completedIn)) }])?.value;
}
