/** The rules, and the shape of what they say. */

/** Rules on what the run saw beside the CPU of functions. */
export const runRuleIds = [
  'repeated-upstream',
  'upstream-without-keep-alive',
  'upstream-over-fetch',
  'awaits-in-series',
  'blocked-loop',
  'memory-growth',
  'thread-pool-full',
  'development-mode',
  'runtime-setting',
  'costly-dependency',
] as const;

export const ruleIds = [
  'hot-function',
  'synchronous-call',
  'json-copy',
  'json-parse-per-call',
  'json-indented',
  'json-compare',
  'nested-scan',
  'copy-per-step',
  'shift-in-loop',
  'formatter-per-call',
  'compiled-per-call',
  'expression-per-call',
  'backtracking-expression',
  'error-per-call',
  'repeated-in-loop',
  'same-arguments',
  'console-per-request',
  'costly-log-message',
  'uncompressed-response',
  'wide-response',
  'uncacheable-response',
  'duplicate-response',
  'garbage',
  'not-optimised',
  ...runRuleIds,
] as const;

export type RuleId = (typeof ruleIds)[number];

export type Facts = Readonly<Record<string, number | string>>;

export interface FindingWords {
  readonly title: string;
  readonly fix: string;
}

/** A fact as words: `bytes` with its unit. */
export interface FactsInWords {
  /** What figures are per. */
  readonly per: string;
  readonly text: (name: string) => string;
  readonly bytes: (name: string) => string;
  readonly share: (name: string) => string;
  readonly ms: (name: string) => string;
  /** A measured number without a unit. */
  readonly number: (name: string) => string;
  /** A whole number, exact. */
  readonly count: (name: string) => string;
  readonly has: (name: string) => boolean;
}

export type RunRuleId = (typeof runRuleIds)[number];

type Words<Id extends RuleId> = Readonly<Record<Id, (facts: FactsInWords) => FindingWords>>;
export type WordsByRule = Words<RuleId>;
export type WordsByRunRule = Words<RunRuleId>;
