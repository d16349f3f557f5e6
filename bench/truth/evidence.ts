/** What the bench knows of a claim at a moment, and the answer in three words. */
import type { Claim, Experiment } from './experiment.ts';
import { mostOthersShare, type Noise } from './noise.ts';
import { judge, replicatesToDecide, summaryOf } from './statistics.ts';

export type Answer = 'holds' | 'does not hold' | 'cannot tell here';

/** Of an experiment: what all its claims share. */
export interface Trial {
  readonly experiment: Experiment;
  /** Those that were asked for. */
  readonly evidence: readonly Evidence[];
  /** Of each replicate that ended, set aside or not. */
  readonly noises: Noise[];
  setAside: { busy: number; unsteady: number };
  /** What was said of each that failed. */
  readonly failures: string[];
  spentMs: number;
  /** Why nothing can be measured here. */
  missing?: string;
}

export interface Evidence {
  readonly claim: Claim;
  readonly values: number[];
  /** The first answer that the evidence gave: it stays. */
  verdict: 'holds' | 'does not hold' | 'undecided';
}

export function beginTrial(experiment: Experiment, chosen: (claim: Claim) => boolean): Trial {
  const evidence = experiment.claims
    .filter(chosen)
    .map((claim): Evidence => ({ claim, values: [], verdict: 'undecided' }));
  return { experiment, evidence, noises: [], setAside: { busy: 0, unsteady: 0 }, failures: [], spentMs: 0 };
}

export function isDecided({ evidence }: Trial): boolean {
  return evidence.every(({ verdict }) => verdict !== 'undecided');
}

/** An answer that is there stays, and so do the figures that it rests on. */
export function add(evidence: Evidence, value: number): void {
  if (evidence.verdict !== 'undecided') return;
  evidence.values.push(value);
  evidence.verdict = judge(evidence.claim.hypothesis, summaryOf(evidence.values));
}

export function answerOf({ verdict }: Evidence): Answer {
  return verdict === 'undecided' ? 'cannot tell here' : verdict;
}

/** Empty where the answer is there. */
export function whatWouldHelp(trial: Trial, evidence: Evidence): string {
  if (evidence.verdict !== 'undecided') return '';
  if (trial.missing !== undefined) return trial.missing;
  const { values, claim } = evidence;
  const { setAside, failures, experiment, noises } = trial;
  const aside = setAside.busy + setAside.unsteady;
  if (values.length === 0 && failures.length > 0) return `every replicate failed: ${failures.at(-1) ?? ''}`;
  const helps: string[] = [];
  if (setAside.busy > 0)
    helps.push(
      `a quieter machine: other programs took more than ${100 * mostOthersShare} % of it in ${setAside.busy} of ${noises.length} replicates`,
    );
  if (setAside.unsteady > 0)
    helps.push(`a machine of even speed: it changed during ${setAside.unsteady} of ${noises.length} replicates`);
  // Where all was set aside, time alone would not help.
  if (values.length < 2) return [...helps, ...(aside > 0 ? [] : [moreTime(needFor(experiment))])].join('; ');
  const needed = replicatesToDecide(claim.hypothesis, summaryOf(values));
  if (needed === undefined)
    return [...helps, 'no number of replicates in reach: the figure is too near its bound'].join('; ');
  // Those that are set aside take their time too.
  const secondsEach = trial.spentMs / 1000 / values.length;
  const more = needed - values.length;
  return [...helps, `some ${more} more replicates: ${moreTime(more * secondsEach)}`].join('; ');
}

function moreTime(seconds: number): string {
  return `about ${Math.max(1, Math.ceil(seconds / 60))} min more for it`;
}

/** Seconds below which an experiment had better leave its time to others. */
export function needFor({ leastSeconds, fewest }: Experiment): number {
  return fewest * leastSeconds;
}
