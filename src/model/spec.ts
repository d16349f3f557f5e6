/** What to run and what it will face. Made by `spec/`, read by `launch/`, `load/`, `capture/` and `price/`. */
import type { LoadEvidence } from './load-evidence.ts';
import type { Budgets } from './budget.ts';
import type { FindingSettings } from './finding-settings.ts';
import type { Unit } from './unit.ts';

import type { DataRows, DescribedRoute, LeftOutRequest, RequestSource, ScenarioRequest, Sequence } from './scenario.ts';

export type EngineChoice = 'auto' | 'v8-profiler-next' | 'inspector';
export type Arrival = 'closed' | 'poisson' | 'constant';

/** Requests that arrive on a clock of their own, whether the application keeps up or not. */
export interface OpenArrival {
  readonly spacing: 'poisson' | 'constant';
  readonly ratePerSecond: number;
}

export interface Spec {
  /** A server is loaded; a script is run from start to end, again and again; a process is left to its own work for a time. */
  readonly kind: Unit['kind'];
  /** The diagnostics channel on which a process tells of each piece of work that is done. */
  readonly unit?: string;
  readonly command: readonly string[];
  /** Where the command was found, in words for the user: "command line", "leanscope.json", "package.json start script" … */
  readonly commandSource: string;
  readonly cwd: string;
  /** Files are shown relative to this folder. */
  readonly workspaceRoot: string;
  readonly env: Readonly<Record<string, string>>;
  /** One that is running already, and is neither started nor stopped. */
  readonly pid?: number;
  readonly port?: number;
  /** A server that somebody else started is not launched, only its address is taken. */
  readonly url?: string;
  /** The one host besides this machine that load may be sent to. */
  readonly allowHost?: string;
  readonly readyTimeoutMs: number;
  readonly scenario?: Scenario;
  readonly found?: FoundFiles;
  /** The load has no others (`requestKey`): those that two versions have in common. */
  readonly onlyRequests?: readonly string[];
  readonly loadEvidence?: LoadEvidence;
  readonly budgetSeconds: number;
  /** The budget says how the passes are planned; all of them come, however long this machine takes for them. */
  readonly complete?: boolean;
  readonly engine: EngineChoice;
  /** Settings of V8 and Node.js are tried on instances of their own, in half of the time. */
  readonly knobs?: boolean;
  /** How it is told that it runs in production; absent where it has been told, or must not be. */
  readonly mode?: ProductionMode;
  /** How cost grows with size is seen however short the time; without it, where there is time. */
  readonly sizes?: boolean;
  /** What users are promised; the climb to the breaking point ends where it is missed. */
  readonly objective?: Objective;
  readonly traffic?: Traffic;
  readonly deployment?: Deployment;
  readonly budgets?: Budgets;
  readonly findings?: FindingSettings;
  readonly runs?: RunLimits;
  readonly engineering?: Engineering;
  readonly warnings: readonly string[];
}

export interface ProductionMode {
  /** Variables as they are written: "NODE_ENV=production". */
  readonly setting: string;
  /** It has a package that is known to work otherwise then. */
  readonly isExpected: boolean;
  /** A file by which it may turn to other systems then: it is not tried. */
  readonly mayReach?: string;
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
  /** Requests per second, where requests arrive on a clock of their own; the planned traffic's average, if not said. */
  readonly rate?: number;
  readonly limits?: LoadLimits;
}

export interface SourcedRequest extends ScenarioRequest {
  readonly source?: RequestSource;
}

/** What the load never exceeds. */
export interface LoadLimits {
  readonly requestsPerSecond?: number;
  readonly connections?: number;
  /** Of load, from the first request on. */
  readonly seconds?: number;
  /** To the application and from it, all requests together. */
  readonly bytes?: number;
  readonly answerBytes?: number;
  readonly answerSeconds?: number;
}

export interface Objective {
  /** 99th percentile of latency. */
  readonly p99Ms: number;
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

/** What production faces. Rates are of the whole application, all routes together. */
/** How much of `.leanscope/runs` is kept. */
export interface RunLimits {
  /** Runs. */
  readonly most?: number;
  readonly megabytes?: number;
}

export interface Traffic {
  /** Averaged over a month without campaigns, today. */
  readonly averageRequestsPerSecond: number;
  /** The busiest hour over the day's average. Where `daily` has 24 numbers, it is in them. */
  readonly peakFactor?: number;
  /** 24 relative figures, midnight first; their mean counts as the day's average. */
  readonly daily?: readonly number[];
  /** 0 to 23: the busiest hour of a day that rises and falls once. */
  readonly peakHour?: number;
  /** 7 relative figures, Monday first; their mean counts as the week's average. */
  readonly weekly?: readonly number[];
  /** 0.05 is 5 % more every month. */
  readonly growthPerMonth?: number;
  /** How far the worst minute exceeds what chance alone makes of the busiest hour. */
  readonly burstFactor?: number;
  readonly campaigns?: readonly Campaign[];
  /** Part of the bytes out that a cache in front of the application serves, 0 to 1. */
  readonly cachedBytesShare?: number;
}

export interface Campaign {
  readonly name?: string;
  /** ISO date (UTC) of the first day. */
  readonly start: string;
  readonly days: number;
  /** Traffic over what it would be without the campaign. */
  readonly multiplier: number;
  /** Days at its beginning in which it rises evenly to the multiplier, part of `days`. */
  readonly rampDays?: number;
}

/** `committed`: a discount for a promise of one or three years; which discount, the user says. */
export type Purchase = 'onDemand' | 'spot' | 'committed';

export interface Deployment {
  readonly provider: string;
  readonly region: string;
  readonly instance: string;
  /** Planned CPU utilisation of an instance, 0 to 1. */
  readonly utilizationTarget?: number;
  readonly purchase?: Purchase;
  /** Of a committed price, 0 to 1. */
  readonly discount?: number;
  /** Part of the fleet that is bought as `purchase` says, 0 to 1; the rest is on demand. */
  readonly purchaseShare?: number;
  /** Processes of the application on one instance; without it, one per vCPU. */
  readonly workersPerInstance?: number;
  /** Never fewer than these run. */
  readonly minInstances?: number;
  /** How many of the instances may fail at once with the rest still enough. */
  readonly spareInstances?: number;
  /** What runs today; without it, what the model says is needed today. */
  readonly instances?: number;
  /** Load that may come on top before a new instance serves, as a share: growth per minute × minutes to metric, boot and warm-up. */
  readonly scaleUpHeadroom?: number;
  /** Rate at which something behind the application, such as its database, gives out. */
  readonly backendRequestsPerSecond?: number;
  /** What else is on the bill, where its price is known. */
  readonly extras?: readonly Extra[];
  /** The token that "leanscope calibrate" printed on a server of this deployment. */
  readonly calibration?: string;
}

export type Extra = 'loadBalancer' | 'natGateway' | 'kubernetesControlPlane';

/** What an engineer's time costs, for the payback of a change. */
export interface Engineering {
  readonly usdPerHour: number;
  readonly hoursPerChange?: number;
}

/** A change to imagine: the function `speedup` times as fast, 2 for twice. */
export interface WhatIf {
  /** A function's name or id. */
  readonly function: string;
  readonly speedup: number;
}

/** What the application will face and where: carried through the measurement, read by `price/`. */
export interface Plans {
  readonly traffic?: Traffic;
  readonly deployment?: Deployment;
  readonly engineering?: Engineering;
}

export function plansOf({
  traffic,
  deployment,
  engineering,
}: { readonly [K in keyof Plans]: Plans[K] | undefined }): Plans {
  return {
    ...(traffic === undefined ? {} : { traffic }),
    ...(deployment === undefined ? {} : { deployment }),
    ...(engineering === undefined ? {} : { engineering }),
  };
}
