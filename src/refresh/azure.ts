/**
 * Azure's retail prices, page by page. Names of types and regions are ARM's.
 * https://learn.microsoft.com/rest/api/cost-management/retail-prices/azure-retail-prices
 */
import { ListProblem, type Web } from './http.ts';
import { isPrice, type Offer } from './offers.ts';

export const azureUrl = 'https://prices.azure.com';

/** A region has about 50 pages of virtual machines; an answer that leads in circles must end. */
const mostPages = 500;
const mostVcpus = 16;

interface Item {
  readonly currencyCode?: string;
  readonly retailPrice?: number;
  readonly armRegionName?: string;
  readonly armSkuName?: string;
  readonly productName?: string;
  readonly skuName?: string;
  readonly meterName?: string;
  readonly unitOfMeasure?: string;
  readonly type?: string;
}

export async function readAzure(
  web: Web,
  { baseUrl, regions }: { readonly baseUrl: string; readonly regions: readonly string[] },
): Promise<{ readonly offers: readonly Offer[] }> {
  const offers: Offer[] = [];
  for (const region of regions) {
    const found = await readRegion(web, baseUrl, region);
    if (found.length === 0) throw new ListProblem(`the list of Azure has no virtual machines in "${region}"`);
    offers.push(...found);
  }
  return { offers };
}

async function readRegion(web: Web, baseUrl: string, region: string): Promise<readonly Offer[]> {
  // Values are compared with upper and lower case since this version.
  const filter = `armRegionName eq '${region}' and serviceName eq 'Virtual Machines' and priceType eq 'Consumption'`;
  const query = new URLSearchParams({ 'api-version': '2023-01-01-preview', $filter: filter });
  const offers: Offer[] = [];
  let url: string | undefined = `${baseUrl}/api/retail/prices?${query.toString()}`;
  for (let page = 0; url !== undefined; page++) {
    if (page === mostPages) throw new ListProblem(`the list of Azure for ${region} does not end`);
    const { Items, NextPageLink } = await web.json(url);
    if (!Array.isArray(Items)) throw new ListProblem(`a page of the list of Azure for ${region} has no items`);
    for (const item of Items as readonly unknown[]) offers.push(...offerOf(textsOf(item), region));
    url = typeof NextPageLink !== 'string' || NextPageLink === '' ? undefined : sameHost(NextPageLink, baseUrl);
  }
  return offers;
}

/** The link names the public address; behind a mirror, or in a test, the pages are where the first one was. */
function sameHost(link: string, baseUrl: string): string {
  if (!URL.canParse(link, baseUrl)) throw new ListProblem('a page of the list of Azure leads to no address');
  const { pathname, search } = new URL(link, baseUrl);
  return new URL(pathname + search, baseUrl).href;
}

/** Only what has the type that it should have. */
function textsOf(item: unknown): Item {
  const fields = Object.entries(typeof item === 'object' && item !== null ? item : {});
  return Object.fromEntries(
    fields.filter(([name, value]) => typeof value === (name === 'retailPrice' ? 'number' : 'string')),
  );
}

function offerOf(item: Item, region: string): readonly Offer[] {
  const { armSkuName = '', productName = '', skuName = '', meterName = '', retailPrice = 0 } = item;
  const sku = armSkuName.replace(/^Standard_/, '');
  const size = /^([BDF])(\d+)([a-z]*(?:_v\d+)?)$/.exec(sku);
  const plain =
    item.currencyCode === 'USD' &&
    item.unitOfMeasure === '1 Hour' &&
    item.type === 'Consumption' &&
    item.armRegionName === region &&
    !/ Windows$|Cloud ?Services|Dedicated/i.test(productName) &&
    !`${skuName} ${meterName}`.includes('Low Priority');
  if (!plain || size === null || !isPrice(retailPrice) || Number(size[2]) > mostVcpus) return [];
  const [, kind = '', vcpus = '', rest = ''] = size;
  // Sizes of the burstable family follow no rule.
  const scale = kind === 'B' ? {} : { scale: { family: kind + rest, size: Number(vcpus) } };
  return [{ region, sku, usdPerHour: retailPrice, spot: `${skuName} ${meterName}`.includes('Spot'), ...scale }];
}
