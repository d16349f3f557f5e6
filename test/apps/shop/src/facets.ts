import type { Product } from './catalogue.ts';

interface FacetRow {
  readonly tag: string;
  readonly category: string;
  readonly productId: number;
}

export interface Facet {
  readonly tag: string;
  readonly count: number;
}

export function facetsOf(products: readonly Product[]): Facet[] {
  const counts = new Map<string, number>();
  for (const { tag } of facetRows(products)) counts.set(tag, (counts.get(tag) ?? 0) + 1);
  const facets = [...counts].map(([tag, count]) => ({ tag, count }));
  return facets.sort((left, right) => right.count - left.count);
}

function facetRows(products: readonly Product[]): FacetRow[] {
  let rows: FacetRow[] = [];
  for (const product of products) {
    const ofProduct: FacetRow[] = [];
    for (const tag of product.tags) ofProduct.push({ tag, category: product.category, productId: product.id });
    rows = rows.concat(ofProduct);
  }
  return rows;
}
