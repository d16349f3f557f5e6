/** What a run says while it goes on. The command line prints it, the extension receives it as messages. */

import type { Failure } from './failure-kinds.ts';

export type Phase =
  | 'starting'
  | 'probing'
  | 'warmup'
  | 'measuring'
  | 'climbing'
  | 'sampling'
  | 'allocation'
  | 'knobs'
  | 'reading'
  | 'computing'
  | 'storing'
  | 'versions'
  | 'comparing';

export type ProgressEvent =
  | { readonly kind: 'phase'; readonly phase: Phase; readonly detail?: string }
  /** `fraction` is 0 to 1 of the whole run. */
  | {
      readonly kind: 'progress';
      readonly fraction: number;
      readonly requestsPerSecond?: number;
      readonly cpuMsPerRequest?: number;
    }
  | { readonly kind: 'warning'; readonly text: string };

/** What the command line tells a parent process that asked for events. */
export type RunEvent =
  | ProgressEvent
  | { readonly kind: 'done'; readonly runId?: string; readonly reportFile: string }
  | {
      readonly kind: 'failed';
      readonly exitCode: number;
      readonly what: string;
      readonly next: string;
      readonly log?: string;
      /** The same as data, to be told in another language; absent of an interruption or a bug. */
      readonly failure?: Failure;
    };

export type OnProgress = (event: ProgressEvent) => void;
