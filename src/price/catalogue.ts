/**
 * What instances cost: Linux, shared tenancy, USD per hour. Facts quoted from public machine-readable files, each with its
 * source and date; `catalogue-data.json` holds them as price per vCPU and hour by family and region, because price lists
 * are linear within a family. Public dumps mix in other tenancies and Windows, so where the source is such a dump, the
 * figure is the lowest price per vCPU over the sizes of the family. Prices that were read since win over the embedded ones.
 */
import { ownValue } from '../model/own-value.ts';
import type { PriceList } from '../model/price-list.ts';
import data from './catalogue-data.json' with { type: 'json' };

/** `thread`: a vCPU is one of two hyperthreads of a core. `core`: a vCPU is a core of its own. */
export type VcpuKind = 'thread' | 'core';

export interface PricedSku {
  readonly provider: string;
  readonly region: string;
  readonly sku: string;
  /** Sizes of one family differ in size only. */
  readonly family: string;
  readonly arch: 'x64' | 'arm64';
  readonly vcpus: number;
  readonly vcpuIs: VcpuKind;
  readonly memGiB: number;
  /** Bandwidth that is there all the time, Mbit/s (karpenterAwsBandwidth in the data); absent where not known. */
  readonly bandwidthMbps?: number;
  readonly usdPerHour: number;
  readonly spotUsdPerHour?: number;
  readonly source: string;
  readonly url?: string;
  /** ISO date, or as much of it as the source records. */
  readonly asOf: string;
  /** Of each vCPU, what may be used all the time; more is only lent. Absent where all of it may. */
  readonly baselineShare?: number;
  /** It is lent, and how much may be used for good is not known. */
  readonly baselineUnknown?: true;
  readonly confidence?: 'low';
}

interface Source {
  readonly name: string;
  readonly url?: string;
  readonly asOf: string;
}

interface Group {
  readonly name: string;
  readonly arch: string;
  readonly vcpuIs: string;
  /** [vCPUs, GiB, Mbit/s] */
  readonly skus: Readonly<Record<string, readonly number[]>>;
  /** The second is for regions after the first one. */
  readonly sources: readonly string[];
  /** By the provider's regions; null where the family is not offered or its price is not known. */
  readonly usdPerVcpuHour: readonly (number | null)[];
  readonly spotUsdPerVcpuHour?: readonly (number | null)[];
  readonly burstable?: boolean;
  readonly baselineShare?: number;
  readonly confidence?: string;
  readonly sharedCpu?: boolean;
}

interface Provider {
  readonly regions: readonly string[];
  readonly groups: readonly Group[];
}

const sources: Readonly<Record<string, Source>> = data.sources;
const providers: Readonly<Record<string, Provider>> = data.providers;

export const providerNames: readonly string[] = Object.keys(providers);

export function regionsOf(provider: string): readonly string[] {
  return ownValue(providers, provider)?.regions ?? [];
}

/** Where the embedded prices of instance types come from. */
export function embeddedSources(): readonly (Source & { readonly provider: string })[] {
  return Object.entries(providers).flatMap(([provider, { groups }]) =>
    [...new Set(groups.flatMap((group) => group.sources))].flatMap((key) => {
      const source = sources[key];
      return source === undefined ? [] : [{ provider, ...source }];
    }),
  );
}

/** Every type of the provider in the region; empty where either is not known. */
export function skusIn(provider: string, region: string, lists: readonly PriceList[] = []): readonly PricedSku[] {
  const { regions = [], groups = [] } = ownValue(providers, provider) ?? {};
  const at = regions.indexOf(region);
  return groups.flatMap((group) => skusOf(group, at, { provider, region })).map((sku) => refreshed(sku, lists));
}

function skusOf(group: Group, at: number, place: Pick<PricedSku, 'provider' | 'region'>): readonly PricedSku[] {
  const usdPerVcpuHour = group.usdPerVcpuHour[at] ?? undefined;
  const source = sources[(at === 0 ? group.sources[0] : group.sources.at(-1)) ?? ''];
  if (usdPerVcpuHour === undefined || source === undefined) return [];
  const spot = group.spotUsdPerVcpuHour?.[at] ?? undefined;
  return Object.entries(group.skus).map(([sku, [vcpus = 0, memGiB = 0, bandwidthMbps]]) => ({
    ...place,
    sku,
    family: familyOf(group, sku),
    arch: group.arch === 'arm64' ? 'arm64' : 'x64',
    vcpus,
    vcpuIs: group.vcpuIs === 'core' ? 'core' : 'thread',
    memGiB,
    ...(bandwidthMbps === undefined ? {} : { bandwidthMbps }),
    usdPerHour: product(usdPerVcpuHour, vcpus),
    ...(spot === undefined ? {} : { spotUsdPerHour: product(spot, vcpus) }),
    source: source.name,
    ...(source.url === undefined ? {} : { url: source.url }),
    asOf: source.asOf,
    ...(group.baselineShare === undefined ? {} : { baselineShare: group.baselineShare }),
    ...(group.burstable === true && group.baselineShare === undefined ? { baselineUnknown: true as const } : {}),
    ...(group.confidence === undefined && group.sharedCpu !== true ? {} : { confidence: 'low' as const }),
  }));
}

/** Price lists have at most six digits after the point; binary fractions would show more. */
function product(usdPerVcpuHour: number, vcpus: number): number {
  return Number((usdPerVcpuHour * vcpus).toFixed(7));
}

/** Types that are listed one by one still have bigger sisters: `t3.medium` is a t3. */
function familyOf({ name, skus }: Group, sku: string): string {
  return Object.keys(skus).length > 1 ? name : sku.replace(/\..*$/, '').replace(/-\d+$/, '');
}

function refreshed(sku: PricedSku, lists: readonly PriceList[]): PricedSku {
  const list = lists.findLast(
    ({ provider, usdPerHour }) => provider === sku.provider && priceIn(usdPerHour, sku) !== undefined,
  );
  const usdPerHour = list === undefined ? undefined : priceIn(list.usdPerHour, sku);
  if (list === undefined || usdPerHour === undefined || !(usdPerHour > 0)) return sku;
  const spot = priceIn(list.spotUsdPerHour ?? {}, sku);
  const { source, url, asOf } = list;
  return { ...sku, usdPerHour, ...(spot === undefined ? {} : { spotUsdPerHour: spot }), source, url, asOf };
}

export function findSku(
  wanted: { readonly provider: string; readonly region: string; readonly instance: string },
  lists: readonly PriceList[] = [],
): PricedSku | undefined {
  const plain = (name: string) => name.trim().toLowerCase();
  // Azure itself writes both D2s_v5 and Standard_D2s_v5.
  const sku = plain(wanted.instance).replace(/^standard_/, '');
  return skusIn(plain(wanted.provider), plain(wanted.region), lists).find((row) => plain(row.sku) === sku);
}

function priceIn(
  prices: PriceList['usdPerHour'],
  { region, sku }: Pick<PricedSku, 'region' | 'sku'>,
): number | undefined {
  return ownValue(ownValue(prices, region) ?? {}, sku);
}
