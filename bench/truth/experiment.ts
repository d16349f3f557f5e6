/** What an experiment is: a hypothesis as the product states it, and a way to measure it once more. */
import type { Hypothesis } from './statistics.ts';

export interface Claim {
  /** As it is chosen with `--only`. */
  readonly name: string;
  /** One sentence with the bound and its unit, as README and docs state it. */
  readonly sentence: string;
  readonly hypothesis: Hypothesis;
  /** What stands behind a figure: ` %`, ` points`, ` ms`; empty for a ratio. */
  readonly unit: string;
}

export interface Experiment {
  /** Each gets one figure from each replicate. */
  readonly claims: readonly Claim[];
  /** What one replicate measures. */
  readonly replicate: string;
  /** A replicate takes at least so long. */
  readonly leastSeconds: number;
  /** Replicates below which an answer is not to be expected, however clear the matter is. */
  readonly fewest: number;
  /** Of the whole time, in minutes of the default. */
  readonly weight: number;
  /** The machine has to stay as fast as it was from the beginning of a replicate to its end: two of its parts are held against each other. */
  readonly needsSteadyPace?: boolean;
  /** Rejects with `CannotTell` where something is missing here. */
  open(signal: AbortSignal): Promise<Running>;
}

/** Figures by name of the claim. */
export type Figures = Readonly<Record<string, number>>;

export interface Running {
  /** `turn` counts from 0: what rotates rotates by it. */
  replicate(turn: number): Promise<Figures>;
  close(): Promise<void>;
}

/** Nothing to measure with: says what is missing and how to get it. */
export class CannotTell extends Error {}

/** The product ended with a bug of its own (exit code 4): no answer of the bench stands beside that. */
export class ProductCrash extends Error {}
