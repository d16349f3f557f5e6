/**
 * Price lists are linear within a family: twice the vCPUs, twice the price. A size that is dearer than the cheapest of its family
 * by its vCPUs carries something else (dedicated hardware, a Windows licence) that the filters did not know, and is left out.
 */
import type { Offer } from './offers.ts';

/** List prices are rounded. */
const tolerance = 0.02;

export interface Cleaned {
  readonly offers: readonly Offer[];
  readonly dropped: readonly Offer[];
}

export function dropOutliers(offers: readonly Offer[]): Cleaned {
  const lowest = new Map<string, number>();
  for (const offer of offers) {
    const known = lowest.get(groupOf(offer));
    lowest.set(groupOf(offer), Math.min(known ?? Infinity, unitPrice(offer)));
  }
  // Spot prices follow demand, size by size.
  const fits = (offer: Offer): boolean =>
    offer.spot || offer.scale === undefined || unitPrice(offer) <= (lowest.get(groupOf(offer)) ?? 0) * (1 + tolerance);
  return { offers: offers.filter(fits), dropped: offers.filter((offer) => !fits(offer)) };
}

function groupOf({ region, scale, sku, spot }: Offer): string {
  return `${region} ${scale?.family ?? sku} ${spot ? 'spot' : 'list'}`;
}

function unitPrice({ usdPerHour, scale }: Offer): number {
  return usdPerHour / (scale?.size ?? 1);
}
