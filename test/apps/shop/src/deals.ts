import { products } from './catalogue.ts';
import { randomFrom } from './random.ts';
import { getText, putText } from './text-cache.ts';

interface Deal {
  readonly productId: number;
  readonly week: number;
  readonly percentOff: number;
  readonly headline: string;
  readonly stores: readonly string[];
}

interface Promotions {
  readonly week: number;
  readonly deals: readonly Deal[];
}

const KEY = 'promotions';
const WEEKS = 8;

export function loadPromotions(): void {
  const random = randomFrom(7);
  const deals = Array.from({ length: WEEKS * 200 }, (_, index): Deal => {
    const product = products[Math.floor(random() * products.length)];
    const percentOff = 5 + Math.floor(random() * 50);
    return {
      productId: product?.id ?? 1,
      week: index % WEEKS,
      percentOff,
      headline: `${percentOff} % off: ${product?.name ?? ''}, this week only and while stocks last`,
      stores: ['London', 'Leeds', 'Bristol', 'Glasgow'],
    };
  });
  putText(KEY, JSON.stringify({ week: 3, deals } satisfies Promotions));
}

export function topDeals(count: number): Deal[] {
  const { week, deals } = readPromotions();
  const ofWeek = deals.filter((deal) => deal.week === week);
  return ofWeek.sort((left, right) => right.percentOff - left.percentOff).slice(0, count);
}

function readPromotions(): Promotions {
  const text = getText(KEY);
  if (text === undefined) return { week: 0, deals: [] };
  return JSON.parse(text) as Promotions;
}
