/** What the thread that hears signals and the one that works say to each other. */
import type { RunEvent } from '../model/progress.ts';

export interface ToWork {
  readonly kind: 'interrupt';
}

export type FromWork =
  /** It wants to be told of an interruption, and ends by itself then. */
  | { readonly kind: 'listens' }
  /** It has heard of it. */
  | { readonly kind: 'ending' }
  | { readonly kind: 'event'; readonly event: RunEvent };

/** Of the terminal: a thread beside the first one knows nothing of it. */
export interface WorkData {
  readonly columns: number | undefined;
}
