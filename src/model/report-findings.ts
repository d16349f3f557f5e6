/** The Report’s findings and budgets. */
import type { BudgetMetric } from './budget.ts';
import type { Interval } from './interval.ts';
import type { Worth } from './report-plan.ts';

/**
 * - `certain`: the pattern was seen in the source, and its cost measured at that very place.
 * - `likely`: the cost is measured; that the pattern is its cause, or that it can be done without, is not.
 * - `lookHere`: it costs, and no pattern is known.
 */
export type Certainty = 'certain' | 'likely' | 'lookHere';

export interface ReportAdvice {
  readonly rule: string;
  readonly title: string;
  readonly file?: string;
  readonly line?: number;
  readonly endLine?: number;
  /** The function that it is in. */
  readonly function?: string;
  /** "GET /products/:id", where it is about a route. */
  readonly route?: string;
  /** What was seen, in English. */
  readonly evidence: string;
  /** The same as data, from which it can be told in another language. */
  readonly observed?: readonly ReportObservation[];
  /** By way of whom most of its cost comes: from the outermost function of the application to the one that it is in. */
  readonly stack?: readonly ReportFrame[];
  /** What to do about it, in a sentence. */
  readonly fix?: string;
  /** What the rule's words are about: numbers and names of this finding, from which they can be told in another language. */
  readonly facts?: Readonly<Record<string, number | string>>;
  readonly saving: AdviceSaving;
  /** Where the same fix mends several; absent for one. */
  readonly places?: readonly ReportPlace[];
  readonly certainty: Certainty;
}

/** One of the places of a finding. */
export interface ReportPlace {
  /** Its part of what is sent less, at most. */
  readonly bytesOutPerRequest?: number;
  readonly route?: string;
  readonly file?: string;
  readonly line?: number;
}

/** A function on the way; `line` is its first. Functions of Node.js itself are left out. */
export interface ReportFrame {
  readonly name: string;
  readonly file: string;
  readonly line?: number;
}

/** What was seen of a finding: `id` says which sentence tells it. A later version may know more of them. */
export interface ReportObservation {
  readonly id: string;
  readonly values: Readonly<Record<string, number | string>>;
}

/** What the fix saves: figures without an interval, and money, are upper ends. */
export interface AdviceSaving extends Worth {
  /** The range that the fix falls into; `high` is `cpuMsPerRequest`. A `low` of 0 says that no lower end is known. Absent in older Reports. */
  readonly cpuMsPerRequestInterval?: Interval;
  /** The same over the CPU of a request, 0 to 1. */
  readonly cpuShareInterval?: Interval;
  /** Both ends were measured beside the application, not derived from what the code costs. */
  readonly measured?: true;
  readonly bytesOutPerRequestInterval?: Interval;
  /** Sent less, per request of the mix. */
  readonly bytesOutPerRequest?: number;
  readonly egressUsdPerMillionRequests?: number;
  /** Allocated less, per request of the mix. */
  readonly allocatedBytesPerRequest?: number;
  /** Read less from other services, per request of the mix. */
  readonly upstreamBytesPerRequest?: number;
  /** Time that a request of the mix waits less, ms. */
  readonly waitMsPerRequest?: number;
  /** Kept in memory less, by each request of the mix. */
  readonly keptBytesPerRequest?: number;
  /** Of one core, more than now. */
  readonly requestsPerSecondPerCore?: number;
}

/** CPU that all findings save together, ms per request: no cost counts twice, and never more than all there is. */
export interface FindingsTogether {
  readonly cpuMsPerRequestInterval: Interval;
  readonly cpuShareInterval: Interval;
}

/**
 * - `within`: at most the limit.
 * - `over`: above it, with its whole 95 % interval where there is one.
 * - `unclear`: measured above it, but the interval holds the limit.
 * - `unknown`: not measured in this run, or no such route or function was seen.
 */
export type BudgetVerdict = 'within' | 'over' | 'unclear' | 'unknown';

export interface ReportBudget {
  readonly scope: 'app' | 'route' | 'function';
  /** The route or function as leanscope.json names it; absent for the application. */
  readonly name?: string;
  readonly metric: BudgetMetric;
  readonly limit: number;
  readonly value?: number;
  readonly interval?: Interval;
  readonly verdict: BudgetVerdict;
  readonly file?: string;
  readonly line?: number;
}
