/** How far the figures can be trusted, in numbers and in words that a developer understands. */
import { type Failure } from '../model/failure-kinds.ts';
import { describeFailure } from '../model/failure-words.ts';
import type { Profile } from '../model/profile.ts';
import type { Slice } from '../model/recorded-slice.ts';
import type { Recording } from '../model/recording.ts';
import type { Ratio } from '../model/interval.ts';
import type { Quality } from '../model/report-quality.ts';
import { unitOf } from '../model/unit.ts';
import type { Amounts } from './amounts.ts';
import { unexplainedMs, type Ledger } from './ledger.ts';
import { samplerCostOf } from './overhead.ts';
import { paceOf, slowdown, slowdownHalfWidth } from './pace.ts';
import { completedIn, droppedIn, msPerRequest, outcomesOf } from './slices.ts';
import type { Tally } from './samples.ts';
import { shareOf, type Sampled } from './shares.ts';
import { coefficientOfVariation, sum, type Estimate } from './statistics.ts';

export interface QualityInput {
  readonly recording: Recording;
  readonly profile: Profile;
  readonly amounts: Amounts;
  readonly ledger: Ledger;
  readonly samples: number;
  readonly overhead: Overhead | undefined;
  readonly mixDifference: number | undefined;
  readonly againstItself: Ratio | undefined;
  readonly sampled: Sampled;
}

/** What a request cost more while it was sampled, as a share; the half width is 95 %, of the logarithm of 1 more. */
export interface Overhead {
  readonly share: number;
  readonly halfWidth?: number;
}

/**
 * The smaller of two ratios. CPU per request includes the cost of samples of an idle thread, which is most of it for short requests. The time of busy
 * samples includes the time a thread waits for a processor, on a busy machine.
 */
export function overheadOf(
  { cpu, javascript }: Amounts,
  sampling: readonly Slice[],
  slices: readonly Slice[],
  tallies: readonly Tally[],
): Overhead | undefined {
  const sampled = msPerRequest(sampling, ({ usage }) => usage.processCpuUs);
  if (sampled === undefined || cpu.value === 0) return undefined;
  const [pace, sampledPace] = [paceOf(slices, 'asIs'), paceOf(slices, 'cpuSampling')];
  const busyMs = sum(tallies.map(({ busyUs }) => busyUs)) / 1000 / sum(sampling.map(completedIn));
  const ofSamples = busyMs > 0 && javascript.value > 0 ? busyMs / javascript.value : Infinity;
  const share = Math.min(sampled.value / cpu.value, ofSamples) / slowdown(pace, sampledPace) - 1;
  const ofPace = slowdownHalfWidth(pace, sampledPace);
  if (ofPace === undefined) return { share };
  const relative = ({ value, halfWidth = 0 }: Estimate): number => halfWidth / value;
  return { share, halfWidth: Math.hypot(relative(sampled), relative(cpu), ofPace) };
}

function overheadInterval({ share, halfWidth }: Overhead): Pick<Quality, 'overheadInterval'> {
  if (halfWidth === undefined) return {};
  return {
    overheadInterval: { low: (1 + share) * Math.exp(-halfWidth) - 1, high: (1 + share) * Math.exp(halfWidth) - 1 },
  };
}

export function assessQuality(input: QualityInput): Quality {
  const { recording, amounts, ledger, samples, overhead, mixDifference } = input;
  const noise = coefficientOfVariation(amounts.asIs.map((slice) => slice.usage.processCpuUs / completedIn(slice)));
  const unexplained = unexplainedMs(ledger.rows, recording.app.kind);
  const gap = unexplained === undefined || amounts.cpu.value === 0 ? undefined : unexplained / amounts.cpu.value;
  const lag = Math.max(0, ...amounts.asIs.map(({ outcome }) => outcome.generatorLagMs));
  const precision = precisionOf(input);
  const samplerCost = samplerCostOf(recording.slices);
  const pace = paceOf(recording.slices, 'asIs');
  const sampledPace = paceOf(recording.slices, 'cpuSampling');
  return {
    engine: recording.engine,
    samples,
    slices: recording.slices.length,
    ...(noise === undefined ? {} : { noise }),
    ...(pace === undefined ? {} : { pace }),
    ...(pace === undefined || sampledPace === undefined ? {} : { paceWhileSampling: slowdown(pace, sampledPace) }),
    ...(overhead === undefined ? {} : { overheadShare: overhead.share, ...overheadInterval(overhead) }),
    ...(samplerCost === undefined ? {} : { samplerCost }),
    generatorLagMs: lag,
    ...(gap === undefined ? {} : { ledgerGapShare: gap }),
    ...(mixDifference === undefined ? {} : { mixDifferenceShare: mixDifference }),
    ...(input.againstItself === undefined ? {} : { againstItself: input.againstItself }),
    ...precision,
    ...(recording.savedMs === undefined ? {} : { savedSeconds: recording.savedMs / 1000 }),
    warnings: warningsOf(input, precision),
  };
}

type Precision = Pick<Quality, 'shareHalfWidth' | 'cpuHalfWidthShare'>;

const hottest = 5;
/** Wider intervals are told; each figure's own is beside it in any case. A quiet machine keeps below both. */
const mostHalfWidth = { share: 0.03, cpu: 0.15 };

/** Unknown where there are fewer than two slices of a kind. */
function precisionOf({ amounts: { cpu }, sampled }: QualityInput): Precision {
  const shares = hottestShares(sampled).flatMap(({ halfWidth }) => (halfWidth === undefined ? [] : [halfWidth]));
  return {
    ...(shares.length === 0 ? {} : { shareHalfWidth: Math.max(...shares) }),
    ...(cpu.halfWidth === undefined || cpu.value === 0 ? {} : { cpuHalfWidthShare: cpu.halfWidth / cpu.value }),
  };
}

function hottestShares(sampled: Sampled): readonly Estimate[] {
  const { tallies } = sampled;
  const size = tallies[0]?.self.length ?? 0;
  const self = Array.from({ length: size }, (_, index) => ({
    index,
    count: sum(tallies.map((tally) => tally.self[index] ?? 0)),
  }));
  const top = self
    .filter(({ count }) => count > 0)
    .sort((a, b) => b.count - a.count)
    .slice(0, hottest);
  return top.flatMap(({ index }) => shareOf(sampled, 'self', index) ?? []);
}

/** Beside the warning of too few samples this would say the same again. */
function precisionWarning(
  { recording, samples, sampled: { unseen } }: QualityInput,
  { shareHalfWidth }: Precision,
): readonly string[] {
  if (samples < fewSamples || shareHalfWidth === undefined || shareHalfWidth <= mostHalfWidth.share) return [];
  // Of a function with half of the samples that is what was not seen. More time makes chance smaller, and nothing else.
  const isMostlyUnseen = unseen / 2 > shareHalfWidth / 2;
  const advice = isMostlyUnseen
    ? 'Other programs kept the sampler waiting: close them, or measure where less is running.'
    : moreTime(recording);
  return [`The shares of the hottest functions are known to ±${(shareHalfWidth * 100).toFixed(1)} points. ${advice}`];
}

const fewSamples = 1000;

function moreTime({ app }: Recording): string {
  return app.kind === 'process' ? 'Measure for more --seconds.' : 'Give the run a longer --budget-seconds.';
}

const percent = (share: number): string => `${Math.round(share * 100)} %`;

/** First what changes most: what the figures are of, how well they are known, and then what is not in them. */
function warningsOf(input: QualityInput, precision: Precision): readonly string[] {
  const { recording, profile, amounts, ledger, samples, mixDifference } = input;
  const asIs = recording.slices.filter(({ kind }) => kind === 'asIs');
  const outcomes = outcomesOf(asIs);
  const completed = sum(asIs.map(completedIn));
  const dropped = droppedIn(asIs);
  const errors = sum(outcomes.map((outcome) => outcome.errors));
  const { cpuHalfWidthShare = 0 } = precision;
  const when = (condition: boolean, text: string): readonly string[] => (condition ? [text] : []);
  return [
    ...(recording.partial === undefined ? [] : [partialWarning(recording.partial)]),
    ...when(
      errors > 0,
      `${errors} of ${completed} requests failed (${problemsOf(recording)}): costs of failing requests are not those of working ones.`,
    ),
    ...when(
      dropped > 0,
      `${dropped} of ${completed + dropped} requests were due and never sent, because as many as allowed were under way: the application did not keep up, and latency does not tell what those would have felt. They count as errors.`,
    ),
    ...when(samples < fewSamples, `Only ${samples} CPU samples were taken: shares are rough. ${moreTime(recording)}`),
    ...precisionWarning(input, precision),
    ...when(
      cpuHalfWidthShare > mostHalfWidth.cpu,
      `CPU per ${unitOf(recording.app)} is known to ±${percent(cpuHalfWidthShare)} only: it varied between slices. Close other programs, or give the run longer.`,
    ),
    ...paceWarning(recording),
    ...when(
      (ledger.wallOverCpu ?? 1) > 1.15,
      `The app's threads were on the CPU for only ${percent(1 / (ledger.wallOverCpu ?? 1))} of their busy time: the machine was contended, or calls blocked the thread without computing.`,
    ),
    ...when(
      generatorShare(amounts.asIs) > 0.9,
      'The load generator used a whole core: the app may have been able to do more than was asked of it.',
    ),
    ...when(
      Math.abs(mixDifference ?? 0) > noticed(amounts.cpu),
      `Routes driven alone add up to ${percent(1 + (mixDifference ?? 0))} of the mix: they influence each other (caches, garbage collection, V8's type feedback).`,
    ),
    ...when(
      !amounts.threadsKnown,
      'This system does not tell CPU time per thread: work of other threads is not told apart from JavaScript.',
    ),
    ...recording.warnings,
    ...profile.warnings,
  ];
}

/** The machine's pace changed by more than anybody minds, however well the two paces are known. */
function paceWarning({ slices }: Recording): readonly string[] {
  const [asIs, sampling] = [paceOf(slices, 'asIs'), paceOf(slices, 'cpuSampling')];
  const slowed = slowdown(asIs, sampling);
  if (Math.abs(Math.log(slowed)) - (slowdownHalfWidth(asIs, sampling) ?? 0) <= Math.log(1.15)) return [];
  return [
    `The machine took ${percent(Math.abs(slowed > 1 ? slowed - 1 : 1 / slowed - 1))} longer for the same work while ${slowed > 1 ? 'shares were sampled' : 'amounts were measured'}: other programs, or other users of a shared machine, slow it down. Figures of one run fit each other; those of two runs may differ by as much.`,
  ];
}

/** A sum and a whole, each about as well known as the whole is, differ by more than both may be off and a tenth. */
function noticed({ value, halfWidth = 0 }: Estimate): number {
  return 0.1 + (Math.SQRT2 * halfWidth) / value;
}

function partialWarning(failure: Failure): string {
  return `Partial: ${describeFailure(failure).what} What is here was measured until then.`;
}

/** CPU of the generator over the time it ran, 1 for a whole core. */
function generatorShare(slices: readonly Slice[]): number {
  const wall = sum(slices.map(({ startUs, endUs }) => endUs - startUs));
  return wall === 0 ? 0 : sum(slices.map(({ outcome }) => outcome.generatorCpuUs)) / wall;
}

/** In words where the generator had some, else by status. */
function problemsOf({ slices }: Recording): string {
  const counts = new Map<string, number>();
  const failed = outcomesOf(slices.filter(({ kind }) => kind === 'asIs')).filter(({ errors }) => errors > 0);
  for (const { statuses, problems = inWords(statuses) } of failed)
    for (const [problem, count] of Object.entries(problems)) counts.set(problem, (counts.get(problem) ?? 0) + count);
  return [...counts].map(([problem, count]) => `${problem}: ${count}`).join(', ');
}

function inWords(statuses: Readonly<Record<string, number>>): Readonly<Record<string, number>> {
  return Object.fromEntries(Object.entries(statuses).map(([status, n]) => [status === '0' ? 'no answer' : status, n]));
}
