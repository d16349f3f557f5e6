/**
 * In: Costs in machine terms, and what use is planned. Out: the same with marginal dollars beside every function, line and
 * route, fleets on instances, containers and functions, a plan of twelve months, and in words what all of it assumes.
 * Deliberately not here: any clock, so "today" is the day of the measurement. An unknown stays absent.
 */
import type { Costs, FunctionCost, LineCost, RouteCost } from '../model/costs.ts';
import type { Priced } from '../model/priced.ts';
import type { ReportFunction, ReportLine } from '../model/report-code.ts';
import type { CostInputs } from '../model/report-cost.ts';
import type { AdviceSaving } from '../model/report-findings.ts';
import type { ReportRoute } from '../model/report-load.ts';
import type { Report } from '../model/report.ts';
import { assume, type Assumed, type PriceInput } from './assume.ts';
import { capacityOf, type Demand } from './capacity.ts';
import { costOf } from './cost.ts';
import { demandOf } from './demand.ts';
import { egressOf, type RouteEgress } from './egress-cost.ts';
import { withLink } from './link.ts';
import { marginalUsdPerMillion, usdPerMonthAt } from './money.ts';
import { worthOf } from './worth.ts';

export function price(costs: Costs): Priced {
  const { traffic, deployment, engineering, whatIf } = costs;
  const inputs = {
    ...(traffic === undefined ? {} : { traffic }),
    ...(deployment === undefined ? {} : { deployment }),
    ...(engineering === undefined ? {} : { engineering }),
    ...(whatIf === undefined ? {} : { whatIf }),
  };
  return { ...costs, ...priceParts(costs, { ...costs, inputs }) };
}

/** The same figures for other plans, from a Report alone: what a page does while a user moves a slider. By the Report's own prices. */
export function reprice(report: Report, inputs: CostInputs, priceLists = report.cost.priceLists): Report {
  const { worth, ...priced } = priceParts(report, {
    ...report,
    inputs,
    ...(priceLists === undefined ? {} : { priceLists }),
  });
  const advice = report.advice.map((finding) => ({
    ...finding,
    saving: repriceSaving(finding.saving, { ...report, ...priced }, worth),
  }));
  return { ...report, ...priced, advice };
}

/** What is no matter of price stays; no dollar of the old plan does. */
function repriceSaving(
  saving: AdviceSaving,
  { totals, cost }: Pick<Priced, 'totals' | 'cost'>,
  worth: Priced['worth'],
): AdviceSaving {
  const { cpuMsPerRequest, bytesOutPerRequest, allocatedBytesPerRequest, requestsPerSecondPerCore } = saving;
  const { upstreamBytesPerRequest, waitMsPerRequest, keptBytesPerRequest } = saving;
  const { cpuMsPerRequestInterval, cpuShareInterval, bytesOutPerRequestInterval, measured } = saving;
  const egress = cost.egressUsdPerMillionRequests;
  const sent = totals.bytesOutPerRequest ?? 0;
  return {
    ...worth({ cpuMsPerRequest }),
    ...(cpuMsPerRequestInterval === undefined ? {} : { cpuMsPerRequestInterval }),
    ...(cpuShareInterval === undefined ? {} : { cpuShareInterval }),
    ...(measured === undefined ? {} : { measured }),
    ...(bytesOutPerRequestInterval === undefined ? {} : { bytesOutPerRequestInterval }),
    ...(upstreamBytesPerRequest === undefined ? {} : { upstreamBytesPerRequest }),
    ...(waitMsPerRequest === undefined ? {} : { waitMsPerRequest }),
    ...(keptBytesPerRequest === undefined ? {} : { keptBytesPerRequest }),
    ...(bytesOutPerRequest === undefined ? {} : { bytesOutPerRequest }),
    ...(bytesOutPerRequest === undefined || egress === undefined || !(sent > 0)
      ? {}
      : { egressUsdPerMillionRequests: (egress * bytesOutPerRequest) / sent }),
    ...(allocatedBytesPerRequest === undefined ? {} : { allocatedBytesPerRequest }),
    ...(requestsPerSecondPerCore === undefined ? {} : { requestsPerSecondPerCore }),
  };
}

interface Unpriced {
  readonly totals: Costs['totals'];
  readonly functions: readonly FunctionCost[];
  readonly lines: readonly LineCost[];
  readonly routes: readonly RouteCost[];
  readonly knobs?: Costs['knobs'];
}

type PricedParts = Pick<Priced, 'totals' | 'functions' | 'lines' | 'routes' | 'capacity' | 'cost' | 'worth'>;

function priceParts(unpriced: Unpriced, input: PriceInput): PricedParts {
  const assumed = assume(input);
  const demand = demandOf(unpriced.totals);
  const money = moneyOf(demand, assumed);
  const egress = egressOf(demand, unpriced.routes, assumed);
  const worth: Priced['worth'] = (change) => worthOf(change, { ...assumed, demand });
  const gcMsPerByte = gcPerByte(unpriced.totals);
  return {
    totals: { ...unpriced.totals, ...(demand.cpuMs > 0 ? money(demand.cpuMs) : {}) },
    functions: unpriced.functions.map((fn) => priceFunction(fn, money)),
    lines: unpriced.lines.map((line) => priceLine(line, gcMsPerByte, money)),
    routes: unpriced.routes.map((route, at) => priceRoute(route, egress.routes[at], money)),
    ...withLink(input.capacity, demand, assumed),
    cost: costOf({
      demand,
      assumed,
      egress,
      inputs: input.inputs,
      functions: unpriced.functions,
      knobs: unpriced.knobs ?? [],
      worth,
    }),
    worth,
  };
}

interface Money {
  readonly usdPerMillionRequests?: number;
  readonly usdPerMonth?: number;
}

type MoneyOf = (cpuMsPerRequest: number, share?: number) => Money;

/** CPU time at the marginal price of a millisecond; with traffic, what it comes to in a month. */
function moneyOf(demand: Demand, { host, sizing, usdPerHour, shape }: Assumed): MoneyOf {
  const capacity = capacityOf(demand, host, sizing.workers);
  if (capacity === undefined) return () => ({});
  const usdPerMs = marginalUsdPerMillion(capacity, usdPerHour, sizing) / demand.cpuMs;
  return (cpuMsPerRequest, share = 1) => {
    const usd = cpuMsPerRequest * usdPerMs;
    if (!(usd >= 0) || !Number.isFinite(usd)) return {};
    const month = shape === undefined ? NaN : usdPerMonthAt(shape.average * share, usd);
    return { usdPerMillionRequests: usd, ...(Number.isFinite(month) ? { usdPerMonth: month } : {}) };
  };
}

function priceFunction(cost: FunctionCost, money: MoneyOf): ReportFunction {
  const gcCpuMs = cost.gcCpuMsPerRequest ?? 0;
  // Its own garbage is in both, so that "up to" is never below the part it is made of.
  const total = money(cost.totalCpuMsPerRequest + gcCpuMs).usdPerMillionRequests;
  const own = money((cost.ownCpuMsPerRequest ?? NaN) + (cost.ownGcCpuMsPerRequest ?? 0)).usdPerMillionRequests;
  return {
    ...cost,
    ...money(cost.selfCpuMsPerRequest + gcCpuMs),
    ...(own === undefined ? {} : { ownUsdPerMillionRequests: own }),
    ...(total === undefined ? {} : { totalUsdPerMillionRequests: total }),
  };
}

/** Collection is charged by bytes allocated, as it is to functions. */
function gcPerByte({ gcMsPerRequest = 0, allocatedBytesPerRequest }: Costs['totals']): number {
  return allocatedBytesPerRequest === undefined || !(allocatedBytesPerRequest > 0)
    ? 0
    : gcMsPerRequest / allocatedBytesPerRequest;
}

function priceLine(line: LineCost, gcMsPerByte: number, money: MoneyOf): ReportLine {
  return { ...line, ...money(line.selfCpuMsPerRequest + (line.allocatedBytesPerRequest ?? 0) * gcMsPerByte) };
}

function priceRoute(route: RouteCost, egress: RouteEgress | undefined, money: MoneyOf): ReportRoute {
  return {
    ...route,
    ...(route.cpuMsPerRequest === undefined ? {} : money(route.cpuMsPerRequest, route.share)),
    ...egress,
  };
}
