/** What sampling costs: CPU per request of slices with a sampler over that of their neighbours without, round by round. */
import type { Ratio } from '../model/interval.ts';
import type { SampledWhat, Slice } from '../model/recorded-slice.ts';
import type { SamplerCost } from '../model/report-quality.ts';
import { completedIn } from './slices.ts';
import { ratioOfPairs } from './statistics.ts';

/** Each round has each of the three once. */
const inRound = 3;

/** Undefined where there was no time for it, and in recordings older than this. */
export function samplerCostOf(slices: readonly Slice[]): SamplerCost | undefined {
  const all = slices.filter(({ kind }) => kind === 'overhead');
  const rounds = Array.from({ length: Math.floor(all.length / inRound) }, (_, round) =>
    all.slice(round * inRound, (round + 1) * inRound),
  );
  const cpu = ratioTo(rounds, 'cpu');
  const cpuAndAllocation = ratioTo(rounds, 'cpuAndAllocation');
  if (cpu === undefined || cpuAndAllocation === undefined) return undefined;
  return { pairs: rounds.length, cpu, cpuAndAllocation };
}

function ratioTo(rounds: readonly (readonly Slice[])[], sampled: SampledWhat): Ratio | undefined {
  const costOf = (round: readonly Slice[], what: SampledWhat | undefined): number => {
    const slice = round.find((each) => each.sampled === what);
    return slice === undefined ? NaN : slice.usage.processCpuUs / completedIn(slice);
  };
  return ratioOfPairs(rounds.map((round) => Math.log(costOf(round, sampled) / costOf(round, undefined))));
}
