/** Functions that take one request at a time: memory × duration, and a request that waits is billed while it waits. */
import type { CloudFunctionOption } from '../model/report-cost.ts';
import type { Assumed } from './assume.ts';
import type { Demand } from './capacity.ts';
import { secondsPerMonth } from './money.ts';
import { functionPrices, type FunctionPrice } from './service-prices.ts';
import { speedOf } from './sku-speeds.ts';
import { wider } from './speed.ts';

export function cloudFunctionOptions(demand: Demand, assumed: Assumed): readonly CloudFunctionOption[] {
  return functionPrices
    .map((price) => cheapest(price, demand, assumed))
    .filter((option) => option !== undefined)
    .sort((a, b) => a.usdPerMillionRequests - b.usdPerMillionRequests);
}

/** For showing how it falls and rises; the cheapest is searched more finely. */
const shownMB = [128, 256, 512, 768, 1024, 1536, 1769, 2048, 3008] as const;
const bytesPerMB = 2 ** 20;

function cheapest(price: FunctionPrice, demand: Demand, { shape, here }: Assumed): CloudFunctionOption | undefined {
  const speed = speedOf(price.like[0], price.like[1], 2);
  if (speed === undefined || !(demand.cpuMs > 0)) return undefined;
  const cpuMs = (demand.cpuMs * here.index) / speed.index;
  const requestsPerMonth = shape === undefined ? 0 : shape.average * secondsPerMonth;
  const at = (memoryMB: number) =>
    usdPerMillion({ price, memoryMB, cpuMs, waitMs: demand.waitMs ?? 0, requestsPerMonth });
  const best = memoriesOf(price, demand)
    .map((memoryMB) => ({ memoryMB, ...at(memoryMB) }))
    .reduce<Swept | undefined>(
      (found, each) => (found === undefined || each.usd < found.usd ? each : found),
      undefined,
    );
  if (best === undefined) return undefined;
  const width = wider(here.halfWidth);
  const { provider, region, source, url, asOf, service } = price;
  const least = memoriesOf(price, demand)[0] ?? Infinity;
  return {
    provider,
    region,
    sku: `${service}, ${best.memoryMB} MB`,
    source,
    ...(url === undefined ? {} : { url }),
    asOf,
    durationMs: best.durationMs,
    memoryMB: best.memoryMB,
    usdPerMillionRequests: best.usd,
    waitUsdPerMillionRequestsPerMs: (best.memoryMB / 1024) * best.usdPerGBs * 1000,
    ...(demand.waitMs === undefined ? {} : { waitMs: demand.waitMs }),
    ...(shape === undefined ? {} : { usdPerMonth: (best.usd * requestsPerMonth) / 1e6 }),
    range: { low: best.usd * (1 - width), high: best.usd * (1 + width) },
    ...(price.mbPerVcpu === undefined
      ? {}
      : {
          sweep: shownMB
            .filter((memoryMB) => memoryMB >= least && memoryMB <= price.mostMB)
            .map((memoryMB) => ({ memoryMB, usdPerMillionRequests: at(memoryMB).usd })),
        }),
    ...(price.confidence === undefined ? {} : { confidence: price.confidence }),
    note: demand.waitMs === undefined ? 'cold starts and waiting are not in it' : 'cold starts are not in it',
  };
}

interface Swept {
  readonly memoryMB: number;
  readonly usd: number;
  readonly durationMs: number;
  readonly usdPerGBs: number;
}

/** From what one process needs on; empty where it needs more than there is. Where the processor does not follow, the least. */
function memoriesOf({ leastMB, mostMB, stepMB, mbPerVcpu }: FunctionPrice, { rssBytes }: Demand): readonly number[] {
  const needed = Math.max(leastMB, Math.ceil(rssBytes / bytesPerMB / stepMB) * stepMB);
  if (needed > mostMB) return [];
  if (mbPerVcpu === undefined) return [needed];
  const steps = Array.from({ length: Math.floor((mostMB - needed) / 32) + 1 }, (_, step) => needed + step * 32);
  const usual = shownMB.filter((memoryMB) => memoryMB > needed && memoryMB <= mostMB);
  return [...steps, ...usual];
}

interface Invocation {
  readonly price: FunctionPrice;
  readonly memoryMB: number;
  /** There, with a whole vCPU. */
  readonly cpuMs: number;
  readonly waitMs: number;
  readonly requestsPerMonth: number;
}

/** duration = wait + d·k · max(1, 1769 / MB), whole ms; × MB/1024 × rate, and the request itself. */
function usdPerMillion({ price, memoryMB, cpuMs, waitMs, requestsPerMonth }: Invocation): Omit<Swept, 'memoryMB'> {
  const slowdown = price.mbPerVcpu === undefined ? 1 : Math.max(1, price.mbPerVcpu / memoryMB);
  const durationMs = Math.max(price.leastBilledMs, Math.ceil(waitMs + cpuMs * slowdown));
  const gbSeconds = (durationMs / 1000) * (memoryMB / 1024);
  const usdPerGBs = meanPrice(price.tiers, gbSeconds * requestsPerMonth);
  return { durationMs, usdPerGBs, usd: 1e6 * gbSeconds * usdPerGBs + price.usdPerMillionRequests };
}

/** Over a month's volume, each part at its tier's price; the first tier's where no volume is known. */
function meanPrice(tiers: FunctionPrice['tiers'], volume: number): number {
  if (!(volume > 0)) return tiers[0]?.[1] ?? NaN;
  const usd = tiers.reduce((sum, [from, price], at) => {
    const to = Math.min(volume, tiers[at + 1]?.[0] ?? Infinity);
    return sum + Math.max(0, to - from) * price;
  }, 0);
  return usd / volume;
}
