/** What V8's helper threads did in a short slice, µs of CPU time. */
export interface RecordedHelpers {
  /** All that they used, as the operating system says. */
  readonly engineUs: number;
  readonly collectorUs: number;
  readonly compilerUs: number;
}
