/** What is stated of traffic, and what was assumed of the rest, in words. */
import type { Traffic } from '../model/spec.ts';
import type { Sizing } from './capacity.ts';
import { assumedPeakFactor } from './load-shape.ts';

export function trafficWords(traffic: Traffic | undefined, { burstFactor }: Sizing): readonly string[] {
  if (traffic === undefined) return ['No traffic is stated, so there are only unit prices, no monthly figures.'];
  const { averageRequestsPerSecond, growthPerMonth = 0 } = traffic;
  const grows =
    growthPerMonth === 0
      ? ''
      : `, ${growthPerMonth > 0 ? 'growing' : 'shrinking'} by ${Math.abs(Number((growthPerMonth * 100).toPrecision(3)))} % a month`;
  return [
    `Monthly figures are for ${averageRequestsPerSecond} requests per second on average${grows}, 730 h a month.`,
    dayWords(traffic),
    burstFactor > 1
      ? `Fleets hold the worst minute of an hour: ${burstFactor} times its mean, and 2.33 standard deviations of chance.`
      : 'Fleets hold the mean of the busiest hour and no more, as stated.',
    'Dollars per month beside functions are marginal: their linear part of a large fleet. A bill moves in whole instances.',
  ];
}

function dayWords({ daily, peakFactor, weekly }: Traffic): string {
  const week = weekly === undefined ? 'all days alike' : 'days as stated';
  if (daily !== undefined)
    return `Hours of the day are as stated${peakFactor === undefined ? '' : ' (the peak factor is in them, and not used)'}, ${week}.`;
  return peakFactor === undefined
    ? `No daily peak is stated; the busiest hour is taken to have ${assumedPeakFactor} times the day's average, ${week}.`
    : `The busiest hour has ${peakFactor} times the day's average, ${week}.`;
}
