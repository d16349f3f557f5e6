import { findProduct } from './catalogue.ts';
import { formatPrice, shippingCents, vatCents } from './pricing.ts';

export interface CartLine {
  readonly productId: number;
  readonly quantity: number;
}

export type Cart = Map<number, CartLine>;

const MAX_CARTS = 500;
const MAX_LINES = 40;
const MAX_QUANTITY = 99;

const carts = new Map<string, Cart>();

export function openSavedCarts(): void {
  for (let id = 1; id <= 50; id++) {
    for (let line = 0; line < 12; line++) addToCart(String(id), ((id * 31 + line * 17) % 300) + 1, 1 + (line % 3));
  }
}

export function findCart(id: string): Cart | undefined {
  return carts.get(id);
}

/** Returns undefined where the cart is full. */
export function addToCart(id: string, productId: number, quantity: number): Cart | undefined {
  const cart = carts.get(id) ?? new Map<number, CartLine>();
  const line = cart.get(productId);
  if (line === undefined && cart.size >= MAX_LINES) return undefined;
  cart.set(productId, { productId, quantity: Math.min(MAX_QUANTITY, (line?.quantity ?? 0) + quantity) });
  carts.set(id, cart);
  forgetOldestCart();
  return cart;
}

function forgetOldestCart(): void {
  const [oldest] = carts.keys();
  if (carts.size > MAX_CARTS && oldest !== undefined) carts.delete(oldest);
}

export function subtotalCents(cart: Cart): number {
  let cents = 0;
  for (const line of cart.values()) cents += (findProduct(line.productId)?.priceCents ?? 0) * line.quantity;
  return cents;
}

export function cartView(id: string, cart: Cart) {
  const subtotal = subtotalCents(cart);
  const lines = [...cart.values()].map(({ productId, quantity }) => {
    const product = findProduct(productId);
    const priceCents = product?.priceCents ?? 0;
    return {
      productId,
      quantity,
      name: product?.name,
      price: formatPrice(priceCents),
      vat: formatPrice(vatCents(priceCents * quantity)),
      total: formatPrice(priceCents * quantity),
    };
  });
  const shipping = shippingCents(subtotal);
  return { id, lines, shipping: formatPrice(shipping), total: formatPrice(subtotal + shipping) };
}
