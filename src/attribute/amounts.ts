/** How much: what one request of the mix costs the application as it is. */
import type { Recording, Slice } from '../model/recording.ts';
import type { Profile } from '../model/profile.ts';
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
  readonly gcMs: number;
  readonly allocatedBytes: number | undefined;
}

export function measureAmounts({ slices }: Recording, profile: Profile): Amounts {
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
    gcMs: msPerRequest(asIs, ({ usage }) => sum(Object.values(usage.gcUs)))?.value ?? 0,
    allocatedBytes: allocatedPerRequest(slices, profile),
  };
}

/** Bytes allocated per request of the mix, from the sampling pass in which V8 worked as usual. */
function allocatedPerRequest(slices: readonly Slice[], { allocations }: Profile): number | undefined {
  const bytes = sum(allocations.filter(({ kind }) => kind === 'allocationTotal').flatMap(({ selfBytes }) => selfBytes));
  const requests = sum(slices.filter(({ kind }) => kind === 'allocationTotal').map(completedIn));
  return ratioOfSums([{ numerator: bytes, denominator: requests }])?.value;
}
