import type { Product } from './catalogue.ts';

export interface SearchResult {
  readonly id: number;
  readonly name: string;
  readonly priceCents: number;
  readonly similarity: number;
}

const MAX_MATCHES = 60;
const MAX_RESULTS = 20;

export function search(products: readonly Product[], query: string): SearchResult[] {
  const word = query.trim().toLowerCase();
  const matches = products.filter((product) => mentions(product, word)).slice(0, MAX_MATCHES);
  return rankBySharedTags(matches, products).slice(0, MAX_RESULTS);
}

function mentions(product: Product, word: string): boolean {
  return product.name.toLowerCase().includes(word) || product.tags.some((tag) => tag.toLowerCase() === word);
}

/** What has most in common with the rest of the catalogue comes first. */
function rankBySharedTags(matches: readonly Product[], products: readonly Product[]): SearchResult[] {
  const results: SearchResult[] = [];
  for (const match of matches) {
    let similarity = 0;
    for (const other of products) {
      if (other.id === match.id) continue;
      for (const tag of match.tags) {
        if (other.tags.includes(tag)) similarity++;
      }
    }
    results.push({ id: match.id, name: match.name, priceCents: match.priceCents, similarity });
  }
  return results.sort((left, right) => right.similarity - left.similarity || left.id - right.id);
}
