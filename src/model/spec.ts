/** What to run and what it will face. Made by `spec/`, read by `launch/`, `load/`, `capture/` and `price/`. */
import type { Budgets } from './budget.ts';

import type { DataRows, DescribedRoute, LeftOutRequest, RequestSource, ScenarioRequest, Sequence } from './scenario.ts';

export type EngineChoice = 'auto' | 'v8-profiler-next' | 'inspector';
export type Arrival = 'closed' | 'poisson' | 'constant';

/** Requests that arrive on a clock of their own, whether the application keeps up or not. */
export interface OpenArrival {
  readonly spacing: 'poisson' | 'constant';
  readonly ratePerSecond: number;
}

export interface Spec {
  /** A server is loaded; a script is run from start to end, again and again. */
  readonly kind: 'server' | 'script';
  readonly command: readonly string[];
  /** Where the command was found, in words for the user: "command line", "leanscope.json", "package.json start script" … */
  readonly commandSource: string;
  readonly cwd: string;
  /** Files are shown relative to this folder. */
  readonly workspaceRoot: string;
  readonly env: Readonly<Record<string, string>>;
  /** A server that is running already, and is neither started nor stopped. */
  readonly pid?: number;
  readonly port?: number;
  /** A server that somebody else started is not launched, only its address is taken; loopback only. */
  readonly url?: string;
  readonly readyTimeoutMs: number;
  readonly scenario?: Scenario;
  readonly found?: FoundFiles;
  readonly budgetSeconds: number;
  readonly engine: EngineChoice;
  readonly traffic?: Traffic;
  readonly deployment?: Deployment;
  readonly budgets?: Budgets;
  readonly warnings: readonly string[];
}

/** A load scenario, with the files it names read in. */
export interface Scenario {
  /** Empty where the application's own routes are to be driven. */
  readonly requests: readonly SourcedRequest[];
  /** What each user sends first, once: log in. */
  readonly setup?: readonly ScenarioRequest[];
  readonly sequences?: readonly Sequence[];
  /** Values of `{{name}}` that are the same for all. */
  readonly variables?: Readonly<Record<string, string>>;
  readonly data?: Readonly<Record<string, DataRows>>;
  /** Methods that may be sent to routes nobody wrote a request for; without it GET and HEAD. */
  readonly methods?: readonly string[];
  /** `/admin/*`, `POST /mail`: routes to leave out that nobody wrote a request for. */
  readonly leaveOut?: readonly string[];
  readonly arrival?: Arrival;
  readonly connections?: number;
}

export interface SourcedRequest extends ScenarioRequest {
  readonly source?: RequestSource;
}

/** Requests that files of other tools know of. */
export interface FoundFiles {
  /** Operations of an OpenAPI document: they complete what the application has registered, and stand in for it where it tells nothing. */
  readonly described: readonly DescribedRoute[];
  /** The user named the document as the scenario: its operations are driven whatever the application tells. */
  readonly driveDescribed: boolean;
  /** From `.http` files, then recordings: examples for discovered routes, and the load where there is nothing better. */
  readonly examples: readonly SourcedRequest[];
  readonly files: readonly { readonly source: RequestSource; readonly file: string }[];
  readonly leftOut: readonly LeftOutRequest[];
  readonly warnings: readonly string[];
}

export interface Traffic {
  readonly averageRequestsPerSecond: number;
}

export interface Deployment {
  readonly provider: string;
  readonly region: string;
  readonly instance: string;
  /** Planned CPU utilisation of an instance, 0 to 1. */
  readonly utilizationTarget?: number;
  /** The token that "leanscope calibrate" printed on a server of this deployment. */
  readonly calibration?: string;
}
