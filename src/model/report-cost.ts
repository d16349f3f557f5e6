/** The Report’s money: prices, what they rest on, and the ways to run the application. */
import type { Interval } from './interval.ts';
import type { PriceList } from './price-list.ts';
import type { HardwareChange, TrafficPlan, WhatIfWorth } from './report-plan.ts';
import type { Deployment, Engineering, Purchase, Traffic, WhatIf } from './spec.ts';

export interface Cost {
  readonly assumptions: readonly string[];
  /** What the figures were computed for, as stated; what was not stated is in `assumptions`. */
  readonly inputs?: CostInputs;
  /** Half-width of every absolute figure over the figure. Ratios and differences of one machine do not carry it. */
  readonly uncertaintyShare?: number;
  readonly basis?: PriceBasis;
  /** Instance types, cheapest per request first. */
  readonly options: readonly CostOption[];
  readonly containers?: readonly CostOption[];
  readonly cloudFunctions?: readonly CloudFunctionOption[];
  /** With tiers and free allowance, at the stated traffic. */
  readonly egressUsdPerMonth?: number;
  readonly egressUsdPerMillionRequests?: number;
  readonly egressBasis?: PriceSource;
  /** The stated deployment at today's traffic. */
  readonly fleet?: Fleet;
  readonly plan?: TrafficPlan;
  readonly hardware?: readonly HardwareChange[];
  readonly whatIf?: readonly WhatIfWorth[];
  /** On the instance type of `basis`; absent where the region's electricity is not known. */
  readonly carbon?: Carbon;
  /** Requests, limits, replicas and autoscaler, to copy. */
  readonly kubernetes?: string;
  /** Prices that won over the embedded catalogue, so that other plans are priced by the same ones; absent for none. */
  readonly priceLists?: readonly PriceList[];
}

/** Marginal, of a million requests; good to a factor of two either way. */
export interface Carbon extends PriceSource {
  readonly kWhPerMillionRequests: number;
  /** Of electricity and of making the servers. */
  readonly gramsCO2ePerMillionRequests: number;
  readonly embodiedGramsPerMillionRequests: number;
  readonly range: Interval;
  readonly gridGramsPerKWh: number;
}

export interface CostInputs {
  readonly traffic?: Traffic;
  readonly deployment?: Deployment;
  readonly engineering?: Engineering;
  readonly whatIf?: readonly WhatIf[];
}

export interface PriceSource {
  readonly source: string;
  readonly url?: string;
  readonly asOf: string;
}

/** The instance type that the dollars beside functions stand for, and where its price comes from. */
export interface PriceBasis extends PriceSource {
  readonly provider: string;
  readonly region: string;
  readonly sku: string;
  readonly usdPerHour: number;
}

export type FleetResource = 'eventLoop' | 'cpu' | 'memory' | 'network';

/** Requests per second at which one instance is full, by what is full; a resource that is not known is absent. */
export interface Ceilings {
  readonly eventLoop: number;
  readonly cpu: number;
  readonly network?: number;
}

export interface CostOption extends PriceBasis {
  readonly vcpus?: number;
  readonly memGiB?: number;
  readonly purchase?: Purchase;
  /** Processes on one instance; memory may allow fewer than one per vCPU. */
  readonly workers?: number;
  /** What a millisecond of CPU here becomes there: above 1 is slower. */
  readonly machineFactor?: number;
  readonly ceilings?: Ceilings;
  readonly bindingResource?: FleetResource;
  /** As many as the busiest hour needs, with what may fail. */
  readonly instances?: number;
  /** That many all month. */
  readonly usdPerMonth?: number;
  /** As many as each hour needs. */
  readonly autoscaledUsdPerMonth?: number;
  readonly egressUsdPerMonth?: number;
  readonly spot?: { readonly usdPerHour: number; readonly usdPerMonth?: number };
  /** Marginal: what one more million costs at scale. */
  readonly usdPerMillionRequests: number;
  readonly range: Interval;
  /** `low`: the price or the speed rests on a source that quotes another. */
  readonly confidence?: 'low';
  readonly note?: string;
}

/** One request at a time, and the wait is billed. */
export interface CloudFunctionOption extends PriceSource {
  readonly provider: string;
  readonly region: string;
  readonly sku: string;
  /** Billed per request: CPU there, and waiting where it is known. */
  readonly durationMs: number;
  readonly memoryMB?: number;
  readonly usdPerMillionRequests: number;
  /** What every millisecond that a request waits adds, per million; where the wait is not known it is not in the other figures. */
  readonly waitUsdPerMillionRequestsPerMs: number;
  readonly waitMs?: number;
  readonly usdPerMonth?: number;
  readonly range: Interval;
  readonly sweep?: readonly { readonly memoryMB: number; readonly usdPerMillionRequests: number }[];
  readonly confidence?: 'low';
  readonly note?: string;
}

export interface Fleet {
  readonly averageRequestsPerSecond: number;
  readonly peakRequestsPerSecond: number;
  readonly workersPerInstance: number;
  readonly ceilings: Ceilings;
  readonly bindingResource: FleetResource;
  readonly utilizationTarget: number;
  /** Of one instance at the planned utilisation. */
  readonly requestsPerSecondPerInstance: number;
  readonly instances: number;
  readonly usdPerMonth: number;
  readonly autoscaledUsdPerMonth: number;
  /** In whole instances, as the bill has it: monthly over the month's requests. */
  readonly usdPerMillionRequests: number;
  readonly extrasUsdPerMonth?: number;
  readonly largestItem: 'compute' | 'egress';
  /** Peak rate that these instances hold with what may fail gone. */
  readonly holdsRequestsPerSecond: number;
}
