/** What the extension and the report page say to each other. */
import type { Report } from './report.ts';
import type { RunSummary } from './run-summary.ts';
import type { Plans } from './spec.ts';

export type ToPage =
  | {
      readonly kind: 'report';
      readonly report: Report;
      readonly locale: string;
      /** Where the page is to open; absent where it stays as it is. */
      readonly show?: PageTarget;
    }
  /** What is stored beside the run that is shown, newest first. */
  | { readonly kind: 'runs'; readonly runs: readonly ListedRun[] }
  /** A stored run that was asked for; without its Report where that cannot be read. */
  | { readonly kind: 'run'; readonly runId: string; readonly report?: Report };

export interface ListedRun {
  readonly runId: string;
  readonly summary: RunSummary;
}

export type PageTarget =
  /** `functionId` is the `id` of a function of the Report. */
  { readonly tab: 'functions' | 'flame'; readonly functionId: string } | { readonly tab: 'findings' };

export type FromPage =
  | { readonly kind: 'ready' }
  /** What could this run be held against? */
  | { readonly kind: 'listRuns' }
  | { readonly kind: 'readRun'; readonly runId: string }
  | { readonly kind: 'openSource'; readonly file: string; readonly line: number }
  /** To be written into leanscope.json. */
  | { readonly kind: 'savePlan'; readonly plans: Plans }
  /** To be asked where to; `name` is what the file might be called. */
  | { readonly kind: 'saveFile'; readonly name: string; readonly content: string | Uint8Array<ArrayBuffer> }
  /** The page itself as a file, which only the extension has the parts of. */
  | { readonly kind: 'savePage'; readonly name: string; /** With excerpts of it. */ readonly source: boolean };

/** In a file on disk there is nobody to send the Report: it stands as JSON in the script element of this id. */
export const reportElementId = 'leanscope-report';
/** And here what the rules of its findings are about: `RulePages`. */
export const rulePagesElementId = 'leanscope-rules';
/** And here the excerpts of the source, where the page carries any. */
export const sourceElementId = 'leanscope-source';
