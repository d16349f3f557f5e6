/**
 * Twelve months ahead, day by day and hour by hour: instances and dollars by month, what each campaign needs, and the days on
 * which today's fleet, one event loop or what is behind the application no longer do. Months are counted from the day of the
 * measurement and have their own hours.
 */
import type { PlannedCampaign, PlannedMonth, TrafficPlan } from '../model/report-plan.ts';
import { instancesFor, rateToHold, type Capacity, type Sizing } from './capacity.ts';
import { egressUsd, type EgressPrice } from './egress.ts';
import { isoDate, monthsLater, rateOfDay, type CampaignDays, type LoadShape } from './load-shape.ts';

export interface PlanInput {
  readonly shape: LoadShape;
  readonly capacity: Capacity;
  /** Requests per second that one event loop alone on a core there holds. */
  readonly oneLoopRequestsPerSecond: number;
  readonly sizing: Sizing;
  readonly usdPerHour: number;
  readonly firstDay: number;
  /** As stated; else what today needs. */
  readonly instancesToday?: number;
  readonly backendRequestsPerSecond?: number;
  readonly egress?: { readonly price: EgressPrice; readonly bytesPerRequest: number };
}

const months = 12;

export function planTraffic(input: PlanInput): TrafficPlan {
  const { shape, firstDay, sizing, capacity } = input;
  const planned = Array.from({ length: months }, (_, month) => planMonth(input, month));
  const days = daysBetween(firstDay, monthsLater(firstDay, months)).map((day) => oneDay(input, day));
  const today = instancesFor(rateToHold(busiestHourOfWeek(input), sizing), capacity, sizing);
  const instances = input.instancesToday ?? today;
  const perLoop = sizing.utilization * input.oneLoopRequestsPerSecond;
  const outgrown = days.find((day) => day.instances > instances);
  const byGrowth = daysBetween(firstDay, monthsLater(firstDay, months)).find(
    (day) => oneDay(input, day, []).instances > instances,
  );
  const oneLoop = days.find((day) => day.rateToHold > perLoop);
  const backend = days.find((day) => day.peak > (input.backendRequestsPerSecond ?? Infinity));
  return {
    from: isoDate(firstDay),
    fleetToday: { instances, stated: input.instancesToday !== undefined },
    months: planned,
    usd: sum(planned.map(({ usd }) => usd)),
    autoscaledUsd: sum(planned.map(({ autoscaledUsd }) => autoscaledUsd)),
    ...(outgrown === undefined ? {} : { outgrownOn: isoDate(outgrown.day) }),
    ...(byGrowth === undefined ? {} : { outgrownByGrowthOn: isoDate(byGrowth) }),
    campaigns: shape.campaigns.map((campaign) => planCampaign(input, campaign)),
    oneEventLoopRequestsPerSecond: perLoop,
    ...(oneLoop === undefined ? {} : { oneEventLoopOutgrownOn: isoDate(oneLoop.day) }),
    ...(backend === undefined ? {} : { backendOutgrownOn: isoDate(backend.day) }),
  };
}

interface Day {
  readonly day: number;
  readonly mean: number;
  /** Mean of the busiest hour. */
  readonly peak: number;
  readonly rateToHold: number;
  /** For the busiest hour. */
  readonly instances: number;
  /** Over its 24 hours. */
  readonly autoscaledInstanceHours: number;
}

function oneDay({ shape, sizing, capacity, firstDay }: PlanInput, day: number, campaigns = shape.campaigns): Day {
  const mean = rateOfDay(shape, day, firstDay, campaigns);
  const needed = (rate: number) => instancesFor(rateToHold(rate, sizing), capacity, sizing);
  const peak = mean * Math.max(...shape.daily);
  return {
    day,
    mean,
    peak,
    rateToHold: rateToHold(peak, sizing),
    instances: needed(peak),
    autoscaledInstanceHours: sum(shape.daily.map((ofHour) => needed(mean * ofHour))),
  };
}

function busiestHourOfWeek({ shape }: PlanInput): number {
  return shape.average * Math.max(...shape.daily) * Math.max(...shape.weekly);
}

/** A fixed fleet holds the month's busiest hour all month, and for the days of a campaign what those need on top. */
function planMonth(input: PlanInput, month: number): PlannedMonth {
  const { firstDay, shape, usdPerHour, egress } = input;
  const from = monthsLater(firstDay, month);
  const days = daysBetween(from, monthsLater(firstDay, month + 1));
  const all = days.map((day) => oneDay(input, day));
  const base = fixedBase(input, days);
  const fixedHours = sum(all.map(({ instances }) => 24 * Math.max(base, instances)));
  const running = shape.campaigns.filter((campaign) => days.some((day) => runsOn(campaign, day)));
  const requests = sum(all.map(({ mean }) => mean * 86_400));
  return {
    from: isoDate(from),
    days: days.length,
    averageRequestsPerSecond: sum(all.map(({ mean }) => mean)) / days.length,
    peakRequestsPerSecond: Math.max(...all.map((day) => day.rateToHold)),
    instances: Math.max(...all.map(({ instances }) => instances)),
    usd: fixedHours * usdPerHour,
    autoscaledUsd: sum(all.map(({ autoscaledInstanceHours }) => autoscaledInstanceHours)) * usdPerHour,
    ...(egress === undefined ? {} : { egressUsd: egressUsd((egress.bytesPerRequest * requests) / 1e9, egress.price) }),
    ...(running.length === 0 ? {} : { campaigns: running.map(({ name }) => name) }),
  };
}

/** What the days would need without campaigns. */
function fixedBase(input: PlanInput, days: readonly number[]): number {
  return Math.max(...days.map((day) => oneDay(input, day, []).instances));
}

function planCampaign(input: PlanInput, campaign: CampaignDays): PlannedCampaign {
  const { shape, usdPerHour, sizing, capacity, egress } = input;
  const others = shape.campaigns.filter((each) => each !== campaign);
  const days = daysBetween(campaign.firstDay, campaign.firstDay + campaign.days);
  const pairs = days.map((day) => ({ with: oneDay(input, day), without: oneDay(input, day, others) }));
  const requests = sum(pairs.map((pair) => (pair.with.mean - pair.without.mean) * 86_400));
  const busiest = pairs.reduce((most, pair) => (pair.with.instances > most.with.instances ? pair : most));
  const bytesGB = ((egress?.bytesPerRequest ?? 0) * requests) / 1e9;
  return {
    name: campaign.name,
    from: isoDate(campaign.firstDay),
    to: isoDate(campaign.firstDay + campaign.days - 1),
    peakRequestsPerSecond: Math.max(...pairs.map((pair) => pair.with.rateToHold)),
    instances: busiest.with.instances,
    extraInstances: busiest.with.instances - busiest.without.instances,
    extraUsd: usdPerHour * sum(pairs.map((pair) => 24 * (pair.with.instances - pair.without.instances))),
    autoscaledExtraUsd:
      usdPerHour * sum(pairs.map((pair) => pair.with.autoscaledInstanceHours - pair.without.autoscaledInstanceHours)),
    // Beyond the free allowance, which the usual traffic is taken to use up.
    ...(egress === undefined ? {} : { egressExtraUsd: egressUsd(bytesGB + egress.price.freeGBPerMonth, egress.price) }),
    requestsPerSecondPerInstance: sizing.utilization * capacity.requestsPerSecond,
  };
}

function runsOn({ firstDay, days }: CampaignDays, day: number): boolean {
  return day >= firstDay && day < firstDay + days;
}

function daysBetween(from: number, to: number): readonly number[] {
  return Array.from({ length: to - from }, (_, index) => from + index);
}

function sum(values: readonly number[]): number {
  return values.reduce((a, b) => a + b, 0);
}
