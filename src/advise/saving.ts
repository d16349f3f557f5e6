/**
 * What a fix will save, as a range. It rests on the pass without a profiler alone: shares of samples times its CPU. Its ends are those of
 * the 95 % interval, times the part that a fix of this kind removes (see `removes.ts`). The upper end has, beside the cost at the place, what
 * it may cause elsewhere: garbage of its function, work of V8's helper threads, and a part of what has no owner. What sampling cost plays no
 * part; that shares of the sampled pass are not quite those of the application as it runs does, by what was seen of it.
 */
import type { Interval } from '../model/interval.ts';
import type { Priced } from '../model/priced.ts';
import type { ReportFunction } from '../model/report-code.ts';
import { callbacksIn } from './callbacks.ts';
import { removes, type Removes } from './removes.ts';
import type { Found } from './rule.ts';

/** Of a finding, in ms per request of the mix or bytes. */
export interface Saved {
  readonly cpuMs: Interval;
  /** The part of the upper end that is garbage of the function, in which several findings may lie. */
  readonly sharedGcMs: number;
  readonly bytesOut?: Interval;
}

export function savedBy(found: Found, priced: Priced): Saved {
  const { low, high } = found.removes ?? removes[found.rule];
  const sent = found.bytesOut === undefined ? {} : { bytesOut: bytesOf(found, { low, high }) };
  const all = priced.totals.cpuMsPerRequest;
  if (found.measuredMs !== undefined) {
    const [from, to] = [found.measuredMs.low, found.measuredMs.high].map((ms) => Math.max(0, Math.min(all, ms)));
    return { cpuMs: { low: from ?? 0, high: to ?? 0 }, sharedGcMs: 0, ...sent };
  }
  const cost = costOf(found, priced);
  const { gcMs = 0 } = found;
  // Bytes are known by function: a part of it has an unknown part of its garbage.
  const gcLow = isAllOf(functionOf(found, priced), found.cpuMs) ? gcMs : 0;
  if (!(cost.high + gcMs > 0)) return { cpuMs: { low: 0, high: 0 }, sharedGcMs: 0, ...sent };
  const { calledMs, sharedGcMs, helpersMs, unownedPart } = causedBy(found, cost.high, priced);
  const seen = (cost.high + calledMs) * (1 + unownedPart) + gcMs + sharedGcMs;
  const most = seen * (1 + movedPart(priced)) + helpersMs;
  return {
    cpuMs: {
      low: Math.min(low * ((1 - mostMoved.down) * cost.low + (cost.low > 0 ? gcLow : 0)), all),
      high: Math.min(high * most, all),
    },
    sharedGcMs: high * sharedGcMs,
    ...sent,
  };
}

function bytesOf(
  { bytesOut = 0, mostBytesOut = bytesOut }: Found,
  { low, high }: Pick<Removes, 'low' | 'high'>,
): Interval {
  return { low: low * bytesOut, high: Math.min(high * bytesOut, Math.max(bytesOut, mostBytesOut)) };
}

/**
 * Of a share: in the pass in which V8 keeps functions apart, short functions of frameworks and of Node.js have more of the CPU than they
 * have otherwise, and loops and builtins less. Of removals that were measured again, most saved 0.9 to 1.65 times what the share told, and
 * where a package's own loops were found, down to 0.75 times (bench/README.md, "Does a range hold?").
 */
const mostMoved = { down: 0.3, up: 0.65 };

/** What is too much elsewhere is too little here: no more than all that no function of the application owns. */
function movedPart({ functions, totals }: Priced): number {
  const own = functions.reduce((sum, fn) => sum + (fn.origin === 'app' ? ownMs(fn) : 0), 0);
  return own > 0 ? Math.min(mostMoved.up, Math.max(0, totals.cpuMsPerRequest - own) / own) : mostMoved.up;
}

export function functionOf(found: Found, { functions }: Pick<Priced, 'functions'>): ReportFunction | undefined {
  return functions.find(({ name, file }) => name === found.function && file === found.file);
}

/** CPU alone. Nothing is known of a lower end without an interval, or where any line of the function may have the cost. */
function costOf(found: Found, priced: Priced): Interval {
  const { cpuMs, atMostMs } = found;
  // Lines hold the time of callbacks too: whoever has most of it tells how well it is known.
  const its = [functionOf(found, priced) ?? [], callbacksIn(found, priced)].flat();
  const fn = [...its].sort((a, b) => ownMs(b) - ownMs(a))[0];
  const half = halfWidthOf(fn, cpuMs);
  const known = half !== undefined && atMostMs === undefined;
  return {
    low: known ? Math.max(0, cpuMs - half) : 0,
    high: Math.max(cpuMs + (half ?? 0), atMostMs ?? 0),
  };
}

function sum(values: readonly (number | undefined)[]): number {
  return values.reduce<number>((all, each) => all + (each ?? 0), 0);
}

function ownMs(fn: ReportFunction): number {
  return fn.ownCpuMsPerRequest ?? fn.selfCpuMsPerRequest;
}

/** So much of a function is all of it. */
const nearlyAll = 0.9;

function isAllOf(fn: ReportFunction | undefined, cpuMs: number): boolean {
  return fn !== undefined && cpuMs >= nearlyAll * ownMs(fn);
}

/** Samples in a part of a function: their number varies as its square root does, as that of the whole function. */
function halfWidthOf(fn: ReportFunction | undefined, cpuMs: number): number | undefined {
  if (fn === undefined || !(cpuMs > 0)) return undefined;
  const [whole, interval] =
    fn.ownInterval === undefined || fn.ownCpuMsPerRequest === undefined
      ? [fn.selfCpuMsPerRequest, fn.interval]
      : [fn.ownCpuMsPerRequest, fn.ownInterval];
  if (interval === undefined || !(whole > 0)) return undefined;
  return ((interval.high - interval.low) / 2) * Math.sqrt(cpuMs / whole);
}

interface Caused {
  /** What callbacks within its lines call. */
  readonly calledMs: number;
  readonly sharedGcMs: number;
  readonly helpersMs: number;
  /** Of its own cost. */
  readonly unownedPart: number;
}

/** At most: garbage of all the function, and of callbacks in it, beyond what the finding has itself, helper threads by bytes, and of what has no owner a part as large as its own. */
function causedBy(found: Found, costMs: number, priced: Priced): Caused {
  const { totals, ledger } = priced;
  const callbacks = callbacksIn(found, priced);
  const its = [functionOf(found, priced) ?? [], callbacks].flat();
  const gcMs = sum(its.map((fn) => fn.ownGcCpuMsPerRequest ?? fn.gcCpuMsPerRequest));
  const bytes = sum(its.map((fn) => fn.ownAllocatedBytesPerRequest ?? fn.allocatedBytesPerRequest));
  const allBytes = totals.allocatedBytesPerRequest ?? 0;
  const rowOf = (kind: string) => ledger.find((row) => row.kind === kind);
  const helpers = rowOf('offThread')?.parts?.find(({ kind }) => kind === 'engine')?.cpuMsPerRequest ?? 0;
  const unowned = Math.max(0, rowOf('unattributed')?.cpuMsPerRequest ?? 0);
  const owned = totals.cpuMsPerRequest - unowned;
  const part = Math.max(allBytes > 0 ? bytes / allBytes : 0, owned > 0 ? costMs / owned : 0);
  return {
    calledMs: sum(callbacks.map((fn) => ownMs(fn) - fn.selfCpuMsPerRequest)),
    sharedGcMs: found.gcMs === undefined ? gcMs : Math.max(0, gcMs - found.gcMs),
    helpersMs: helpers * Math.min(1, part),
    unownedPart: owned > 0 ? unowned / owned : 0,
  };
}

/**
 * No more than all there is: who was measured beside the application comes first, then in the order given; what one is sure to save is no
 * other's to save again.
 */
export function withinAll<T extends { readonly saved: Saved; readonly isMeasured: boolean }>(
  findings: readonly T[],
  allMs: number,
): readonly T[] {
  let left = allMs;
  const lows = new Map<T, number>();
  for (const each of [...findings].sort((a, b) => Number(b.isMeasured) - Number(a.isMeasured))) {
    const low = Math.min(each.saved.cpuMs.low, left);
    lows.set(each, low);
    left -= low;
  }
  return findings.map((each) => ({
    ...each,
    saved: { ...each.saved, cpuMs: { ...each.saved.cpuMs, low: lows.get(each) ?? 0 } },
  }));
}

/** Of all findings: their lower ends are of different costs; of the upper ends, garbage of a function counts once, and all there is is the limit. */
export function savedTogether(
  findings: readonly { readonly found: Found; readonly saved: Saved }[],
  allMs: number,
): Interval {
  const gcMs = new Map<string, number>();
  let [low, high] = [0, 0];
  for (const { found, saved } of findings) {
    const key = `${found.file ?? ''}:${found.function ?? ''}`;
    const before = gcMs.get(key) ?? 0;
    low += saved.cpuMs.low;
    high += saved.cpuMs.high - Math.min(before, saved.sharedGcMs);
    gcMs.set(key, Math.max(before, saved.sharedGcMs));
  }
  return { low: Math.min(low, allMs), high: Math.min(high, allMs) };
}
