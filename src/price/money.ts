/** From capacity to dollars. */
import type { Purchase } from '../model/spec.ts';
import type { Capacity, Sizing } from './capacity.ts';
import type { PricedSku } from './catalogue.ts';

export const hoursPerMonth = 730;
export const secondsPerMonth = hoursPerMonth * 3600;

/** How the fleet is bought. */
export interface Buying {
  readonly purchase: Purchase;
  /** Of a committed price, 0 to 1. */
  readonly discount: number;
  /** Part of the fleet bought so; the rest is on demand. */
  readonly share: number;
}

/** What an hour of one instance costs on average over the fleet; undefined where its spot price is not known. */
export function usdPerHourOf(sku: PricedSku, { purchase, discount, share }: Buying): number | undefined {
  if (purchase === 'onDemand') return sku.usdPerHour;
  const there = purchase === 'spot' ? spotUsdPerHour(sku) : sku.usdPerHour * (1 - discount);
  return there === undefined ? undefined : sku.usdPerHour * (1 - share) + there * share;
}

/**
 * AWS has a spot price per zone and hour; the mean of five zones for c7g.large in us-east-1 was 0.48 of on demand
 * (skypilot-org/skypilot-catalog, 2025), and stands for all. Azure's are not known here.
 */
const awsSpotRatio = 0.48;

export function spotUsdPerHour({ provider, usdPerHour, spotUsdPerHour: listed }: PricedSku): number | undefined {
  if (listed !== undefined) return listed;
  return provider === 'aws' ? usdPerHour * awsSpotRatio : undefined;
}

/**
 * $ per million requests at scale, where the fleet grows with the load: 10⁶ / (ρ · X · 3600) · $/h, which is
 * 10⁶ · d · k / (n · y · ρ · 3600) · $/h where the processor binds.
 */
export function marginalUsdPerMillion(
  { requestsPerSecond }: Capacity,
  usdPerHour: number,
  { utilization }: Sizing,
): number {
  return (1e6 / (utilization * requestsPerSecond * 3600)) * usdPerHour;
}

/** The monthly worth of a price per million; linear, unlike a bill in whole instances. */
export function usdPerMonthAt(requestsPerSecond: number, usdPerMillion: number): number {
  return (usdPerMillion * requestsPerSecond * secondsPerMonth) / 1e6;
}
