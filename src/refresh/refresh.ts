/**
 * In: which providers and regions, where their public price lists lie. Out: the prices found, and in words what could not be read.
 * Deliberately not here: keeping them, and using them. A provider that cannot be read is no reason to lose another.
 */
import type { PriceList } from '../model/price-list.ts';
import { awsUrl, readAws } from './aws.ts';
import { azureUrl, readAzure } from './azure.ts';
import { gcpUrl, readGcp } from './gcp.ts';
import { openWeb, type Web } from './http.ts';
import { dropOutliers } from './linearity.ts';
import type { Offer } from './offers.ts';

export const providers = ['aws', 'azure', 'gcp'] as const;
export type Provider = (typeof providers)[number];

export interface RefreshOptions {
  readonly regions: Readonly<Partial<Record<Provider, readonly string[]>>>;
  /** Other addresses for the lists: a mirror. */
  readonly urls?: Readonly<Partial<Record<Provider, string>>>;
  /** Google's list wants one. */
  readonly gcpKey?: string;
  /** ISO date, for lists that do not date themselves. */
  readonly today: string;
  readonly onProvider: (provider: Provider) => void;
  readonly signal: AbortSignal;
}

export interface Refreshed {
  readonly lists: readonly PriceList[];
  /** A sentence for each provider that could not be read. */
  readonly problems: readonly string[];
}

export async function refresh(options: RefreshOptions): Promise<Refreshed> {
  const web = openWeb(options.signal);
  const lists: PriceList[] = [];
  const problems: string[] = [];
  try {
    for (const provider of providers) {
      const regions = options.regions[provider];
      if (regions === undefined) continue;
      options.onProvider(provider);
      try {
        lists.push(await readProvider(web, provider, regions, options));
      } catch (error) {
        options.signal.throwIfAborted();
        problems.push(`${provider}: ${reasonOf(error)}`);
      }
    }
  } finally {
    await web.close();
  }
  return { lists, problems };
}

const defaultUrls: Readonly<Record<Provider, string>> = { aws: awsUrl, azure: azureUrl, gcp: gcpUrl };
const sources: Readonly<Record<Provider, string>> = {
  aws: 'AWS Price List, bulk',
  azure: 'Azure Retail Prices',
  gcp: 'Google Cloud Billing Catalog',
};

async function readProvider(
  web: Web,
  provider: Provider,
  regions: readonly string[],
  { urls, gcpKey, today }: RefreshOptions,
): Promise<PriceList> {
  const baseUrl = (urls?.[provider] ?? defaultUrls[provider]).replace(/\/$/, '');
  const found: { readonly offers: readonly Offer[]; readonly asOf?: string } = await {
    aws: () => readAws(web, { baseUrl, regions }),
    azure: () => readAzure(web, { baseUrl, regions }),
    gcp: () => readGcp(web, { baseUrl, regions, key: keyOrThrow(gcpKey) }),
  }[provider]();
  const { offers } = dropOutliers(found.offers);
  const spot = offers.filter((offer) => offer.spot);
  return {
    provider,
    source: sources[provider],
    url: baseUrl,
    asOf: found.asOf ?? today,
    usdPerHour: byRegion(offers.filter((offer) => !offer.spot)),
    ...(spot.length === 0 ? {} : { spotUsdPerHour: byRegion(spot) }),
  };
}

function keyOrThrow(key: string | undefined): string {
  if (key === undefined || key === '')
    throw new Error("Google's price list wants an API key; put one into the environment variable LEANSCOPE_GCP_KEY");
  return key;
}

/** The cheapest, where a list names a type twice. */
function byRegion(offers: readonly Offer[]): PriceList['usdPerHour'] {
  const regions: Record<string, Record<string, number>> = {};
  for (const { region, sku, usdPerHour } of offers) {
    const types = (regions[region] ??= {});
    types[sku] = Math.min(types[sku] ?? Infinity, usdPerHour);
  }
  return regions;
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  // What the system said is the cause, or the code; "fetch failed" helps nobody.
  const { code, cause } = error as NodeJS.ErrnoException;
  return [error.message, code, cause instanceof Error ? cause.message : undefined]
    .filter((part): part is string => part !== undefined && part !== '')
    .filter((part, index, all) => all.indexOf(part) === index)
    .join(', ');
}
