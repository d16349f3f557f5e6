/**
 * The fix of each documented waste of the example shop, as WASTES.json says it. All of them together make its clean twin. Copies
 * live in out/, inside the repository, where they find Express.
 */
import { cp, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

interface Edit {
  readonly file: string;
  readonly from: string;
  readonly to: string;
}

/** By the waste's id. */
export const fixes: Readonly<Record<string, readonly Edit[]>> = {
  'clone-catalogue': [
    {
      file: 'src/catalogue.ts',
      from: `  const catalogue = copyCatalogue();
  const product: ProductPage['product'] | undefined = catalogue.find((candidate) => candidate.id === id);
  if (product === undefined) return undefined;
  product.price = formatPrice(product.priceCents);
  const related = catalogue.filter(`,
      to: `  const found = findProduct(id);
  if (found === undefined) return undefined;
  const product = { ...found, price: formatPrice(found.priceCents) };
  const related = products.filter(`,
    },
  ],
  'quadratic-tags': [
    {
      file: 'src/search.ts',
      from: `/** What has most`,
      to: `const countsByCatalogue = new WeakMap<readonly Product[], ReadonlyMap<string, number>>();

function countsOf(products: readonly Product[]): ReadonlyMap<string, number> {
  const known = countsByCatalogue.get(products);
  if (known !== undefined) return known;
  const counts = new Map<string, number>();
  for (const { tags } of products) for (const tag of tags) counts.set(tag, (counts.get(tag) ?? 0) + 1);
  countsByCatalogue.set(products, counts);
  return counts;
}

/** What has most`,
    },
    {
      file: 'src/search.ts',
      from: `    for (const other of products) {
      if (other.id === match.id) continue;
      for (const tag of match.tags) {
        if (other.tags.includes(tag)) similarity++;
      }
    }
`,
      to: `    for (const tag of match.tags) similarity += (counts.get(tag) ?? 1) - 1;
`,
    },
    {
      file: 'src/search.ts',
      from: `  const results: SearchResult[] = [];
`,
      to: `  const results: SearchResult[] = [];
  const counts = countsOf(products);
`,
    },
  ],
  'repeated-parsing': [
    {
      file: 'src/deals.ts',
      from: `function readPromotions(): Promotions {
  const text`,
      to: `let promotions: Promotions | undefined;

function readPromotions(): Promotions {
  if (promotions !== undefined) return promotions;
  const text`,
    },
    {
      file: 'src/deals.ts',
      from: `return JSON.parse(text) as Promotions;`,
      to: `return (promotions = JSON.parse(text) as Promotions);`,
    },
  ],
  'formatter-per-call': [
    {
      file: 'src/pricing.ts',
      from: `export function formatPrice(cents: number, currency = 'GBP'): string {
  const formatter = new Intl.NumberFormat('en-GB', { style: 'currency', currency });
`,
      to: `const formatters = new Map<string, Intl.NumberFormat>();

export function formatPrice(cents: number, currency = 'GBP'): string {
  const formatter = formatters.get(currency) ?? new Intl.NumberFormat('en-GB', { style: 'currency', currency });
  formatters.set(currency, formatter);
`,
    },
  ],
  'sync-hashing': [
    { file: 'src/checkout.ts', from: `import { pbkdf2Sync }`, to: `import { createHmac }` },
    {
      file: 'src/checkout.ts',
      from: `pbkdf2Sync(text, SEAL_SECRET, SEAL_ROUNDS, 32, 'sha256').toString('base64url')`,
      to: `createHmac('sha256', SEAL_SECRET).update(text).digest('base64url')`,
    },
  ],
  'spread-in-reduce': [
    {
      file: 'src/stock.ts',
      from: `export function inStock(sku: string): number {
  return warehouse.reduce<StockIndex>(withStockOf, {})[sku] ?? 0;`,
      to: `const stock = new Map(warehouse.map(({ sku, quantity }) => [sku, quantity]));

export function inStock(sku: string): number {
  return stock.get(sku) ?? 0;`,
    },
  ],
  'intermediate-arrays': [
    {
      file: 'src/facets.ts',
      from: `for (const { tag } of facetRows(products)) counts`,
      to: `for (const { tags } of products) for (const tag of tags) counts`,
    },
  ],
  'over-fetching': [
    {
      file: 'src/app.ts',
      from: `products: listProducts(page) });`,
      to: `products: listProducts(page).map(shown) });`,
    },
    {
      file: 'src/app.ts',
      from: `export function createApp`,
      to: `function shown({ id, name, priceCents, category }: (typeof products)[number]) {
  return { id, name, priceCents, category };
}

export function createApp`,
    },
  ],
  'uncompressed-feed': [
    {
      file: 'src/feed.ts',
      from: `{ feed: { version: '2.1', items } }, null, 4)`,
      to: `{ feed: { version: '2.1', items } })`,
    },
    { file: 'src/app.ts', from: `import express,`, to: `import { gzipSync } from 'node:zlib';\nimport express,` },
    {
      file: 'src/app.ts',
      from: `    response.type('json').send(renderFeed(products));`,
      to: `    response.type('json').set('content-encoding', 'gzip').send((feed ??= gzipSync(renderFeed(products))));`,
    },
    {
      file: 'src/app.ts',
      from: `  const app = express();
`,
      to: `  const app = express();
  let feed: Buffer | undefined;
`,
    },
  ],
};

/** A copy of the shop with these wastes fixed; fails where an edit no longer finds its place. */
export async function fixedShop(name: string, wastes: readonly string[]): Promise<string> {
  const folder = join(import.meta.dirname, '..', 'out', 'shops', name);
  const shop = join(import.meta.dirname, 'apps', 'shop');
  await rm(folder, { recursive: true, force: true });
  await cp(shop, folder, { recursive: true, filter: (path) => !/\/(dist|\.leanscope)(\/|$)/.test(path) });
  for (const edit of wastes.flatMap((waste) => fixes[waste] ?? [])) await apply(folder, edit);
  return folder;
}

async function apply(folder: string, { file, from, to }: Edit): Promise<void> {
  const path = join(folder, file);
  const text = await readFile(path, 'utf8');
  if (text.split(from).length !== 2) throw new Error(`${file} does not have once: ${from}`);
  await writeFile(
    path,
    text.replace(from, () => to),
  );
}
