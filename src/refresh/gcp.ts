/**
 * Google's price list has cores and gigabytes of a family, not machine types: a type's price is the sum of its parts. It wants an
 * API key. https://cloud.google.com/billing/docs/reference/pricing-api
 */
import { ListProblem, type Web } from './http.ts';
import type { Offer } from './offers.ts';

export const gcpUrl = 'https://cloudbilling.googleapis.com';

/** The id of Compute Engine. */
const listPath = '/v1/services/6F81-5844-456A/skus';
const mostPages = 100;
const sizes = [2, 4, 8, 16];

/** GiB per vCPU of each kind of machine type. https://cloud.google.com/compute/docs/general-purpose-machines */
const memoryOf: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  e2: { standard: 4, highcpu: 1 },
  n2: { standard: 4, highcpu: 1 },
  n2d: { standard: 4, highcpu: 1 },
  t2d: { standard: 4 },
  t2a: { standard: 4 },
  c3: { standard: 4, highcpu: 2 },
  c3d: { standard: 4, highcpu: 2 },
  c4: { standard: 3.75, highcpu: 2 },
  c4a: { standard: 4, highcpu: 2 },
  c4d: { standard: 3.875, highcpu: 1.875 },
  n4: { standard: 4, highcpu: 2 },
};

interface Sku {
  readonly description?: string;
  readonly category?: { readonly resourceFamily?: string; readonly usageType?: string };
  readonly serviceRegions?: readonly string[];
  readonly pricingInfo?: readonly {
    readonly pricingExpression?: {
      readonly usageUnit?: string;
      readonly tieredRates?: readonly { readonly unitPrice?: UnitPrice }[];
    };
  }[];
}

interface UnitPrice {
  readonly currencyCode?: string;
  readonly units?: string;
  readonly nanos?: number;
}

interface Part {
  readonly family: string;
  readonly kind: 'core' | 'ram';
  readonly spot: boolean;
  readonly usd: number;
  readonly regions: readonly string[];
}

export async function readGcp(
  web: Web,
  { baseUrl, regions, key }: { readonly baseUrl: string; readonly regions: readonly string[]; readonly key: string },
): Promise<{ readonly offers: readonly Offer[] }> {
  const parts: Part[] = [];
  let token = '';
  for (let page = 0; page === 0 || token !== ''; page++) {
    if (page === mostPages) throw new ListProblem('the list of Google does not end');
    const query = new URLSearchParams({ pageSize: '5000', ...(token === '' ? {} : { pageToken: token }) });
    // In a header, the key is not in what proxies and messages show of an address.
    const { skus, nextPageToken } = await web.json(`${baseUrl}${listPath}?${query.toString()}`, {
      'x-goog-api-key': key,
    });
    if (!Array.isArray(skus)) throw new ListProblem('a page of the list of Google has no prices');
    for (const sku of skus as readonly unknown[]) parts.push(...partIn(sku));
    token = typeof nextPageToken === 'string' ? nextPageToken : '';
  }
  const offers = regions.flatMap((region) => typesIn(region, parts));
  if (offers.length === 0) throw new ListProblem(`the list of Google has no machine types in ${regions.join(', ')}`);
  return { offers };
}

/** "N2 Instance Core running in Americas", "Spot Preemptible N2D AMD Instance Ram running in Frankfurt". */
const named = /^(?:Spot Preemptible )?([A-Z]\d[A-Z]?)(?: AMD| Arm| ARM)? Instance (Core|Ram) running in /;

/** An item of another form than the documented one is none of a machine. */
function partIn(sku: unknown): readonly Part[] {
  try {
    return typeof sku === 'object' && sku !== null ? partOf(sku) : [];
  } catch (error) {
    if (error instanceof TypeError) return [];
    throw error;
  }
}

function partOf({ description = '', category, serviceRegions = [], pricingInfo }: Sku): readonly Part[] {
  const [, family = '', kind = ''] = named.exec(description) ?? [];
  const usage = category?.usageType;
  const { usageUnit, tieredRates = [] } = pricingInfo?.[0]?.pricingExpression ?? {};
  const unitPrice = tieredRates[0]?.unitPrice;
  const usd = Number(unitPrice?.units ?? 0) + (unitPrice?.nanos ?? 0) / 1e9;
  const plain =
    category?.resourceFamily === 'Compute' &&
    (usage === 'OnDemand' || usage === 'Preemptible') &&
    usageUnit === (kind === 'Core' ? 'h' : 'GiBy.h') &&
    unitPrice?.currencyCode === 'USD';
  if (family === '' || !plain || !(usd > 0)) return [];
  const part = { family: family.toLowerCase(), spot: usage === 'Preemptible', usd, regions: serviceRegions };
  return [{ ...part, kind: kind === 'Core' ? 'core' : 'ram' }];
}

function typesIn(region: string, parts: readonly Part[]): readonly Offer[] {
  const here = parts.filter(({ regions }) => regions.includes(region));
  return Object.entries(memoryOf).flatMap(([family, kinds]) =>
    [false, true].flatMap((spot) => {
      const ofFamily = here.filter((part) => part.family === family && part.spot === spot);
      const core = ofFamily.find(({ kind }) => kind === 'core')?.usd;
      const ram = ofFamily.find(({ kind }) => kind === 'ram')?.usd;
      if (core === undefined || ram === undefined) return [];
      return Object.entries(kinds).flatMap(([kind, memory]) =>
        sizes.map((size): Offer => {
          const usdPerHour = size * (core + memory * ram);
          return {
            region,
            sku: `${family}-${kind}-${size}`,
            usdPerHour,
            spot,
            scale: { family: `${family}-${kind}`, size },
          };
        }),
      );
    }),
  );
}
