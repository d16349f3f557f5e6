/** What the bytes of answers cost, as a whole and by route. */
import type { RouteCost } from '../model/costs.ts';
import type { Cost } from '../model/report-cost.ts';
import { percent, type Assumed } from './assume.ts';
import type { Demand } from './capacity.ts';
import { egressPriceOf, egressUsd, egressUsdPerMillionRequests, marginalUsdPerGB, type EgressPrice } from './egress.ts';
import { secondsPerMonth } from './money.ts';

export interface RouteEgress {
  readonly egressUsdPerMillionRequests?: number;
  readonly egressUsdPerMonth?: number;
}

export interface Egress {
  readonly words: readonly string[];
  readonly cost: Pick<Cost, 'egressUsdPerMillionRequests' | 'egressUsdPerMonth' | 'egressBasis'>;
  /** Of each route, in their order. */
  readonly routes: readonly RouteEgress[];
  /** Billed, and its price; absent where nothing is sent or no price is known. */
  readonly billed?: { readonly price: EgressPrice; readonly bytesPerRequest: number };
}

export function egressOf({ bytesOut: sent }: Demand, routes: readonly RouteCost[], assumed: Assumed): Egress {
  const { basis, shape, cachedBytesShare } = assumed;
  if (sent === undefined) return { words: [], cost: {}, routes: [] };
  const price = egressPriceOf(basis.provider, basis.region);
  if (price === undefined) {
    const words = `What bytes out cost at ${basis.provider} in ${basis.region} is not known here; they are in no figure.`;
    return { words: [words], cost: {}, routes: [] };
  }
  const bytesPerRequest = sent * (1 - cachedBytesShare);
  const gigabytes = shape === undefined ? undefined : (bytesPerRequest * shape.average * secondsPerMonth) / 1e9;
  const usdPerGB = marginalUsdPerGB(price, gigabytes);
  const usdPerMonth = gigabytes === undefined ? undefined : egressUsd(gigabytes, price);
  const { source, url, asOf } = price;
  return {
    words: [wordsOf(assumed, price, usdPerGB)],
    cost: {
      egressUsdPerMillionRequests: egressUsdPerMillionRequests(bytesPerRequest, usdPerGB),
      ...(usdPerMonth === undefined ? {} : { egressUsdPerMonth: usdPerMonth }),
      egressBasis: { source, ...(url === undefined ? {} : { url }), asOf },
    },
    routes: egressOfRoutes(routes, { usdPerGB, sentShare: 1 - cachedBytesShare, usdPerMonth }),
    billed: { price, bytesPerRequest },
  };
}

function wordsOf(
  { basis, cachedBytesShare }: Assumed,
  { source, asOf, freeGBPerMonth }: EgressPrice,
  usdPerGB: number,
): string {
  const cached =
    cachedBytesShare === 0
      ? 'as if nothing were cached on the way'
      : `${percent(cachedBytesShare)} of them served by a cache, as stated, whose own price is not in it`;
  return `Bytes out cost $${usdPerGB} per GB at this volume at ${basis.provider} (${source}, ${asOf}), ${cached}; a month's first ${freeGBPerMonth} GB are free.`;
}

interface Shared {
  readonly usdPerGB: number;
  readonly sentShare: number;
  readonly usdPerMonth: number | undefined;
}

/** The month's bill goes to routes by their bytes, so that the parts are the bill, allowance and tiers included. */
function egressOfRoutes(
  routes: readonly RouteCost[],
  { usdPerGB, sentShare, usdPerMonth }: Shared,
): readonly RouteEgress[] {
  const weightOf = ({ share, bytesOutPerRequest = 0 }: RouteCost) =>
    bytesOutPerRequest > 0 ? share * bytesOutPerRequest : 0;
  const all = routes.reduce((sum, route) => sum + weightOf(route), 0);
  return routes.map((route) => {
    const bytes = route.bytesOutPerRequest;
    if (bytes === undefined || !(bytes >= 0) || !Number.isFinite(all)) return {};
    return {
      egressUsdPerMillionRequests: egressUsdPerMillionRequests(bytes * sentShare, usdPerGB),
      ...(usdPerMonth === undefined || all === 0 ? {} : { egressUsdPerMonth: (usdPerMonth * weightOf(route)) / all }),
    };
  });
}
