/** What another load engine measured of the same application: shown beside our own figures, never mixed with them. */
export interface LoadEvidence {
  readonly engine: 'k6' | 'artillery';
  /** The summary's file, as its user named it. */
  readonly file: string;
  readonly requests: number;
  /** Requests that failed: no answer, or a status from 400 up; k6 counts by its script's own rules. */
  readonly failed?: number;
  readonly requestsPerSecond?: number;
  readonly latencyMs: {
    readonly p50?: number;
    readonly p90?: number;
    readonly p95?: number;
    readonly p99?: number;
    readonly p999?: number;
    readonly max?: number;
  };
  /** Over time, where the summary tells: what came at which rate. */
  readonly curve?: readonly {
    readonly requestsPerSecond: number;
    readonly failed?: number;
    readonly p50Ms?: number;
    readonly p99Ms?: number;
  }[];
}
