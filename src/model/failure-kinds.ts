/**
 * Expected failures: everything that can go wrong without a bug of ours, and what of it its words are made of.
 * Anything thrown that is not a `FailureError` is a bug.
 */
export type Failure =
  | { readonly kind: 'badCall'; readonly problem: string; readonly fix: string }
  | { readonly kind: 'badFile'; readonly file: string; readonly problem: string; readonly fix: string }
  | { readonly kind: 'badProfile'; readonly file: string; readonly problem: ProfileProblem }
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
  | { readonly kind: 'generatorDied'; readonly reason: string }
  | { readonly kind: 'probeFailed' }
  | { readonly kind: 'unknownRun'; readonly run: string; readonly cwd: string };

/** Why a `.cpuprofile` or `.heapprofile` cannot be shown beside the code. */
export type ProfileProblem =
  'noSuchFile' | 'unreadable' | 'tooLarge' | 'notAProfile' | 'damaged' | 'noSamples' | 'noSources' | 'nothingOfTheApp';

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
