/** What to run and what it will face. Made by `spec/`, read by `launch/`, `load/`, `capture/` and `price/`. */
import type { Budgets } from './budget.ts';

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
  readonly budgetSeconds: number;
  readonly engine: EngineChoice;
  readonly traffic?: Traffic;
  readonly deployment?: Deployment;
  readonly budgets?: Budgets;
  readonly warnings: readonly string[];
}

/** A load scenario as a user writes it. */
export interface Scenario {
  readonly requests: readonly ScenarioRequest[];
  readonly arrival?: Arrival;
  readonly connections?: number;
}

export interface ScenarioRequest {
  readonly method: string;
  /** Path and query as sent, for example `/products/7?full=1`. */
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** A string is sent as it is, anything else as JSON. */
  readonly body?: unknown;
  readonly weight?: number;
  readonly expectStatus?: number;
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
