/** Gone after compilation: what follows it in a file stands on another line of the compiled text. */
export interface Rounds {
  readonly count: number;
  readonly seed?: number;
}
