import { pbkdf2Sync } from 'node:crypto';
import { subtotalCents, type Cart } from './cart.ts';
import { shippingCents, vatCents } from './pricing.ts';

export interface Order {
  readonly number: number;
  readonly email: string;
  readonly totalCents: number;
  readonly vatCents: number;
}

const SEAL_SECRET = process.env['SEAL_SECRET'] ?? 'for development only';
const SEAL_ROUNDS = 10_000;
const KEPT_ORDERS = 200;

const recentOrders: Order[] = [];
let lastNumber = 1_000;

/** The cart stays until the payment provider confirms. */
export function placeOrder(cart: Cart, email: string) {
  const subtotal = subtotalCents(cart);
  const totalCents = subtotal + shippingCents(subtotal);
  const order: Order = { number: ++lastNumber, email, totalCents, vatCents: vatCents(totalCents) };
  recentOrders.push(order);
  if (recentOrders.length > KEPT_ORDERS) recentOrders.shift();
  return { ...order, seal: sealOrder(order) };
}

/** The payment provider sends the seal back, so that nobody can change an order on the way. */
function sealOrder(order: Order): string {
  const text = `${order.number}:${order.email}:${order.totalCents}`;
  return pbkdf2Sync(text, SEAL_SECRET, SEAL_ROUNDS, 32, 'sha256').toString('base64url');
}
