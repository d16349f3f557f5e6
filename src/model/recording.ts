/**
 * One measurement with all its evidence: whatever a Report says is computed from this and nothing else. Plain JSON, so
 * that it can be stored, replayed offline and used as a test fixture. Lines and columns are 1-based, times are µs on
 * one monotonic clock unless a name says otherwise.
 */
import type { OutgoingRow, ThreadIdentity } from './agent-protocol.ts';
import type { Budgets } from './budget.ts';
import type { ServerProbe, SpeedProbe } from './calibration.ts';
import type { Failure } from './failure-kinds.ts';
import type { FindingSettings } from './finding-settings.ts';
import type { RecordedKnobs } from './knob.ts';
import type { LoadEvidence } from './load-evidence.ts';
import type { PriceList } from './price-list.ts';
import type { RecordedHelpers } from './recorded-helpers.ts';
import type { RecordedGrowth, ThreadTimeline } from './recorded-memory.ts';
import type {
  AllocationSamples,
  CpuSamples,
  GeneratedPosition,
  RecordedScript,
  RecordedSource,
  RecordedCalls,
} from './recorded-samples.ts';
import type { RecordedSizes } from './recorded-sizes.ts';
import type { Slice } from './recorded-slice.ts';
import type { LeftOutRequest, RequestSource } from './scenario.ts';
import type { Deployment, Engineering, Spec, Traffic, WhatIf } from './spec.ts';

export interface Recording {
  readonly recordingVersion: 1;
  readonly tool: { readonly name: string; readonly version: string };
  readonly startedAt: string;
  readonly app: RecordedApp;
  readonly machine: Machine;
  readonly engine: string;
  /** The agent's own file, so that its work in the application is not taken for the application's. */
  readonly agentFile: string;
  /** Requests of the load, in the order that `requestIndex` counts. */
  readonly requests: readonly RecordedRequest[];
  readonly load?: RecordedLoad;
  readonly loadEvidence?: readonly LoadEvidence[];
  readonly routes: readonly RecordedRoute[];
  readonly slices: readonly Slice[];
  /** Every thread that ran JavaScript with the agent in it, those of wrappers such as npm too. */
  readonly threads?: readonly RecordedThread[];
  /** What was asked of others in the slices of that kind; absent in older recordings. */
  readonly outgoing?: readonly RecordedOutgoing[];
  readonly stacks: readonly CpuSamples[];
  readonly allocations: readonly AllocationSamples[];
  readonly scripts: readonly RecordedScript[];
  /** Absent where there was no time for it, and in older recordings. */
  readonly climb?: Climb;
  /** One per thread; absent in recordings older than this. */
  readonly timelines?: readonly ThreadTimeline[];
  /** What V8's helper threads did, slice by slice; absent in older recordings. */
  readonly helpers?: readonly RecordedHelpers[];
  /** What is to be known of original sources beside the source maps; absent in recordings of earlier versions. */
  readonly sources?: readonly RecordedSource[];
  /** Settings of V8 and Node.js that were tried; absent where none was asked for. */
  readonly knobs?: RecordedKnobs;
  /** Absent in older recordings, and where nothing was driven alone. */
  readonly calls?: readonly RecordedCalls[];
  readonly growth?: RecordedGrowth;
  /** Absent where no request says how much it asks for, or there was no time for it. */
  readonly sizes?: RecordedSizes;
  /** Planned use, as the spec had it when the measurement was made. */
  readonly traffic?: Traffic;
  readonly deployment?: Deployment;
  readonly budgets?: Budgets;
  readonly findings?: FindingSettings;
  readonly engineering?: Engineering;
  readonly whatIf?: readonly WhatIf[];
  /** Prices read since the embedded catalogue was made; they win over it. */
  readonly priceLists?: readonly PriceList[];
  readonly logTail: string;
  /** Time of the budget that was left because intervals were tight before it was over; absent for none. */
  readonly savedMs?: number;
  /** Why the measurement ended before its time; what is here was measured until then. */
  readonly partial?: Failure;
  readonly warnings: readonly string[];
}

/** By what the steps of the climb, slices of their own, were judged. */
export interface Climb {
  readonly standard: Standard;
  /** The highest load that was tried, requests per second; without a slice of its own where the application ended under it. */
  readonly triedPerSecond?: number;
  /** The load of a step that was begun; absent when all have ended, and in older recordings. */
  readonly begunPerSecond?: number;
}

export interface Standard {
  /** The objective for the 99th percentile, where there is one. */
  readonly p99Ms?: number;
  /** Share of requests that failed before the climb. */
  readonly errorShare: number;
}

export interface RecordedApp {
  readonly kind: Spec['kind'];
  /** What a process counts itself, by the channel on which it tells of it; absent where figures are per second of running. */
  readonly unit?: string;
  readonly command: readonly string[];
  readonly commandSource: string;
  readonly cwd: string;
  readonly workspaceRoot: string;
  readonly nodeVersion: string;
  readonly commit?: string;
  readonly dirty?: boolean;
}

export interface Machine {
  readonly cpuModel: string;
  readonly logicalCpus: number;
  readonly memoryBytes: number;
  readonly platform: string;
  readonly arch: string;
  /** Of the tool's own Node.js, which its pace was taken with; absent in older recordings. */
  readonly toolNodeVersion?: string;
  /** How fast it runs JavaScript; absent where that was not probed. */
  readonly probe?: SpeedProbe;
  /** The server that absolute figures are calibrated against. */
  readonly server?: ServerProbe;
}

export interface RecordedRequest {
  readonly method: string;
  /** What was sent; values of headers that look secret never come here. */
  readonly path: string;
  /** The route's pattern where known, else the path. */
  readonly route: string;
  /** Share of the mix, 0 to 1; all of them sum to 1. */
  readonly share: number;
  /** Of the answer when the request was tried once; absent where it was too long to keep, or could not be read. */
  readonly body?: BodySample;
  readonly source?: RequestSource;
  /** Name of the GraphQL operation: requests to one route that are costed apart. */
  readonly operation?: string;
  /** It works only in its place in a sequence: driven alone it fails, so that it has no cost of its own. */
  readonly onlyInSequence?: true;
  /** The parameter that says how much is asked for, and what it says; absent where there is none. */
  readonly size?: { readonly parameter: string; readonly value: number };
}

/** Where the load came from. */
export interface RecordedLoad {
  readonly files: readonly { readonly source: RequestSource; readonly file: string }[];
  readonly leftOut: readonly LeftOutRequest[];
}

/** One body, bytes. */
export interface BodySample {
  readonly wireBytes: number;
  /** Before compression. */
  readonly plainBytes: number;
  /** Content-Encoding; absent where the body was not compressed. */
  readonly encoding?: string;
  /** What gzip at its default level makes of it; only where the body was not compressed. */
  readonly gzipBytes?: number;
  readonly contentType?: string;
  /**
   * Which of the headers by which an answer is kept it had: cache-control, etag, expires, last-modified. Of GET requests that name no
   * user and whose answer sets no cookie; absent for others, and in older recordings.
   */
  readonly cacheHeaders?: readonly string[];
  /** Index of an earlier request with another address that was answered with the same bytes. */
  readonly sameAs?: number;
}

export interface RecordedRoute {
  readonly method: string;
  readonly path: string;
  readonly framework: string;
  readonly handler?: GeneratedPosition;
}

export interface RecordedThread extends Partial<ThreadIdentity> {
  readonly process: number;
  /** 0 is the main thread. */
  readonly thread: number;
  readonly pid: number;
  /** True for the one that listens at the address under load. */
  readonly serving: boolean;
  /** Why it could not be asked any more at the end, or at all; absent where it could, and in older recordings. */
  readonly unasked?: 'ended' | 'noAnswer';
  /** The process of an earlier run of the script that did the same; absent in the first run, and where there is but one. */
  readonly sameAs?: number;
}

export interface RecordedOutgoing extends OutgoingRow {
  readonly process: number;
  readonly thread: number;
  /** Index into `requests` when one request was driven alone; absent for the mix. */
  readonly requestIndex?: number;
}
