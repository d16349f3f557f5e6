/**
 * In: which providers and regions, where their public price lists lie. Out: the prices found, and in words what could not be read.
 * Deliberately not here: keeping them, and using them. A provider that cannot be read is no reason to lose another.
 */
import type { PriceList } from '../model/price-list.ts';
import { awsUrl, readAws } from './aws.ts';
import { azureUrl, readAzure } from './azure.ts';
import { gcpUrl, readGcp } from './gcp.ts';
import { ListProblem, openWeb, type Web } from './http.ts';
import { dropOutliers } from './linearity.ts';
import { isPrice, type Offer } from './offers.ts';

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
  const { offers } = dropOutliers(found.offers.filter(({ usdPerHour }) => isPrice(usdPerHour)));
  if (offers.length === 0) throw new ListProblem('the list has no price that can be used');
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
    throw new ListProblem(
      "Google's price list wants an API key; put one into the environment variable LEANSCOPE_GCP_KEY",
    );
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

const reasons: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'the server refuses the connection',
  ECONNRESET: 'the server broke the connection off',
  ENOTFOUND: 'there is no such server',
  EAI_AGAIN: 'the name of the server cannot be looked up',
  ETIMEDOUT: 'the server does not answer',
  EHOSTUNREACH: 'the server cannot be reached',
  ENETUNREACH: 'the network cannot be reached',
  UND_ERR_CONNECT_TIMEOUT: 'the server does not answer within 30 s',
  UND_ERR_HEADERS_TIMEOUT: 'the server does not answer within 30 s',
  UND_ERR_BODY_TIMEOUT: 'the server stopped in the middle of its answer',
  UND_ERR_SOCKET: 'the server broke the connection off',
  UND_ERR_ABORTED: 'the server broke the connection off',
  UND_ERR_RES_CONTENT_LENGTH_MISMATCH: 'the server broke the connection off',
  CSV_MAX_RECORD_SIZE: 'a line of the price list is longer than 64 KiB',
};

/** In our own words; a code that has none is told as it is. What is no failure of the list or the way to it is a bug, and thrown. */
function reasonOf(error: unknown): string {
  if (error instanceof ListProblem) return error.message;
  const codes = [error, ...causesOf(error)].map((each) => (each as NodeJS.ErrnoException).code);
  const code = codes.find((each) => each !== undefined && each in reasons) ?? codes.find((each) => each !== undefined);
  if (code === undefined) throw error;
  if (code.startsWith('CSV_')) return reasons[code] ?? `the price list is no table that can be read (${code})`;
  return `${reasons[code] ?? 'the price list cannot be fetched'} (${code})`;
}

/** Several addresses of one server fail each for a reason of its own. */
function causesOf(error: unknown): readonly unknown[] {
  const { cause, errors } = (error ?? {}) as { readonly cause?: unknown; readonly errors?: unknown };
  return [
    ...(cause === undefined ? [] : [cause, ...causesOf(cause)]),
    ...(Array.isArray(errors) ? (errors as readonly unknown[]) : []),
  ];
}
