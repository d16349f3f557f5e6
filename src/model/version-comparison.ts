/**
 * Two versions of the code measured side by side: made by `compare/versions/`, read by views. Unknown stays absent, never 0. Figures are
 * per request; a ratio is head over base.
 */
import type { Interval, Ratio } from './interval.ts';
import type { Origin } from './profile.ts';

export const sides = ['base', 'head'] as const;
export type Side = (typeof sides)[number];

export interface Version {
  readonly side: Side;
  /** As the user named it, or "the working tree". */
  readonly name: string;
  readonly commit: string;
  /** First line of the commit's message. */
  readonly subject: string;
  /** Of the working tree: files that differ from the commit. */
  readonly changedFiles?: number;
  /** Linked from the working tree, installed for it, or none needed. */
  readonly packages: 'shared' | 'installed' | 'none';
  /** Files that git ignores and that were copied into it. */
  readonly included: readonly string[];
}

/** `undecided`: the interval still holds both a difference that counts and none. */
export type VersionVerdict = 'better' | 'worse' | 'same' | 'undecided';

export const comparedFigures = ['cpuMs', 'allocatedBytes', 'bytesOut', 'bytesIn', 'gcMs'] as const;
export type ComparedFigure = (typeof comparedFigures)[number];

export interface FigureChange {
  /** Geometric means of the starts. */
  readonly base?: number;
  readonly head?: number;
  /** The interval holds at every look together, and beside the other figures. */
  readonly ratio?: Ratio;
  /** By how much two starts of one version differ: standard deviation of a start, as a share. */
  readonly spread?: number;
  /** The smallest difference that this measurement would have found 4 times of 5, as a share. */
  readonly couldSee?: number;
  readonly verdict: VersionVerdict;
}

export interface RouteChange {
  readonly method: string;
  readonly path: string;
  readonly operation?: string;
  readonly cpuMs: FigureChange;
  readonly bytesOut: FigureChange;
  readonly allocatedBytes: FigureChange;
}

export interface FunctionChange {
  readonly name: string;
  readonly file: string;
  /** In head, or in base where head has none. */
  readonly line?: number;
  readonly endLine?: number;
  readonly origin: Origin;
  readonly package?: string;
  /** Where it stood in base, if elsewhere. */
  readonly baseFile?: string;
  /** CPU of its own and of the library code it calls, ms per request; 0 where a version has it not, or it never ran. */
  readonly base: number;
  readonly head: number;
  /** Head minus base; 95 %. */
  readonly difference: number;
  readonly interval: Interval;
  /** Part of base's CPU per request. */
  readonly share: number;
  readonly verdict: VersionVerdict;
  readonly only?: Side;
  /** What changed in it, as `git diff` prints it. */
  readonly hunks?: string;
}

/** What became of one request. */
export interface AnswerChange {
  readonly method: string;
  readonly path: string;
  readonly verdict: 'same' | 'differs' | 'cannotTell';
  /** Where: `status`, `header content-type`, `$.items[3].total`, `line 12`. */
  readonly at?: string;
  readonly base?: string;
  readonly head?: string;
  /** How many other places differ. */
  readonly more?: number;
}

export interface AnswersChange {
  readonly verdict: 'same' | 'differs' | 'cannotTell';
  /** Answers that were held against base's. */
  readonly compared: number;
  readonly same: number;
  readonly requests: readonly AnswerChange[];
}

export interface VersionComparison {
  readonly versionComparisonVersion: 1;
  readonly tool: { readonly name: string; readonly version: string };
  readonly startedAt: string;
  readonly seconds: number;
  readonly command: string;
  readonly nodeVersion: string;
  readonly cpuModel: string;
  readonly base: Version;
  readonly head: Version;
  /** Packages differ between the two: a part of the effect. */
  readonly lockDiffers: boolean;
  /** Starts of each version. */
  readonly starts: number;
  /** A difference that is smaller counts as none, as a share. */
  readonly least: number;
  readonly verdict: VersionVerdict;
  /** What decided it. */
  readonly because: Because;
  /** Where it is undecided: about how much longer, s. */
  readonly secondsMore?: number;
  readonly figures: Readonly<Record<ComparedFigure, FigureChange>>;
  readonly routes: readonly RouteChange[];
  /** By the size of the difference, greatest first. */
  readonly functions: readonly FunctionChange[];
  readonly answers: AnswersChange;
  /** Requests that work in one version only, in words. */
  readonly onlyIn: Readonly<Record<Side, readonly string[]>>;
  /** USD a month for the planned traffic, head minus base; absent where no traffic is planned. */
  readonly usdPerMonth?: number;
  readonly warnings: readonly string[];
}

export type Because =
  | { readonly kind: 'figure'; readonly figure: ComparedFigure }
  | { readonly kind: 'route'; readonly route: string }
  | { readonly kind: 'function'; readonly name: string; readonly file: string }
  | { readonly kind: 'answers' };
