/** The Report’s plan: traffic month by month, and what a change of code or hardware is worth in it. */

/** A month counted from the day of the measurement, in its own hours; not the flat 730 of the other monthly figures. */
export interface PlannedMonth {
  readonly from: string;
  readonly days: number;
  readonly averageRequestsPerSecond: number;
  readonly peakRequestsPerSecond: number;
  /** The most that any hour of it needs. */
  readonly instances: number;
  readonly usd: number;
  readonly autoscaledUsd: number;
  readonly egressUsd?: number;
  readonly campaigns?: readonly string[];
}

export interface PlannedCampaign {
  readonly name: string;
  readonly from: string;
  /** The last day. */
  readonly to: string;
  readonly peakRequestsPerSecond: number;
  readonly instances: number;
  /** More than the same days would need without it. */
  readonly extraInstances: number;
  /** What its days cost more than without it, with each day's busiest hour held all day. */
  readonly extraUsd: number;
  /** The same with as many instances as each hour needs. */
  readonly autoscaledExtraUsd: number;
  readonly egressExtraUsd?: number;
  readonly requestsPerSecondPerInstance: number;
}

export interface TrafficPlan {
  readonly from: string;
  readonly fleetToday: { readonly instances: number; readonly stated: boolean };
  readonly months: readonly PlannedMonth[];
  readonly usd: number;
  readonly autoscaledUsd: number;
  /** First day whose busiest hour is more than today's fleet holds. */
  readonly outgrownOn?: string;
  /** The same without campaigns. */
  readonly outgrownByGrowthOn?: string;
  readonly campaigns: readonly PlannedCampaign[];
  /** Peak rate that one event loop holds at the planned utilisation: beyond it one process does not do, however big its machine. */
  readonly oneEventLoopRequestsPerSecond: number;
  readonly oneEventLoopOutgrownOn?: string;
  readonly backendOutgrownOn?: string;
}

/** What a change of the code is worth. A ceiling until it is measured again: a share of CPU is not yet a saving. */
export interface Worth {
  readonly cpuMsPerRequest: number;
  /** Marginal, linear: what it is worth at scale. */
  readonly usdPerMillionRequests?: number;
  readonly usdPerMonth?: number;
  /** What the next bill does, in whole instances. */
  readonly instancesBefore?: number;
  readonly instancesAfter?: number;
  /** How many fewer run. */
  readonly instances?: number;
  readonly steppedUsdPerMonth?: number;
  readonly steppedAutoscaledUsdPerMonth?: number;
  /** CPU per request to save in all for the next instance to go; absent where none can go. */
  readonly nextStepCpuMsPerRequest?: number;
  /** Average traffic at which, with growth alone, the saving keeps off an instance. */
  readonly paysFromRequestsPerSecond?: number;
  readonly paybackMonths?: number;
  readonly twelveMonthsUsd?: number;
}

export interface WhatIfWorth extends Worth {
  readonly function: string;
  readonly functionId?: string;
  readonly speedup: number;
  /** CPU per request of the whole before over after, by Amdahl's law. */
  readonly requestSpeedup?: number;
  /** Why nothing is computed. */
  readonly problem?: string;
}

/** The same code with more, other or bigger hardware. */
export interface HardwareChange {
  readonly kind: 'otherType' | 'biggerType' | 'runtimeFlag';
  readonly name: string;
  readonly instances: number;
  readonly usdPerMonth: number;
  /** Less than today's fleet costs; below 0 it costs more. */
  readonly savesUsdPerMonth: number;
  /** Of one event loop there over here: 1 for a bigger machine of the same kind, which does not help one loop. */
  readonly loopSpeedup: number;
}
