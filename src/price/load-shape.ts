/** How traffic is spread over hours, days and months. */
import type { Campaign, Traffic } from '../model/spec.ts';

export interface LoadShape {
  /** Requests per second, over a month without campaigns, on the first day. */
  readonly average: number;
  /** 24 figures whose mean is 1. */
  readonly daily: readonly number[];
  /** 7 figures whose mean is 1, Monday first. */
  readonly weekly: readonly number[];
  readonly growthPerMonth: number;
  readonly campaigns: readonly CampaignDays[];
}

export interface CampaignDays {
  readonly name: string;
  /** Days since 1970-01-01 (UTC). */
  readonly firstDay: number;
  readonly days: number;
  readonly multiplier: number;
  readonly rampDays: number;
}

const msPerDay = 86_400_000;
/** Without any word on the day, its busiest hour has twice its average. */
export const assumedPeakFactor = 2;
const assumedPeakHour = 15;
const daysPerMonth = 365 / 12;

export function loadShapeOf(traffic: Traffic): LoadShape {
  const { peakFactor = assumedPeakFactor, peakHour = assumedPeakHour } = traffic;
  return {
    average: traffic.averageRequestsPerSecond,
    daily: traffic.daily === undefined ? waveOf(peakFactor, peakHour) : normalised(traffic.daily),
    weekly: traffic.weekly === undefined ? Array<number>(7).fill(1) : normalised(traffic.weekly),
    growthPerMonth: traffic.growthPerMonth ?? 0,
    campaigns: (traffic.campaigns ?? []).map(campaignDays),
  };
}

function normalised(values: readonly number[]): readonly number[] {
  const mean = values.reduce((a, b) => a + b, 0) / values.length;
  return values.map((value) => value / mean);
}

/**
 * A day that rises and falls once. Up to twice the average it is 1 + a·cos, a = peak − 1. A cosine cannot peak higher without
 * going below 0, so beyond that its hump gets narrower: (1 + cos)^p with the p that gives the stated peak.
 */
function waveOf(peakFactor: number, peakHour: number): readonly number[] {
  const angles = Array.from({ length: 24 }, (_, hour) => (2 * Math.PI * (hour - peakHour)) / 24);
  if (peakFactor <= 2) return angles.map((angle) => 1 + (peakFactor - 1) * Math.cos(angle));
  const hump = (power: number) => normalised(angles.map((angle) => ((1 + Math.cos(angle)) / 2) ** power));
  let low = 1;
  let high = 4096;
  for (let step = 0; step < 60; step++) {
    const middle = (low + high) / 2;
    if (Math.max(...hump(middle)) < peakFactor) low = middle;
    else high = middle;
  }
  return hump(high);
}

function campaignDays({ name, start, days, multiplier, rampDays = 0 }: Campaign): CampaignDays {
  return { name: name ?? `campaign of ${start}`, firstDay: dayOf(start), days, multiplier, rampDays };
}

/** Days since 1970-01-01 of an ISO date or time. */
export function dayOf(iso: string): number {
  return Math.floor(Date.parse(iso) / msPerDay);
}

export function isoDate(day: number): string {
  return new Date(day * msPerDay).toISOString().slice(0, 10);
}

/** The same day of a later month, or its last day. */
export function monthsLater(day: number, months: number): number {
  const date = new Date(day * msPerDay);
  const lastOfMonth = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + months + 1, 0));
  const dayOfMonth = Math.min(date.getUTCDate(), lastOfMonth.getUTCDate());
  return Date.UTC(lastOfMonth.getUTCFullYear(), lastOfMonth.getUTCMonth(), dayOfMonth) / msPerDay;
}

/** Mean rate of an hour of the busiest day, today and without campaigns. */
export function busiestHour({ average, daily, weekly }: LoadShape): number {
  return average * Math.max(...daily) * Math.max(...weekly);
}

/** Mean rate of each hour of a week, today and without campaigns: 168 figures. */
export function typicalWeek({ average, daily, weekly }: LoadShape): readonly number[] {
  return weekly.flatMap((ofDay) => daily.map((ofHour) => average * ofDay * ofHour));
}

/** Mean rate of a day: growth runs on evenly, a campaign multiplies, and two at once multiply each other. */
export function rateOfDay(shape: LoadShape, day: number, firstDay: number, campaigns = shape.campaigns): number {
  const { average, weekly, growthPerMonth } = shape;
  const grown = average * (1 + growthPerMonth) ** ((day - firstDay) / daysPerMonth);
  return campaigns.reduce(
    (rate, campaign) => rate * multiplierOn(campaign, day),
    grown * (weekly[weekdayOf(day)] ?? 1),
  );
}

/** 1970-01-01 was a Thursday; Monday is 0. */
function weekdayOf(day: number): number {
  return (((day + 3) % 7) + 7) % 7;
}

/** 1 outside; in the ramp the day's part of the way, so that the day after it has all of it. */
function multiplierOn({ firstDay, days, multiplier, rampDays }: CampaignDays, day: number): number {
  const since = day - firstDay;
  if (since < 0 || since >= days) return 1;
  return since < rampDays ? 1 + ((multiplier - 1) * (since + 1)) / (rampDays + 1) : multiplier;
}
