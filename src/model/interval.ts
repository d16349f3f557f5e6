export interface Interval {
  readonly low: number;
  readonly high: number;
}

/** With its 95 % interval. */
export interface Ratio {
  readonly value: number;
  readonly low: number;
  readonly high: number;
}
