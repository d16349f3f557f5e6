/** Which findings a project wants to be told, as leanscope.json states it. */
import type { RuleId } from './finding.ts';

export interface FindingSettings {
  /** Most findings that a Report has; the first are those that are worth most. */
  readonly limit?: number;
  /**
   * Part of the application's CPU, or of the bytes it sends, from which on a rule is heard: 0 to 1, `*` for the rules that are
   * not named. It replaces the rule's own.
   */
  readonly thresholds?: Readonly<Partial<Record<RuleId | '*', number>>>;
  readonly ignore?: readonly IgnoredFindings[];
}

/** All that is named here has to fit; a file is one, or a folder with all that is in it ("src/vendor/"). */
export interface IgnoredFindings {
  readonly rule: RuleId | '*';
  readonly file?: string;
  readonly function?: string;
  /** "GET /feed", for findings about a route. */
  readonly route?: string;
  /** For those who read it later. */
  readonly reason: string;
}
