import type { Product } from './catalogue.ts';

/** The format that price-comparison sites ask for. */
export function renderFeed(products: readonly Product[]): string {
  const items = products.map((product) => ({
    identifier: product.sku,
    title: product.name,
    summary: product.description,
    availability: 'in stock',
    condition: 'new',
    price: { amount: product.priceCents, currency: 'GBP' },
    keywords: product.tags,
  }));
  return JSON.stringify({ feed: { version: '2.1', items } }, null, 4);
}
