import { makeProducts } from './make-products.ts';

export interface Review {
  readonly author: string;
  readonly stars: number;
  readonly text: string;
}

export interface Product {
  readonly id: number;
  readonly sku: string;
  readonly name: string;
  readonly category: string;
  readonly tags: readonly string[];
  readonly priceCents: number;
  readonly description: string;
  readonly reviews: readonly Review[];
}

export interface ProductPage {
  readonly product: Product & { price?: string };
  readonly related: readonly { readonly id: number; readonly name: string }[];
}

const PAGE_SIZE = 48;

export const products: readonly Product[] = makeProducts(300);

export function findProduct(id: number): Product | undefined {
  return products[id - 1];
}

export function listProducts(page: number): readonly Product[] {
  const start = (page - 1) * PAGE_SIZE;
  return products.slice(start, start + PAGE_SIZE);
}

/** The shared catalogue must not change when a page adds what its visitor sees. */
export function copyCatalogue(): Product[] {
  return JSON.parse(JSON.stringify(products)) as Product[];
}

export function productPage(id: number, formatPrice: (cents: number) => string): ProductPage | undefined {
  const catalogue = copyCatalogue();
  const product: ProductPage['product'] | undefined = catalogue.find((candidate) => candidate.id === id);
  if (product === undefined) return undefined;
  product.price = formatPrice(product.priceCents);
  const related = catalogue.filter((other) => other.category === product.category && other.id !== id).slice(0, 4);
  return { product, related: related.map(({ id, name }) => ({ id, name })) };
}
