const VAT_RATE = 0.2;

export function formatPrice(cents: number, currency = 'GBP'): string {
  const formatter = new Intl.NumberFormat('en-GB', { style: 'currency', currency });
  return formatter.format(cents / 100);
}

export function vatCents(cents: number): number {
  return Math.round(cents * VAT_RATE);
}

export function shippingCents(subtotalCents: number): number {
  return subtotalCents >= 5_000 ? 0 : 495;
}
