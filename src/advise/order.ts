/**
 * What to fix first: by money where traffic is stated, else by the share of CPU, then by memory, then by bytes. A range counts with the
 * middle of its ends. Of equals, the one that is least work comes first. Deliberately not here: how sure a finding is, which stands beside it.
 */
import type { Priced } from '../model/priced.ts';
import type { Found } from './rule.ts';
import type { Saved } from './saving.ts';

export interface Ranked {
  readonly found: Found;
  readonly saved: Saved;
}

/** For Array.sort: the one that is worth most first. */
export function byWorth(priced: Priced): (a: Ranked, b: Ranked) => number {
  const keys: readonly ((each: Ranked) => number)[] = [
    (each) => monthlyUsd(each, priced),
    (each) => cpuShareOf(each, priced),
    ({ found }) => found.keptBytes ?? 0,
    ({ found }) => found.allocatedBytes ?? 0,
    ({ saved, found }) => middle(saved.bytesOut) + (found.bytesIn ?? 0),
    ({ found }) => -found.effort,
  ];
  return (a, b) => {
    for (const keyOf of keys) {
      const difference = keyOf(b) - keyOf(a);
      if (difference !== 0) return difference;
    }
    return 0;
  };
}

function middle(range: { readonly low: number; readonly high: number } | undefined): number {
  return range === undefined ? 0 : (range.low + range.high) / 2;
}

/** Cents are below what an estimate of a bill can tell. */
const leastUsd = 0.01;

/** Of the servers and the bytes; 0 without traffic, when no bill is known. */
function monthlyUsd(each: Ranked, { cost, totals, worth }: Priced): number {
  const egress = cost.egressUsdPerMonth ?? 0;
  const sent = totals.bytesOutPerRequest ?? 0;
  const bytesUsd = sent > 0 ? (egress * middle(each.saved.bytesOut)) / sent : 0;
  const { usdPerMonth = 0 } = worth({ cpuMsPerRequest: cpuMsOf(each, totals) });
  return Math.round((usdPerMonth + bytesUsd) / leastUsd) * leastUsd;
}

/** A tenth of a percent is the smallest share that is shown. */
const leastShare = 0.001;

function cpuShareOf(each: Ranked, { totals }: Priced): number {
  return Math.round(cpuMsOf(each, totals) / totals.cpuMsPerRequest / leastShare) * leastShare;
}

/**
 * Time that requests wait is on no bill and takes no CPU, but users notice it as they notice CPU: half of the part that it is of a request's
 * time counts as that part of its CPU, and an event loop that is held as a fifth. Chosen, not measured; no finding shows it.
 */
function cpuMsOf({ found, saved }: Ranked, { cpuMsPerRequest, latencyPartsMs }: Priced['totals']): number {
  const { waitMs = 0, heldMs = 0 } = found;
  const part = 0.5 * Math.min(1, waitMs / (latencyPartsMs?.mean ?? Infinity)) + (heldMs > 0 ? 0.2 : 0);
  return middle(saved.cpuMs) + part * cpuMsPerRequest;
}
