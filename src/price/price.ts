/**
 * In: Costs in machine terms, and what use is planned. Out: the same with marginal dollars beside every function and
 * route, the fleet on every instance type we know, and in words what all of it assumes.
 * Deliberately not here: peaks and campaigns, containers and serverless, discounts, carbon. An unknown stays absent.
 */
import type { Costs, FunctionCost, RouteCost } from '../model/costs.ts';
import type { Priced } from '../model/priced.ts';
import type { Cost, ReportFunction, ReportRoute, Totals } from '../model/report.ts';
import { assume, type Assumed } from './assume.ts';
import { egressPriceOf, egressUsdPerMillionRequests, egressUsdPerMonth } from './egress.ts';
import { secondsPerMonth, usdPerMillionRequests, usdPerMonthAt } from './marginal.ts';
import { costOptions } from './options.ts';

export function price(costs: Costs): Priced {
  const assumed = assume(costs.deployment, costs.traffic);
  return {
    ...costs,
    totals: priceTotals(costs.totals, assumed),
    functions: costs.functions.map((cost) => priceFunction(cost, assumed)),
    routes: costs.routes.map((cost) => priceRoute(cost, assumed)),
    cost: costOf(costs.totals, assumed),
  };
}

function priceTotals(totals: Costs['totals'], assumed: Assumed): Totals {
  // The application as a whole always costs something; 0 here means that nothing was measured.
  if (!(totals.cpuMsPerRequest > 0)) return totals;
  return { ...totals, ...money(totals.cpuMsPerRequest, assumed) };
}

function priceFunction(cost: FunctionCost, assumed: Assumed): ReportFunction {
  const gcCpuMs = cost.gcCpuMsPerRequest ?? 0;
  // Its own garbage is in both, so that "up to" is never below the part it is made of.
  const total = usdPerMillion(cost.totalCpuMsPerRequest + gcCpuMs, assumed);
  const own = usdPerMillion((cost.ownCpuMsPerRequest ?? NaN) + (cost.ownGcCpuMsPerRequest ?? 0), assumed);
  return {
    ...cost,
    ...money(cost.selfCpuMsPerRequest + gcCpuMs, assumed),
    ...(own === undefined ? {} : { ownUsdPerMillionRequests: own }),
    ...(total === undefined ? {} : { totalUsdPerMillionRequests: total }),
  };
}

function priceRoute(cost: RouteCost, assumed: Assumed): ReportRoute {
  const usd = cost.cpuMsPerRequest === undefined ? undefined : usdPerMillion(cost.cpuMsPerRequest, assumed);
  return usd === undefined ? cost : { ...cost, usdPerMillionRequests: usd };
}

function money(cpuMsPerRequest: number, assumed: Assumed): { usdPerMillionRequests?: number; usdPerMonth?: number } {
  const usd = usdPerMillion(cpuMsPerRequest, assumed);
  if (usd === undefined) return {};
  const month = finite(usdPerMonthAt(assumed.requestsPerSecond ?? NaN, usd));
  return { usdPerMillionRequests: usd, ...(month === undefined ? {} : { usdPerMonth: month }) };
}

function usdPerMillion(cpuMsPerRequest: number, { basis, sizing }: Assumed): number | undefined {
  if (!(cpuMsPerRequest >= 0)) return undefined;
  return finite(usdPerMillionRequests(cpuMsPerRequest, basis, sizing));
}

function costOf(totals: Costs['totals'], assumed: Assumed): Cost {
  const { provider, region, sku, usdPerHour, source, asOf } = assumed.basis;
  const options = costOptions(totals.cpuMsPerRequest, assumed);
  const egress = egressOf(totals.bytesOutPerRequest, assumed);
  return {
    assumptions: [
      ...assumed.words,
      ...(options.length === 0 ? ['No CPU time was measured, so nothing is priced.'] : []),
      ...egress.words,
    ],
    basis: { provider, region, sku, usdPerHour, source, asOf },
    options,
    ...egress.cost,
  };
}

interface Egress {
  readonly words: readonly string[];
  readonly cost: Pick<Cost, 'egressUsdPerMillionRequests' | 'egressUsdPerMonth'>;
}

function egressOf(bytesPerRequest: number | undefined, { basis, requestsPerSecond }: Assumed): Egress {
  const price = egressPriceOf(basis.provider);
  if (price === undefined || bytesPerRequest === undefined || !(bytesPerRequest > 0)) return { words: [], cost: {} };
  const perMillion = finite(egressUsdPerMillionRequests(bytesPerRequest, price));
  const perMonth = finite(egressUsdPerMonth(bytesPerRequest, (requestsPerSecond ?? NaN) * secondsPerMonth, price));
  const words = `Bytes out are priced at the first internet tier of ${price.provider}, $${price.usdPerGB} per GB (${price.source}, ${price.asOf}), as if nothing were cached on the way; a month's first ${price.freeGBPerMonth} GB are free.`;
  return {
    words: [words],
    cost: {
      ...(perMillion === undefined ? {} : { egressUsdPerMillionRequests: perMillion }),
      ...(perMonth === undefined ? {} : { egressUsdPerMonth: perMonth }),
    },
  };
}

function finite(value: number): number | undefined {
  return Number.isFinite(value) ? value : undefined;
}
