/** Costs of each function and line: shares of the samples times what the samples stand for. */
import type { FunctionCost } from '../model/costs.ts';
import type { Profile, ProfiledFunction } from '../model/profile.ts';
import type { CallsOfRoute, ReportLine } from '../model/report-code.ts';
import type { Amounts } from './amounts.ts';
import type { Ledger } from './ledger.ts';
import type { AllocationShares } from './samples.ts';
import { shareOf, type Sampled } from './shares.ts';
import { intervalOf, product, sum, type Estimate } from './statistics.ts';

/** What may be off by more than this part of it is a hint, not a measurement. */
const mostUnsure = 1 / 3;

export interface FunctionCostsInput {
  readonly profile: Profile;
  readonly amounts: Amounts;
  readonly ledger: Ledger;
  readonly sampled: Sampled;
  readonly allocation: AllocationShares | undefined;
  /** By function: how often it is called for requests. */
  readonly calls: ReadonlyMap<number, readonly CallsOfRoute[]>;
}

export interface PlacedFunctionCost {
  readonly index: number;
  readonly cost: FunctionCost;
}

/** By self CPU, highest first; functions that neither ran nor allocated are left out. */
export function costFunctions(input: FunctionCostsInput): readonly PlacedFunctionCost[] {
  return input.profile.functions
    .flatMap((described, index) => (described.meta === undefined ? costOf(described, index, input) : []))
    .sort(
      (a, b) =>
        b.cost.selfCpuMsPerRequest - a.cost.selfCpuMsPerRequest ||
        b.cost.totalCpuMsPerRequest - a.cost.totalCpuMsPerRequest,
    );
}

function costOf(described: ProfiledFunction, index: number, input: FunctionCostsInput): readonly PlacedFunctionCost[] {
  const { amounts, ledger, sampled, allocation } = input;
  const samples = sum(sampled.tallies.map((tally) => tally.total[index] ?? 0));
  const allocationShare = allocation?.self[index] ?? 0;
  if (samples === 0 && allocationShare === 0) return [];
  const share = (counts: 'self' | 'total' | 'own'): Estimate => shareOf(sampled, counts, index) ?? { value: 0 };
  const self = product(share('self'), ledger.sampled);
  const total = product(share('total'), ledger.sampled);
  if (total.value === 0 && allocationShare === 0) return [];
  const ofCpu = (ms: number): number => (amounts.cpu.value === 0 ? 0 : ms / amounts.cpu.value);
  const { id, name, file, line, endLine, origin, package: owner } = described;
  const interval = intervalOf(self);
  const called = input.calls.get(index);
  const bailoutReason = input.profile.bailouts.get(index);
  const cost: FunctionCost = {
    id,
    name,
    file,
    ...(line === undefined ? {} : { line }),
    ...(endLine === undefined ? {} : { endLine }),
    origin,
    ...(owner === undefined ? {} : { package: owner }),
    selfShare: ofCpu(self.value),
    totalShare: ofCpu(total.value),
    selfCpuMsPerRequest: self.value,
    totalCpuMsPerRequest: total.value,
    ...(origin === 'app' ? ownCost(share('own'), index, input) : {}),
    ...allocated(allocationShare, input, {
      gc: 'gcCpuMsPerRequest',
      helperGc: 'helperGcCpuMsPerRequest',
      bytes: 'allocatedBytesPerRequest',
    }),
    ...(interval === undefined ? {} : { interval }),
    ...(called === undefined ? {} : { calls: called }),
    confidence: confidenceOf([origin === 'app' ? product(share('own'), ledger.sampled) : self, total], samples),
    ...(bailoutReason === undefined ? {} : { bailoutReason }),
  };
  return [{ index, cost }];
}

/** Of the first figure that is not 0, by its own interval; where there is none, by chance alone: 2/√n of n samples, in 95 % of cases. */
function confidenceOf(figures: readonly Estimate[], samples: number): FunctionCost['confidence'] {
  const { value, halfWidth } = figures.find((each) => each.value > 0) ?? { value: 0 };
  const unsure = value === 0 || halfWidth === undefined ? 2 / Math.sqrt(samples) : halfWidth / value;
  return unsure <= mostUnsure ? 'high' : 'low';
}

function ownCost(share: Estimate, index: number, input: FunctionCostsInput): Partial<FunctionCost> {
  const { amounts, ledger, allocation } = input;
  const estimate = product(share, ledger.sampled);
  const own = estimate.value;
  const interval = intervalOf(estimate);
  const ownAllocation = allocation?.own[index] ?? 0;
  return {
    ownShare: amounts.cpu.value === 0 ? 0 : own / amounts.cpu.value,
    ownCpuMsPerRequest: own,
    ...(interval === undefined ? {} : { ownInterval: interval }),
    ...allocated(ownAllocation, input, {
      gc: 'ownGcCpuMsPerRequest',
      helperGc: 'ownHelperGcCpuMsPerRequest',
      bytes: 'ownAllocatedBytesPerRequest',
    }),
  };
}

/** Bytes, and the garbage collection they cause. A function that was never caught allocating has an unknown little of both. */
function allocated(
  share: number,
  { amounts, ledger }: FunctionCostsInput,
  names: Readonly<Record<'gc' | 'helperGc' | 'bytes', keyof FunctionCost>>,
): Partial<FunctionCost> {
  if (share === 0) return {};
  const bytes = amounts.allocatedBytes === undefined ? {} : { [names.bytes]: amounts.allocatedBytes * share };
  const helperGc = ledger.helperGcMs === undefined ? {} : { [names.helperGc]: ledger.helperGcMs * share };
  const gc = ledger.gcMs === undefined ? {} : { [names.gc]: ledger.gcMs * share };
  return { ...gc, ...helperGc, ...bytes };
}

/**
 * A function's own time on the lines where V8 saw it, in proportion to V8's ticks there. Ticks that no line could be found for
 * stay with the function.
 */
export function costLines(profile: Profile, functions: readonly PlacedFunctionCost[]): readonly ReportLine[] {
  const ticks = new Map<number, Map<number, number>>();
  for (const { function: index, line, ticks: count } of profile.cpu.flatMap(({ lineTicks }) => lineTicks)) {
    const byLine = ticks.get(index) ?? new Map<number, number>();
    byLine.set(line, (byLine.get(line) ?? 0) + count);
    ticks.set(index, byLine);
  }
  const leaves = countLeaves(profile);
  const lines = new Map<string, { readonly file: string; readonly line: number; selfCpuMsPerRequest: number }>();
  for (const { index, cost } of functions) {
    const byLine = ticks.get(index);
    if (byLine === undefined || (cost.origin !== 'app' && cost.origin !== 'dependency')) continue;
    const all = Math.max(sum([...byLine.values()]), leaves[index] ?? 0);
    for (const [line, count] of byLine) {
      const key = `${cost.file}:${line}`;
      const row = lines.get(key) ?? { file: cost.file, line, selfCpuMsPerRequest: 0 };
      row.selfCpuMsPerRequest += (cost.selfCpuMsPerRequest * count) / all;
      lines.set(key, row);
    }
  }
  return [...lines.values()]
    .filter(({ selfCpuMsPerRequest }) => selfCpuMsPerRequest > 0)
    .sort((a, b) => b.selfCpuMsPerRequest - a.selfCpuMsPerRequest);
}

/** Samples with a function innermost over the whole sampling, which is what V8's ticks count: one a sample. */
function countLeaves({ cpu, functions }: Profile): Float64Array {
  const counts = new Float64Array(functions.length);
  for (const { node, tree } of cpu) {
    const ofNode = new Float64Array(tree.parent.length);
    for (const at of node) ofNode[at] = (ofNode[at] ?? 0) + 1;
    for (const [at, count] of ofNode.entries()) {
      const index = tree.function[at] ?? -1;
      if (index >= 0) counts[index] = (counts[index] ?? 0) + count;
    }
  }
  return counts;
}
