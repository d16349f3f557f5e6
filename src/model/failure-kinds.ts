/**
 * Expected failures: everything that can go wrong without a bug of ours, and what of it its words are made of.
 * Anything thrown that is not a `FailureError` is a bug.
 */
export type Failure =
  | { readonly kind: 'badCall'; readonly problem: string; readonly fix: string }
  | { readonly kind: 'badFile'; readonly file: string; readonly problem: string; readonly fix: string }
  | BadProfile
  | { readonly kind: 'nothingToRun'; readonly cwd: string }
  | { readonly kind: 'cannotStart'; readonly command: readonly string[]; readonly cwd: string; readonly reason: string }
  | {
      readonly kind: 'exitedBeforeListening';
      readonly command: readonly string[];
      readonly exit: ExitStatus;
      readonly log: string;
    }
  | {
      readonly kind: 'neverListened';
      readonly command: readonly string[];
      readonly waitedMs: number;
      readonly log: string;
      readonly agentSeen: boolean;
    }
  | {
      readonly kind: 'crashedUnderLoad';
      readonly command: readonly string[];
      readonly exit: ExitStatus;
      readonly phase: string;
      readonly log: string;
    }
  /** What serves was started by a process that was there before, which is not ours to end. */
  | {
      readonly kind: 'supervised';
      readonly command: readonly string[];
      readonly pid: number;
      readonly supervisor: { readonly pid: number; readonly command: string };
    }
  | {
      readonly kind: 'scriptFailed';
      readonly command: readonly string[];
      readonly exit: ExitStatus;
      readonly log: string;
    }
  | {
      readonly kind: 'noUnits';
      readonly command: readonly string[];
      readonly channel: string;
      readonly log: string;
    }
  | {
      readonly kind: 'endedBeforeTime';
      readonly command: readonly string[];
      readonly exit: ExitStatus;
      readonly log: string;
    }
  | {
      readonly kind: 'neverStarted';
      readonly command: readonly string[];
      readonly waitedMs: number;
      readonly log: string;
    }
  | { readonly kind: 'noEvidence'; readonly command: readonly string[]; readonly log: string }
  | { readonly kind: 'noRoutes'; readonly baseUrl: string; readonly tried: readonly string[] }
  | {
      readonly kind: 'everythingFails';
      readonly baseUrl: string;
      readonly examples: readonly string[];
      readonly log: string;
    }
  | { readonly kind: 'foreignHost'; readonly hostname: string }
  | { readonly kind: 'setupFails'; readonly problem: string; readonly log: string }
  | { readonly kind: 'unresponsive'; readonly what: string; readonly waitedMs: number; readonly log: string }
  /** What was asked of an agent came to nothing: its thread ended meanwhile, or the application broke what the agent needs. */
  | {
      readonly kind: 'agentFailed';
      readonly problem: 'gone' | 'threw';
      readonly what: string;
      /** JavaScript's own words, for who looks into it. */
      readonly reason?: string;
      readonly log: string;
    }
  | { readonly kind: 'engineNotLoadable'; readonly engine: string; readonly reason: string; readonly fix: string }
  | { readonly kind: 'cannotAttach'; readonly pid: number; readonly problem: AttachProblem; readonly detail?: string }
  /** What the load as a whole may take; seconds or bytes. */
  | { readonly kind: 'limitReached'; readonly limit: 'bytes' | 'seconds'; readonly most: number }
  /** The system lets this user have too little of something: numbers, or bytes of memory. */
  | {
      readonly kind: 'narrowLimit';
      readonly limit: 'files' | 'processes' | 'memory';
      readonly has?: number;
      readonly needs?: number;
    }
  /** A version of the code is not ready to be started. */
  | {
      readonly kind: 'cannotPrepare';
      readonly version: string;
      readonly step: PreparingStep;
      readonly command: readonly string[];
      readonly log: string;
    }
  /** What went wrong with one of two versions. */
  | { readonly kind: 'versionFailed'; readonly version: string; readonly failure: Failure }
  | { readonly kind: 'generatorDied'; readonly reason: string }
  | { readonly kind: 'probeFailed' }
  | { readonly kind: 'unknownRun'; readonly run: string; readonly cwd: string };

export type PreparingStep = 'checkOut' | 'install' | 'build' | 'setup';

export interface BadProfile {
  readonly kind: 'badProfile';
  readonly file: string;
  readonly problem: ProfileProblem;
  /** Of what the samples are, where none is of the application. */
  readonly counted?: CountedSamples;
  /** Files that were not found. */
  readonly missing?: readonly string[];
}

/** Why a profile cannot be shown beside the code. */
export type ProfileProblem =
  | 'noSuchFile'
  | 'unreadable'
  | 'tooLarge'
  | 'notAProfile'
  | 'damaged'
  | 'noSamples'
  | 'noSources'
  | 'changedSources'
  | 'nothingOfTheApp'
  | OtherFile;

/** Kinds of files that people name in place of a profile. */
export type OtherFile =
  | 'empty'
  | 'heapSnapshot'
  | 'traceWithoutSamples'
  | 'speedscope'
  | 'firefoxProfile'
  | 'otherLanguage'
  | 'perfData'
  | 'perfText'
  | 'v8Log'
  | 'profileAsText'
  | 'coverage'
  | 'nodeReport'
  | 'har'
  | 'sourceMap'
  | 'leanscopeReport'
  | 'page'
  | 'picture'
  | 'archive'
  | 'program'
  | 'otherText'
  | 'otherBytes';

/** Parts of all samples, from 0 to 1. */
export interface CountedSamples {
  readonly idle: number;
  /** Packages. */
  readonly libraries: number;
  /** Node.js and V8 themselves, garbage collection included. */
  readonly engine: number;
  /** The application's own, too few in each function for a hint. */
  readonly app: number;
  /** In code that lies in no file: `eval`, the console, a blob. */
  readonly nowhere: number;
}

/** Why the tool cannot get into a process that is running. */
export type AttachProblem =
  | 'noSuchProcess'
  | 'notOurs'
  | 'notNode'
  | 'inspectorOff'
  | 'didNotOpen'
  | 'portTaken'
  | 'alreadyDebugged'
  | 'agentRefused'
  | 'notListening';

/** How a process ended: an exit code, or the signal that killed it. */
export interface ExitStatus {
  readonly code: number | null;
  readonly signal: string | null;
}

export interface FailureText {
  /** What happened, to what: one sentence. */
  readonly what: string;
  /** What to do next: one sentence. */
  readonly next: string;
  /** The application's own last words, where the application is the cause. */
  readonly log?: string;
}
