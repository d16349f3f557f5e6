/** What the money rests on: instance, utilisation, traffic; and in words, what was assumed where nothing was stated. */
import type { PriceList } from '../model/price-list.ts';
import type { Machine } from '../model/recording.ts';
import type { Capacity as MeasuredCapacity, Queueing } from '../model/report-capacity.ts';
import type { CostInputs, PriceBasis } from '../model/report-cost.ts';
import type { Deployment, Engineering } from '../model/spec.ts';
import type { Host, Sizing } from './capacity.ts';
import { findSku, type PricedSku } from './catalogue.ts';
import { checkDeployment, checkEngineering, checkTraffic } from './check-plans.ts';
import { assumedPeakFactor, dayOf, loadShapeOf, type LoadShape } from './load-shape.ts';
import { latencyLimit, type LatencyLimit } from './latency-limit.ts';
import { spotUsdPerHour, usdPerHourOf, type Buying } from './money.ts';
import { speedSource } from './sku-speeds.ts';
import { hostOf, speedHere, type SpeedHere } from './speed.ts';
import { trafficWords } from './traffic-words.ts';

export interface PriceInput {
  readonly machine: Pick<Machine, 'probe' | 'server' | 'cpuModel'>;
  readonly startedAt: string;
  readonly inputs: CostInputs;
  readonly priceLists?: readonly PriceList[];
  /** How latency grows with utilisation, and what it may be. */
  readonly queueing?: Queueing;
  readonly capacity?: MeasuredCapacity;
}

export interface Assumed {
  readonly basis: PricedSku;
  /** It is what the deployment says, and no stand-in. */
  readonly isStated: boolean;
  /** As it is bought. */
  readonly usdPerHour: number;
  readonly host: Host;
  readonly here: SpeedHere;
  readonly buying: Buying;
  readonly sizing: Sizing;
  /** Absent where no traffic is stated: there are unit prices only. */
  readonly shape?: LoadShape;
  readonly cachedBytesShare: number;
  readonly engineering?: Engineering;
  /** What is stated of the deployment, without what is absurd. */
  readonly deployment: Partial<Deployment>;
  readonly priceLists: readonly PriceList[];
  readonly firstDay: number;
  readonly words: readonly string[];
}

const defaultSku = { provider: 'aws', region: 'us-east-1', instance: 'm7i.large' } as const;
const defaultUtilization = 0.65;
/** Above it, a queue grows with every hiccup. */
const mostUtilization = 0.85;
const defaultBurst = 1.3;

/** What is taken where nothing is stated. */
export const unstated = {
  peakFactor: assumedPeakFactor,
  burstFactor: defaultBurst,
  growthPerMonth: 0,
  cachedBytesShare: 0,
  utilizationTarget: defaultUtilization,
  minInstances: 2,
  spareInstances: 1,
  scaleUpHeadroom: 0,
  discount: 0,
  purchaseShare: 1,
} as const;

export function assume({ machine, startedAt, inputs, priceLists = [], queueing, capacity }: PriceInput): Assumed {
  const checked = inputs.deployment === undefined ? { value: {}, problems: [] } : checkDeployment(inputs.deployment);
  const traffic = inputs.traffic === undefined ? undefined : checkTraffic(inputs.traffic);
  const engineering = inputs.engineering === undefined ? undefined : checkEngineering(inputs.engineering);
  const deployment: Partial<Deployment> = checked.value;
  const basis = chooseBasis(inputs.deployment, priceLists);
  const bought = buy(basis.sku, deployment);
  const here = speedHere(machine);
  const { host, speedKnown } = hostOf(basis.sku, here);
  const wanted = sizingOf(deployment, inputs.traffic?.burstFactor ?? defaultBurst);
  const objectiveMs = capacity?.objectiveMs;
  const limit =
    queueing === undefined || objectiveMs === undefined ? undefined : latencyLimit(queueing, objectiveMs, host.factor);
  const sizing = { ...wanted, utilization: Math.min(wanted.utilization, limit?.utilization ?? 1) };
  return {
    basis: basis.sku,
    isStated: basis.isStated,
    usdPerHour: bought.usdPerHour,
    host,
    here,
    buying: bought.buying,
    sizing,
    ...(traffic?.value === undefined ? {} : { shape: loadShapeOf(traffic.value) }),
    cachedBytesShare: traffic?.value?.cachedBytesShare ?? 0,
    ...(engineering?.value === undefined ? {} : { engineering: engineering.value }),
    deployment,
    priceLists,
    firstDay: dayOf(startedAt),
    words: [
      ...[checked, traffic, engineering].flatMap((each) => each?.problems ?? []).map(leftOut),
      ...basis.words,
      ...bought.words,
      ...sizingWords(deployment, wanted),
      ...limitWords(limit, wanted, objectiveMs),
      here.words,
      ...speedWords(basis.sku, host, speedKnown),
      ...trafficWords(traffic?.value, sizing),
    ],
  };
}

function leftOut(problem: string): string {
  return `${problem}; it is left out.`;
}

function chooseBasis(
  stated: Deployment | undefined,
  lists: readonly PriceList[],
): { readonly sku: PricedSku; readonly isStated: boolean; readonly words: readonly string[] } {
  const wanted = stated === undefined ? undefined : findSku(stated, lists);
  const sku = wanted ?? findSku(defaultSku, lists);
  if (sku === undefined) throw new Error('the catalogue has lost its default instance');
  const price = `Dollars beside functions and routes stand for ${nameOf(sku)} at $${sku.usdPerHour}/h on demand (Linux; ${sku.source}, ${sku.asOf}).`;
  const isStated = wanted !== undefined;
  if (stated === undefined || isStated) return { sku, isStated, words: [price] };
  const { provider, region, instance } = stated;
  const missing = `The catalogue has no price for "${provider} ${instance}" in "${region}", so ${nameOf(sku)} stands in for it.`;
  return { sku, isStated, words: [missing, price] };
}

function nameOf({ provider, sku, region }: PricedSku): string {
  return `${provider} ${sku} in ${region}`;
}

function buy(
  sku: PricedSku,
  { purchase = 'onDemand', discount = 0, purchaseShare = 1 }: Partial<Deployment>,
): { readonly buying: Buying; readonly usdPerHour: number; readonly words: readonly string[] } {
  const buying = { purchase, discount, share: purchaseShare };
  const usdPerHour = usdPerHourOf(sku, buying);
  if (usdPerHour === undefined) {
    const words = `No spot price is known for ${nameOf(sku)}; its on-demand price is used.`;
    return { buying: { ...buying, purchase: 'onDemand' }, usdPerHour: sku.usdPerHour, words: [words] };
  }
  const part = purchaseShare === 1 ? 'All of the fleet' : `${percent(purchaseShare)} of the fleet`;
  const spot = `${part} is bought as spot at $${spotUsdPerHour(sku) ?? ''}/h, which changes by the hour and may be taken away at two minutes' notice.`;
  const committed = `${part} is bought with a commitment at ${percent(discount)} less, as stated. Until it ends, instances that are no longer needed are paid for all the same.`;
  const words = { onDemand: [], spot: [spot], committed: [committed] }[purchase];
  return { buying, usdPerHour, words };
}

function sizingOf(deployment: Partial<Deployment>, burstFactor: number): Sizing {
  const {
    utilizationTarget = defaultUtilization,
    minInstances = unstated.minInstances,
    spareInstances = unstated.spareInstances,
    workersPerInstance,
  } = deployment;
  return {
    utilization: Math.min(utilizationTarget, mostUtilization),
    minInstances,
    spareInstances,
    ...(workersPerInstance === undefined ? {} : { workers: workersPerInstance }),
    scaleUpHeadroom: deployment.scaleUpHeadroom ?? 0,
    burstFactor: burstFactor >= 1 && burstFactor <= 100 ? burstFactor : defaultBurst,
  };
}

function sizingWords(
  { utilizationTarget, workersPerInstance }: Partial<Deployment>,
  sizing: Sizing,
): readonly string[] {
  const { utilization, minInstances, spareInstances } = sizing;
  const stated = utilizationTarget === undefined ? '' : ', as stated';
  const capped = `Instances are planned at ${percent(mostUtilization)} utilisation, not at the stated ${percent(utilizationTarget ?? 0)}: above it a queue grows with every hiccup.`;
  return [
    utilizationTarget !== undefined && utilizationTarget > mostUtilization
      ? capped
      : `Instances are planned at ${percent(utilization)} utilisation${stated}.`,
    `Fleets have ${spareInstances} to spare, never fewer than ${minInstances} in all, and ${workersPerInstance === undefined ? 'one process per vCPU, or as many as memory holds' : `${workersPerInstance} processes each, or as many as memory holds`}.`,
  ];
}

function limitWords(
  limit: LatencyLimit | undefined,
  wanted: Sizing,
  objectiveMs: number | undefined,
): readonly string[] {
  if (limit === undefined || objectiveMs === undefined) return [];
  if (limit.unreachable !== undefined)
    return [
      `No fleet of this type meets the objective of ${objectiveMs} ms for the 99th percentile: even an event loop that is ${percent(limit.utilization)} busy answers in ${Number(limit.unreachable.toPrecision(3))} ms there (simulated). Instances are planned at that.`,
    ];
  if (limit.utilization >= wanted.utilization) return [];
  return [
    `For the objective of ${objectiveMs} ms for the 99th percentile instances are planned at ${percent(limit.utilization)} utilisation: above it, requests that queue for the event loop are later (simulated from the measured requests).`,
  ];
}

function speedWords(
  sku: PricedSku,
  { vcpuIs, yieldWhenFull, factor, baselineShare }: Host,
  known: boolean,
): readonly string[] {
  const vcpu = vcpuIs === 'thread' ? 'a hyperthread' : 'a core of its own';
  const lent =
    baselineShare === undefined
      ? ''
      : ` It is burstable: fleets are sized for the ${percent(baselineShare)} of a vCPU that it may use for good.`;
  if (!known)
    return [
      `How fast ${nameOf(sku)} computes is not known; it is taken to be as fast as this machine, its vCPUs keeping ${yieldWhenFull} of their speed when all are busy.${lent}`,
    ];
  const unknownBaseline =
    sku.baselineUnknown === true
      ? ' It is burstable, and how much of it may be used for good is not known here: figures are for its full speed.'
      : '';
  return [
    `A millisecond of CPU here is ${Number(factor.toPrecision(3))} ms on a vCPU there, which is ${vcpu} and keeps ${yieldWhenFull} of its speed when all are busy (${speedSource}).${lent}${unknownBaseline}`,
  ];
}

export function percent(share: number): string {
  return `${Number((share * 100).toPrecision(3))} %`;
}

export function basisOf({ provider, region, sku, usdPerHour, source, url, asOf }: PricedSku): PriceBasis {
  return { provider, region, sku, usdPerHour, source, ...(url === undefined ? {} : { url }), asOf };
}
