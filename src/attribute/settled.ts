/**
 * V8 compiles what runs often, in threads beside the application's own, for seconds after the warm-up where requests are many and cheap:
 * what they cost meanwhile is no cost of theirs. Slices of that stretch are left out.
 *
 * Where it ends is told as simulations tell the end of their transient: where the mean of what is left is known best (MSER; White, "An
 * effective truncation heuristic for bias reduction in simulation output", Simulation 69, 1997). But only if all that goes before is
 * dearer than what is left, by more than chance would have it, and V8's own threads had more to do, where the system tells
 * threads apart: a machine that was busy for a while is no reason. What becomes dearer with time stays: it is a finding.
 */
import type { Slice } from '../model/recorded-slice.ts';
import type { Recording } from '../model/recording.ts';
import { completedIn } from './slices.ts';
import { sum } from './statistics.ts';

/** Of the mix; fewer tell no trend. */
const leastSlices = 8;
/** Fewer give no interval worth the name. */
const leastMixLeft = 4;
const leastDearer = 1.03;
/** Standard errors of the difference. */
const beyondChance = 3;
/** V8's threads, per request. */
const leastCompiling = 1.5;
/** Of each request that was driven alone. */
const leastLeft = 2;

export function settled(recording: Recording): Recording {
  const { slices } = recording;
  const fromUs = settledFromUs(slices);
  if (fromUs === undefined) return recording;
  const isEarly = ({ kind, startUs }: Slice): boolean => kind === 'asIs' && startUs < fromUs;
  const early = slices.filter(isEarly);
  // What failed then has to be told of.
  if (early.some(({ outcome }) => outcome.perRequest.some(({ errors }) => errors > 0))) return recording;
  const left = slices.filter((slice) => !isEarly(slice));
  return early.every(({ requestIndex }) => countOf(left, requestIndex) >= leastLeft)
    ? { ...recording, slices: left }
    : recording;
}

function countOf(slices: readonly Slice[], requestIndex: number | undefined): number {
  return slices.filter((slice) => slice.kind === 'asIs' && slice.requestIndex === requestIndex).length;
}

function settledFromUs(slices: readonly Slice[]): number | undefined {
  const mix = slices
    .filter((slice) => slice.kind === 'asIs' && slice.requestIndex === undefined && completedIn(slice) > 0)
    .sort((a, b) => a.startUs - b.startUs);
  if (mix.length < leastSlices) return undefined;
  const costs = mix.map((slice) => slice.usage.processCpuUs / completedIn(slice));
  const from = (at: number): Known => known(costs.slice(at));
  let at = 0;
  for (let each = 1; each <= costs.length - leastMixLeft; each++)
    if (from(each).standardError < from(at).standardError) at = each;
  if (at === 0) return undefined;
  const [before, rest] = [known(costs.slice(0, at)), from(at)];
  const chance = beyondChance * Math.hypot(before.standardError, rest.standardError);
  const isDearer = before.mean >= rest.mean * leastDearer && before.mean - rest.mean >= chance;
  const all = costs.slice(0, at).every((cost) => cost > rest.mean);
  return isDearer && all && compiledMore(mix.slice(0, at), mix.slice(at)) ? mix[at]?.startUs : undefined;
}

interface Known {
  readonly mean: number;
  readonly standardError: number;
}

/** As MSER has it: by the count, not by one less. */
function known(values: readonly number[]): Known {
  const mean = sum(values) / values.length;
  return { mean, standardError: Math.sqrt(sum(values.map((value) => (value - mean) ** 2))) / values.length };
}

/** True where it cannot be told. */
function compiledMore(before: readonly Slice[], rest: readonly Slice[]): boolean {
  if ([...before, ...rest].some(({ usage }) => usage.otherThreadCpuUs === undefined)) return true;
  const engineUs = (slices: readonly Slice[]): number =>
    sum(slices.map(({ usage }) => usage.otherThreadCpuUs?.engine ?? 0)) / sum(slices.map(completedIn));
  return engineUs(before) > leastCompiling * engineUs(rest);
}
