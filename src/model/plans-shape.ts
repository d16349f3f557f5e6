/** The form of planned use, budgets and prices, as a stored Recording and the user's own files hold them. What the numbers may be is `price/`'s to say. */
import type { AppBudget, Budgets, FunctionBudget, RouteBudget } from './budget.ts';
import type { FindingSettings, IgnoredFindings } from './finding-settings.ts';
import type { PriceList } from './price-list.ts';
import { list, number, object, oneOf, optional, record, simple, text, where, type Shape } from './shape.ts';
import type { Campaign, Deployment, Engineering, Traffic, WhatIf } from './spec.ts';

const campaign = object<Campaign>({
  name: optional(text),
  start: text,
  days: number,
  multiplier: number,
  rampDays: optional(number),
});

export const traffic: Shape<Traffic> = object<Traffic>({
  averageRequestsPerSecond: number,
  peakFactor: optional(number),
  daily: optional(list(number)),
  peakHour: optional(number),
  weekly: optional(list(number)),
  growthPerMonth: optional(number),
  burstFactor: optional(number),
  campaigns: optional(list(campaign)),
  cachedBytesShare: optional(number),
});

export const deployment: Shape<Deployment> = object<Deployment>({
  provider: text,
  region: text,
  instance: text,
  utilizationTarget: optional(number),
  purchase: optional(oneOf('onDemand', 'spot', 'committed')),
  discount: optional(number),
  purchaseShare: optional(number),
  workersPerInstance: optional(number),
  minInstances: optional(number),
  spareInstances: optional(number),
  instances: optional(number),
  scaleUpHeadroom: optional(number),
  backendRequestsPerSecond: optional(number),
  extras: optional(list(oneOf('loadBalancer', 'natGateway', 'kubernetesControlPlane'))),
  calibration: optional(text),
});

export const engineering: Shape<Engineering> = object<Engineering>({
  usdPerHour: number,
  hoursPerChange: optional(number),
});

export const whatIf: Shape<WhatIf> = object<WhatIf>({ function: text, speedup: number });

const optionalNumber = optional(number);

const functionBudget = {
  cpuMsPerRequest: optionalNumber,
  allocatedBytesPerRequest: optionalNumber,
  usdPerMillionRequests: optionalNumber,
};
const routeBudget = {
  ...functionBudget,
  bytesOutPerRequest: optionalNumber,
  p50Ms: optionalNumber,
  p99Ms: optionalNumber,
};
const appBudget = {
  ...routeBudget,
  gcMsPerRequest: optionalNumber,
  rssPeakBytes: optionalNumber,
  heapUsedPeakBytes: optionalNumber,
  usdPerMonth: optionalNumber,
} satisfies Readonly<Record<keyof AppBudget, unknown>>;

export const budgets: Shape<Budgets> = object<Budgets>({
  ...appBudget,
  routes: optional(record(object<RouteBudget>(routeBudget))),
  functions: optional(record(object<FunctionBudget>({ ...functionBudget, share: optionalNumber }))),
});

/** Rules come and go with versions: one that is not known says nothing. */
const rule = simple<IgnoredFindings['rule']>('the name of a rule', (value) => typeof value === 'string');

export const findings: Shape<FindingSettings> = object<FindingSettings>({
  limit: optionalNumber,
  thresholds: optional(record(number)),
  ignore: optional(
    list(
      object<IgnoredFindings>({
        rule,
        file: optional(text),
        function: optional(text),
        route: optional(text),
        reason: text,
      }),
    ),
  ),
});

/** US dollars an hour: more than any machine costs. */
const mostUsdPerHour = 1e6;
const price = where(number, (value) => (value > 0 && value <= mostUsdPerHour ? undefined : 'is no price'));
const prices = record(record(price));

export const priceList: Shape<PriceList> = object<PriceList>({
  provider: text,
  source: text,
  url: text,
  asOf: text,
  usdPerHour: prices,
  spotUsdPerHour: optional(prices),
});
