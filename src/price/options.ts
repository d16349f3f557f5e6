/** The same code on every instance type of the catalogue, cheapest per request first. */
import type { CostOption } from '../model/report.ts';
import { uncertainty, type Assumed } from './assume.ts';
import { catalogue, type PricedSku } from './catalogue.ts';
import { hoursPerMonth, instanceCeiling, instancesFor, usdPerMillionRequests } from './marginal.ts';

export function costOptions(cpuMsPerRequest: number, assumed: Assumed): readonly CostOption[] {
  // A request that costs no CPU at all was not measured, and a free fleet is no offer.
  if (!(cpuMsPerRequest > 0)) return [];
  return catalogue
    .map((sku) => costOption(sku, cpuMsPerRequest, assumed))
    .filter((option) => Number.isFinite(option.usdPerMillionRequests))
    .sort((a, b) => a.usdPerMillionRequests - b.usdPerMillionRequests);
}

function costOption(sku: PricedSku, cpuMsPerRequest: number, assumed: Assumed): CostOption {
  const usd = usdPerMillionRequests(cpuMsPerRequest, sku, assumed.sizing);
  return {
    provider: sku.provider,
    region: sku.region,
    sku: sku.sku,
    usdPerHour: sku.usdPerHour,
    source: sku.source,
    asOf: sku.asOf,
    ...fleet(sku, cpuMsPerRequest, assumed),
    usdPerMillionRequests: usd,
    range: { low: usd * (1 - uncertainty), high: usd * (1 + uncertainty) },
  };
}

function fleet(sku: PricedSku, cpuMsPerRequest: number, { requestsPerSecond, sizing }: Assumed): Partial<CostOption> {
  if (requestsPerSecond === undefined) return {};
  const instances = instancesFor(requestsPerSecond, instanceCeiling(cpuMsPerRequest, sku, sizing), sizing);
  const usdPerMonth = instances * sku.usdPerHour * hoursPerMonth;
  return Number.isFinite(usdPerMonth) ? { instances, usdPerMonth } : {};
}
