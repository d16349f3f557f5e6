/** Load that has not been sent yet: made by `load/` from Spec and Target, started by `capture/`. */
import type { RecordedRequest, SliceOutcome } from './recording.ts';

export interface Workload {
  readonly requests: readonly RecordedRequest[];
  /** What was left out of the load and why, in words. */
  readonly warnings: readonly string[];
  /** Starts the generator process; still nothing is sent. */
  open(): Promise<LoadSession>;
}

export interface LoadSession {
  /** Sends for `durationMs`, waits for the answers still due, and says what came of it. */
  run(slice: {
    readonly durationMs: number;
    readonly requestIndex?: number;
    readonly signal?: AbortSignal;
  }): Promise<SliceOutcome>;
  close(): Promise<void>;
}
