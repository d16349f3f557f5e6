/** The Report’s load: what was sent, what came of it by route, and what the application asked of others. */
import type { Interval } from './interval.ts';
import type { Latency, LatencyParts, LatencyPercentiles, ReportBody } from './report-totals.ts';
import type { LeftOutRequest, RequestSource } from './scenario.ts';

/** What was sent, where it came from, and what was not sent. */
export interface ReportLoad {
  readonly requests: readonly ReportRequest[];
  /** Files the requests, or values in them, were taken from; relative to the workspace. */
  readonly files: readonly { readonly source: RequestSource; readonly file: string }[];
  readonly leftOut: readonly LeftOutRequest[];
}

export interface ReportRequest {
  readonly method: string;
  /** As it was written: placeholders are not filled, and no secret stands in it. */
  readonly path: string;
  readonly route: string;
  /** Share of the mix, 0 to 1. */
  readonly share: number;
  readonly source?: RequestSource;
}

export interface ReportRoute {
  readonly method: string;
  readonly path: string;
  /** Name of the GraphQL operation: one address serves them all. */
  readonly operation?: string;
  readonly file?: string;
  readonly line?: number;
  readonly requests: number;
  readonly errors: number;
  readonly share: number;
  readonly cpuMsPerRequest?: number;
  readonly interval?: Interval;
  readonly allocatedBytesPerRequest?: number;
  /** On the socket, headers included. */
  readonly bytesInPerRequest?: number;
  readonly bytesOutPerRequest?: number;
  readonly body?: ReportBody;
  readonly repeats?: ReportRepeats;
  /** Of its requests: those that are answered as another address is. */
  readonly twins?: readonly ReportTwin[];
  /** What a request to this route asks of others, all upstreams together. */
  readonly outgoing?: Outgoing;
  readonly latencyMs: Latency;
  readonly latencyPercentiles?: LatencyPercentiles;
  readonly latencyPartsMs?: LatencyParts;
  readonly requestsPerSecondPerCore?: number;
  /** Compute, of a million requests to this route. */
  readonly usdPerMillionRequests?: number;
  /** Compute at the stated traffic, of which this route has its share. */
  readonly usdPerMonth?: number;
  readonly egressUsdPerMillionRequests?: number;
  readonly egressUsdPerMonth?: number;
}

/** Answers to exactly the same GET request, one of each slice, held against the one looked at before. */
export interface ReportRepeats {
  readonly compared: number;
  /** Of them: the same byte for byte. */
  readonly same: number;
  /** Headers by which its answers may be kept; empty where there are none, absent where they are for one user. */
  readonly cacheHeaders?: readonly string[];
}

export interface ReportTwin {
  /** "GET /products?page=2". */
  readonly request: string;
  readonly sameAs: string;
  /** Of the body, as it was sent. */
  readonly bytes: number;
  /** Of the mix, 0 to 1. */
  readonly share: number;
}

/** Requests that the application sends, or round trips of other protocols; bytes with headers. */
export interface Outgoing {
  readonly callsPerRequest: number;
  readonly bytesOutPerRequest: number;
  readonly bytesInPerRequest: number;
}

/** Per request of the mix. */
export interface ReportUpstream extends Outgoing {
  /** `tcp`, `tls`, `local`: not HTTP, a database's protocol say. */
  readonly protocol: 'http' | 'https' | 'tcp' | 'tls' | 'local';
  readonly host: string;
  readonly method?: string;
  /** Pattern of the path; no query, `:id` for what may be a name or a key. */
  readonly path?: string;
  /** New connections per call: 0 where all are reused. */
  readonly connectionsPerCall?: number;
  readonly meanMs?: number;
  readonly errorShare?: number;
  readonly callSites?: readonly {
    readonly name: string;
    readonly file: string;
    readonly line: number;
    readonly share: number;
  }[];
  /** Per request of that route; only of routes that were driven alone. */
  readonly routes?: readonly (Outgoing & { readonly method: string; readonly path: string })[];
}
