export interface SiegeOptions {
  readonly seed: number;
  /** On the clock of `performance.now()`: nothing new is begun after it. */
  readonly deadlineMs: number;
  /** How many are tried at most. */
  readonly count: number;
  /** Side by side. */
  readonly jobs: number;
  /** Every so manyth input is given to the program as it is installed; the others to its sources. */
  readonly programEvery?: number;
  /** Only what has this in its name. */
  readonly name?: string;
}
