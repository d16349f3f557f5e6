/**
 * What a change of the code is worth: linear at scale, and in whole instances on the next bill. A ceiling in both: a share of
 * CPU is a saving only when the change has been measured again.
 */
import type { Worth } from '../model/report-plan.ts';
import type { Change } from '../model/priced.ts';
import type { Engineering } from '../model/spec.ts';
import {
  capacityOf,
  hourlyRateFor,
  instancesFor,
  rateToHold,
  type Capacity,
  type Demand,
  type Host,
  type Sizing,
} from './capacity.ts';
import { fleetCost } from './fleet.ts';
import { busiestHour, type LoadShape } from './load-shape.ts';
import { marginalUsdPerMillion, usdPerMonthAt } from './money.ts';

export interface WorthContext {
  readonly demand: Demand;
  readonly host: Host;
  readonly usdPerHour: number;
  readonly sizing: Sizing;
  readonly shape?: LoadShape;
  readonly engineering?: Engineering;
}

export function worthOf(change: Change, context: WorthContext): Worth {
  const { demand, host, sizing, usdPerHour, shape } = context;
  const saved = savedOf(change, demand);
  const unit: Worth = { cpuMsPerRequest: saved.cpuMs };
  const before = capacityOf(demand, host, sizing.workers);
  if (before === undefined || !(saved.cpuMs > 0)) return unit;
  const after = capacityOf(lighter(demand, saved), host, sizing.workers);
  if (after === undefined) return unit;
  // Where the network binds, or other threads' work goes while event loops bind, less CPU holds no more requests.
  const usdPerMillionRequests =
    marginalUsdPerMillion(before, usdPerHour, sizing) - marginalUsdPerMillion(after, usdPerHour, sizing);
  if (!Number.isFinite(usdPerMillionRequests)) return unit;
  const priced = { ...unit, usdPerMillionRequests };
  if (shape === undefined) return priced;
  const usdPerMonth = usdPerMonthAt(shape.average, usdPerMillionRequests);
  return {
    ...priced,
    usdPerMonth,
    ...stepped(context, shape, saved, { before, after }),
    ...payback(context, shape, usdPerMonth),
  };
}

interface Saved {
  readonly cpuMs: number;
  readonly loopMs: number;
}

/** Work of the event loop is work of the processor too; a change never saves more than there is. */
function savedOf({ cpuMsPerRequest, loopCpuMsPerRequest = cpuMsPerRequest }: Change, { cpuMs, loopMs }: Demand): Saved {
  const saved = Math.min(cpuMsPerRequest, cpuMs);
  return { cpuMs: saved, loopMs: Math.min(loopCpuMsPerRequest, loopMs, saved) };
}

/** Something is always left, or a fleet would hold infinitely much. */
function lighter(demand: Demand, { cpuMs, loopMs }: Saved): Demand {
  const least = demand.cpuMs * 1e-6;
  return {
    ...demand,
    cpuMs: Math.max(least, demand.cpuMs - cpuMs),
    loopMs: Math.max(Math.min(least, demand.loopMs), demand.loopMs - loopMs),
  };
}

interface Capacities {
  readonly before: Capacity;
  readonly after: Capacity;
}

function stepped(context: WorthContext, shape: LoadShape, saved: Saved, { before, after }: Capacities): Partial<Worth> {
  const { sizing, usdPerHour } = context;
  const now = fleetCost(shape, before, sizing, usdPerHour);
  const then = fleetCost(shape, after, sizing, usdPerHour);
  const next = nextStepMs(context, shape, saved, then.instances);
  return {
    instancesBefore: now.instances,
    instancesAfter: then.instances,
    instances: now.instances - then.instances,
    steppedUsdPerMonth: now.usdPerMonth - then.usdPerMonth,
    steppedAutoscaledUsdPerMonth: now.autoscaledUsdPerMonth - then.autoscaledUsdPerMonth,
    ...(next === undefined ? {} : { nextStepCpuMsPerRequest: next }),
    ...(now.instances === then.instances && after.requestsPerSecond > before.requestsPerSecond
      ? { paysFromRequestsPerSecond: paysFrom(shape, before, sizing) }
      : {}),
  };
}

/**
 * CPU per request to save in all, in the proportion of this change, until one instance fewer than `instances` holds the peak.
 * From ρ · X · busy ≥ λ: each ceiling in turn must reach X, and what is left of m and d follows.
 */
function nextStepMs(
  { demand, host, sizing }: WorthContext,
  shape: LoadShape,
  { cpuMs, loopMs }: Saved,
  instances: number,
): number | undefined {
  const busy = instances - 1 - sizing.spareInstances;
  if (busy < 1 || instances - 1 < sizing.minInstances) return undefined;
  const wanted = rateToHold(busiestHour(shape), sizing) / (sizing.utilization * busy);
  const now = capacityOf(demand, host, sizing.workers);
  if (now === undefined || wanted > (now.ceilings.network ?? Infinity)) return undefined;
  const cpuToSave = demand.cpuMs * (1 - now.ceilings.cpu / wanted);
  const loopToSave = demand.loopMs * (1 - now.ceilings.eventLoop / wanted);
  if (loopToSave > 0 && loopMs === 0) return undefined;
  const needed = Math.max(cpuToSave, loopToSave <= 0 ? 0 : (loopToSave * cpuMs) / loopMs);
  return needed >= demand.cpuMs ? undefined : needed;
}

/** Average rate beyond which the code as it is needs one more instance, and with the change not yet. */
function paysFrom(shape: LoadShape, before: Capacity, sizing: Sizing): number {
  const perInstance = sizing.utilization * before.requestsPerSecond;
  const instances = instancesFor(rateToHold(busiestHour(shape), sizing), before, sizing);
  const peak = hourlyRateFor((instances - sizing.spareInstances) * perInstance, sizing);
  return (peak / busiestHour(shape)) * shape.average;
}

/** Of the marginal saving: hours × rate / month; and what twelve growing months of it come to. */
function payback({ engineering }: WorthContext, { growthPerMonth }: LoadShape, usdPerMonth: number): Partial<Worth> {
  const months = Array.from({ length: 12 }, (_, month) => usdPerMonth * (1 + growthPerMonth) ** month);
  const twelveMonthsUsd = months.reduce((a, b) => a + b, 0);
  if (engineering?.hoursPerChange === undefined || !(usdPerMonth > 0)) return { twelveMonthsUsd };
  return { twelveMonthsUsd, paybackMonths: (engineering.hoursPerChange * engineering.usdPerHour) / usdPerMonth };
}
