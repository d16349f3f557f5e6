/**
 * AWS's bulk price lists: an index of regions, and per region all offers of EC2 as CSV, hundreds of megabytes with one offer a line.
 * https://docs.aws.amazon.com/awsaccountbilling/latest/aboutv2/using-the-aws-price-list-bulk-api.html
 */
import { parse } from 'csv-parse';
import { pipeline } from 'node:stream';
import { ListProblem, type Fields, type Web } from './http.ts';
import { isPrice, type Offer } from './offers.ts';

export const awsUrl = 'https://pricing.us-east-1.amazonaws.com';

const indexPath = '/offers/v1.0/aws/AmazonEC2/current/region_index.json';
/** Families that run Node.js sensibly: no GPUs, no metal, nothing larger than a worker per vCPU makes use of. */
const wanted = /^([cmrt]\d+[a-z]*)\.(nano|micro|small|medium|large|xlarge|2xlarge|4xlarge)$/;

export async function readAws(
  web: Web,
  { baseUrl, regions }: { readonly baseUrl: string; readonly regions: readonly string[] },
): Promise<{ readonly offers: readonly Offer[]; readonly asOf?: string }> {
  const index = await web.json(baseUrl + indexPath);
  const offers: Offer[] = [];
  for (const region of regions) {
    const path = fieldsAt(fieldsAt(index, 'regions'), region)['currentVersionUrl'];
    if (path === undefined) throw new ListProblem(`the list of AWS has no region "${region}"`);
    // One by one: a region has more offers than a call may have arguments.
    for (const offer of await readRegion(web, listUrl(baseUrl, path), region)) offers.push(offer);
  }
  const { publicationDate } = index;
  const asOf = typeof publicationDate === 'string' ? /^\d{4}-\d\d-\d\d/.exec(publicationDate)?.[0] : undefined;
  return { offers, ...(asOf === undefined ? {} : { asOf }) };
}

/** Where the index says, on the server that it came from and no other. */
function listUrl(baseUrl: string, path: unknown): string {
  const url = typeof path === 'string' && /^\/[\w./-]+$/.test(path) ? baseUrl + path.replace(/\.json$/, '.csv') : '';
  if (!URL.canParse(url) || new URL(url).origin !== new URL(baseUrl).origin)
    throw new ListProblem('the list of AWS leads to another server');
  return url;
}

function fieldsAt(fields: Fields, name: string): Fields {
  const value = Object.hasOwn(fields, name) ? fields[name] : undefined;
  return typeof value === 'object' && value !== null ? (value as Fields) : {};
}

/** Of one line of the table, characters; and of lines, some tenfold of what the largest region has. */
const longestLine = 64 * 1024;
const mostOffers = 100_000;

async function readRegion(web: Web, url: string, region: string): Promise<readonly Offer[]> {
  const lines = parse({ relax_column_count: true, skip_empty_lines: true, max_record_size: longestLine });
  // What breaks the stream breaks the loop below.
  pipeline(await web.stream(url), lines, () => undefined);
  const offers: Offer[] = [];
  let columns: Columns | undefined;
  for await (const line of lines as AsyncIterable<readonly string[]>) {
    // Some lines on the list itself come before the head of the table.
    if (columns === undefined) columns = line[0] === 'SKU' ? columnsOf(line) : undefined;
    else offers.push(...offerOf(line, columns, region));
    if (offers.length > mostOffers) throw new ListProblem(`the list of AWS for ${region} has too many offers`);
  }
  if (columns === undefined) throw new ListProblem(`the list of AWS for ${region} has no head that could be read`);
  return offers;
}

type Columns = (line: readonly string[], name: string) => string | undefined;

function columnsOf(head: readonly string[]): Columns {
  const positions = new Map(head.map((name, index) => [name.toLowerCase(), index]));
  return (line, name) => {
    const index = positions.get(name);
    return index === undefined ? undefined : line[index];
  };
}

/** What the others are: Windows, SQL Server, dedicated hosts, reservations, capacity blocks. A column that a list lacks is not asked. */
const required: readonly (readonly [column: string, value: string])[] = [
  ['termtype', 'OnDemand'],
  ['unit', 'Hrs'],
  ['currency', 'USD'],
  ['product family', 'Compute Instance'],
  ['tenancy', 'Shared'],
  ['operating system', 'Linux'],
  ['pre installed s/w', 'NA'],
  ['capacitystatus', 'Used'],
  ['marketoption', 'OnDemand'],
];

function offerOf(line: readonly string[], column: Columns, region: string): readonly Offer[] {
  if (required.some(([name, value]) => (column(line, name) ?? value) !== value)) return [];
  const sku = column(line, 'instance type') ?? '';
  const family = wanted.exec(sku)?.[1];
  const usdPerHour = Number(column(line, 'priceperunit'));
  if (family === undefined || !isPrice(usdPerHour)) return [];
  // Sizes of the burstable families have two vCPUs up to large, and memory that doubles with the price.
  const size = Number.parseFloat(column(line, family.startsWith('t') ? 'memory' : 'vcpu') ?? '');
  return [{ region, sku, usdPerHour, spot: false, ...(size > 0 ? { scale: { family, size } } : {}) }];
}
