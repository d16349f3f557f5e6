/** Load that has not been sent yet: made by `load/` from Spec and Target, started by `capture/`. */
import type { GivenAnswer } from './given-answer.ts';
import type { SliceOutcome } from './recorded-slice.ts';
import type { RecordedRequest } from './recording.ts';
import type { OpenArrival } from './spec.ts';
import type { LeftOutRequest } from './scenario.ts';

export interface Workload {
  /** Starts the generator process; still nothing is sent. */
  open(): Promise<LoadSession>;
}

export interface PreparedLoad {
  /** In the order that `requestIndex` counts. */
  readonly requests: readonly RecordedRequest[];
  /** What is not sent, and why. */
  readonly leftOut: readonly LeftOutRequest[];
  /** What is to be known of the load, in words. */
  readonly warnings: readonly string[];
  /** Requests that failed when tried once, in words: "GET /cart → 404". */
  readonly failures: readonly string[];
  /** Why no user could get through the scenario's setup, in words; nothing else was tried then. */
  readonly setupProblem?: string;
}

/** All connections send at once, and the next time when all answers are in. */
export interface Burst {
  /** At most; never fewer than the load has connections, as far as `LoadSlice.connections` allows. */
  readonly requests: number;
  /** For so long the generator does nothing at all. */
  readonly quietMs: number;
}

export interface LoadSlice {
  readonly durationMs: number;
  /** Absent for a closed load: each connection sends its next request when the last one is answered. */
  readonly arrival?: OpenArrival;
  /** One request alone; absent for the mix. */
  readonly requestIndex?: number;
  /** Of that request: how much it asks for, where it has a parameter for it. */
  readonly size?: number;
  /** At most so many of the scenario's connections send; of an open load, so many requests are under way. */
  readonly connections?: number;
  /** Of a closed load. Where the user has limited requests per second it is driven evenly all the same. */
  readonly burst?: Burst;
  /** How long answers are waited for once the slice is over, if that is shorter than the limit of every answer. */
  readonly patienceMs?: number;
}

export interface LoadSession {
  /**
   * Sends each request once, fills path parameters from what comes back, and leaves out what fails. All of it takes about
   * `patienceMs` at most.
   */
  prepare(patienceMs?: number): Promise<PreparedLoad>;
  /** Sends for `durationMs`, waits for the answers still due, and says what came of it. */
  run(slice: LoadSlice): Promise<SliceOutcome>;
  /** Sends each request of `prepare` a few times, one at a time, and gives the answers. */
  answers(): Promise<readonly GivenAnswer[]>;
  close(): Promise<void>;
}
