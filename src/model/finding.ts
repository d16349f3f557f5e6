/** The rules, and the shape of what they say. */

export const ruleIds = [
  'hot-function',
  'synchronous-call',
  'json-copy',
  'json-parse-per-call',
  'json-indented',
  'nested-scan',
  'copy-per-step',
  'shift-in-loop',
  'formatter-per-call',
  'compiled-per-call',
  'expression-per-call',
  'console-per-request',
  'uncompressed-response',
  'wide-response',
  'garbage',
  'not-optimised',
] as const;

export type RuleId = (typeof ruleIds)[number];

export type Facts = Readonly<Record<string, number | string>>;

export interface FindingWords {
  readonly title: string;
  readonly fix: string;
}

/** A fact as words: `bytes` with its unit. */
export interface FactsInWords {
  readonly text: (name: string) => string;
  readonly bytes: (name: string) => string;
  readonly share: (name: string) => string;
}

export type WordsByRule = Readonly<Record<RuleId, (facts: FactsInWords) => FindingWords>>;
