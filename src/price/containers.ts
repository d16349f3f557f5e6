/** Containers on machines the provider runs: a task is an instance, its vCPU a hyperthread of a processor nobody names. */
import type { CostOption } from '../model/report-cost.ts';
import type { Assumed } from './assume.ts';
import { capacityOf, rateToHold, workerMemoryBytes, type Demand, type Host } from './capacity.ts';
import { fleetCost } from './fleet.ts';
import { typicalWeek } from './load-shape.ts';
import { hoursPerMonth, marginalUsdPerMillion, secondsPerMonth } from './money.ts';
import {
  containerPrices,
  requestBilledPrices,
  type ContainerPrice,
  type RequestBilledPrice,
} from './service-prices.ts';
import { speedOf } from './sku-speeds.ts';
import { wider, type SpeedHere } from './speed.ts';

export function containerOptions(demand: Demand, assumed: Assumed): readonly CostOption[] {
  const byTask = containerPrices.flatMap((price) =>
    price.sizes.map((size) => taskOption(price, size, demand, assumed)),
  );
  const byRequest = requestBilledPrices.map((price) => requestBilledOption(price, demand, assumed));
  return [...byTask, ...byRequest]
    .filter((option) => option !== undefined)
    .sort((a, b) => a.usdPerMillionRequests - b.usdPerMillionRequests);
}

const processorNote = 'the processor is not named: one more ±20 %';

function taskOption(
  price: ContainerPrice,
  [vcpus, leastGiB]: readonly [number, number],
  demand: Demand,
  assumed: Assumed,
): CostOption | undefined {
  const { sizing, shape, here } = assumed;
  const workers = Math.max(1, vcpus);
  const memGiB = Math.max(leastGiB, Math.ceil(memoryFor(demand, workers)));
  const host = serviceHost(price.like, here, { vcpus, memGiB });
  const capacity = capacityOf(demand, host, workers);
  if (capacity === undefined) return undefined;
  const usdPerHour = vcpus * price.usdPerVcpuHour + memGiB * price.usdPerGiBHour;
  const usd = marginalUsdPerMillion(capacity, usdPerHour, sizing);
  const fleet = shape === undefined ? undefined : fleetCost(shape, capacity, sizing, usdPerHour);
  return {
    ...placeOf(price, `${price.service}, ${vcpus} vCPU, ${memGiB} GiB`),
    usdPerHour,
    vcpus,
    memGiB,
    purchase: 'onDemand',
    workers: capacity.workers,
    machineFactor: host.factor,
    ceilings: capacity.ceilings,
    bindingResource: capacity.binding,
    ...(fleet === undefined
      ? {}
      : {
          instances: fleet.instances,
          usdPerMonth: fleet.usdPerMonth,
          autoscaledUsdPerMonth: fleet.autoscaledUsdPerMonth,
        }),
    usdPerMillionRequests: usd,
    range: rangeOf(usd, here),
    ...(price.confidence === undefined ? {} : { confidence: price.confidence }),
    note: processorNote,
  };
}

/** What a task of so many processes must have, so that `capacityOf` finds room for them. */
function memoryFor(demand: Demand, workers: number): number {
  return ((workers * workerMemoryBytes(demand)) / 2 ** 30 + 0.3) / 0.8;
}

function serviceHost(
  [provider, sku]: readonly [string, string],
  here: SpeedHere,
  { vcpus, memGiB }: Pick<Host, 'vcpus' | 'memGiB'>,
): Host {
  const speed = speedOf(provider, sku, 2);
  const yieldWhenFull = Math.min(1, speed?.yieldWhenFull ?? 1);
  // A fraction of a vCPU, or one hyperthread, shares its core with somebody else's work.
  return { vcpus, vcpuIs: 'thread', memGiB, yieldWhenFull, factor: speed === undefined ? 1 : here.index / speed.index };
}

function placeOf(
  price: ContainerPrice | RequestBilledPrice,
  sku: string,
): Pick<CostOption, 'provider' | 'region' | 'sku' | 'source' | 'asOf'> {
  const { provider, region, source, url, asOf } = price;
  return { provider, region, sku, source, ...(url === undefined ? {} : { url }), asOf };
}

function rangeOf(usd: number, { halfWidth }: SpeedHere): CostOption['range'] {
  const width = wider(halfWidth);
  return { low: usd * (1 - width), high: usd * (1 + width) };
}

/**
 * Time with a request in progress: with R the time a request takes and c how many one instance has at once, at most ρ · R / (d·k)
 * of them for its processor's sake, an hour at λ is busy for 1 − e^(−λR) of it with ⌈λR / c⌉ instances.
 */
function requestBilledOption(price: RequestBilledPrice, demand: Demand, assumed: Assumed): CostOption | undefined {
  const { sizing, shape, here } = assumed;
  const gib = Math.max(price.gib, Math.ceil(memoryFor(demand, 1) * 2) / 2);
  const host = serviceHost(price.like, here, { vcpus: 1, memGiB: gib });
  const computeSeconds = (demand.cpuMs * host.factor) / host.yieldWhenFull / 1000;
  if (!(computeSeconds > 0)) return undefined;
  const seconds = (demand.waitMs ?? 0) / 1000 + computeSeconds;
  const atOnce = Math.min(price.concurrency, (sizing.utilization * seconds) / computeSeconds);
  const usdPerSecond = price.usdPerVcpuSecond + gib * price.usdPerGiBSecond;
  const usd = (1e6 * seconds * usdPerSecond) / atOnce + price.usdPerMillionRequests;
  const activeInstances = (rate: number) =>
    (1 - Math.exp(-rate * seconds)) * Math.max(1, Math.ceil((rate * seconds) / atOnce));
  const idleUsdPerSecond =
    price.idleUsdPerVcpuSecond === undefined ? 0 : price.idleUsdPerVcpuSecond + gib * price.usdPerGiBSecond;
  const usdOfHour = (rate: number) => {
    const active = activeInstances(rateToHold(rate, { ...sizing, burstFactor: 1 }));
    return 3600 * (active * usdPerSecond + Math.max(0, 1 - active) * idleUsdPerSecond);
  };
  const week = shape === undefined ? [] : typicalWeek(shape).map(usdOfHour);
  const usdPerMonth =
    shape === undefined
      ? undefined
      : (week.reduce((a, b) => a + b, 0) / week.length) * hoursPerMonth +
        (shape.average * secondsPerMonth * price.usdPerMillionRequests) / 1e6;
  return {
    ...placeOf(price, `${price.service}, 1 vCPU, ${gib} GiB`),
    usdPerHour: usdPerSecond * 3600,
    vcpus: 1,
    memGiB: gib,
    machineFactor: host.factor,
    ...(usdPerMonth === undefined ? {} : { autoscaledUsdPerMonth: usdPerMonth }),
    usdPerMillionRequests: usd,
    range: rangeOf(usd, here),
    ...(price.confidence === undefined ? {} : { confidence: price.confidence }),
    note: `${processorNote}${demand.waitMs === undefined ? '; waiting is not known and not in it' : ''}`,
  };
}
