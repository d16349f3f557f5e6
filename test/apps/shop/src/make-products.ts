import type { Product, Review } from './catalogue.ts';
import { pick, randomFrom } from './random.ts';

const MATERIALS = ['Oak', 'Linen', 'Copper', 'Walnut', 'Wool', 'Ceramic', 'Glass', 'Steel'] as const;
const THINGS = ['Lamp', 'Chair', 'Table', 'Shelf', 'Vase', 'Rug', 'Kettle', 'Clock', 'Mirror', 'Bench'] as const;
const CATEGORIES = ['living', 'kitchen', 'bedroom', 'office', 'garden'] as const;
const STYLES = ['Modern', 'Rustic', 'Nordic', 'Classic', 'Industrial', 'Minimal', 'Vintage', 'Coastal'] as const;
const USES = ['Indoor', 'Outdoor', 'Gift', 'Handmade', 'Recycled', 'Foldable', 'Stackable', 'Washable'] as const;
const AUTHORS = ['Ada', 'Linus', 'Grace', 'Edsger', 'Barbara', 'Donald', 'Margaret', 'Ken'] as const;
const SENTENCES = [
  'Made by a family workshop that has kept its tools for three generations.',
  'The finish is rubbed in by hand and grows darker over the years.',
  'It stands firm on uneven floors and is lighter than it looks.',
  'Delivered flat, put together in ten minutes with the key in the box.',
  'We looked for months before we chose this one, and would again.',
  'Smaller than in the picture, yet it fits the corner we had in mind.',
  'Arrived a day early, well packed, without a scratch.',
  'The colour goes with everything else in the room.',
] as const;

export function makeProducts(count: number): Product[] {
  const random = randomFrom(20_240_229);
  return Array.from({ length: count }, (_, index) => makeProduct(index + 1, random));
}

function makeProduct(id: number, random: () => number): Product {
  const material = pick(random, MATERIALS);
  const thing = pick(random, THINGS);
  const category = pick(random, CATEGORIES);
  return {
    id,
    sku: `SKU-${String(id).padStart(5, '0')}`,
    name: `${material} ${thing}`,
    category,
    tags: [thing, material, ...distinct(random, STYLES, 3), ...distinct(random, USES, 3)],
    priceCents: 900 + Math.floor(random() * 90_000),
    description: sentences(random, 6),
    reviews: Array.from({ length: 3 + Math.floor(random() * 5) }, () => makeReview(random)),
  };
}

function makeReview(random: () => number): Review {
  return { author: pick(random, AUTHORS), stars: 1 + Math.floor(random() * 5), text: sentences(random, 2) };
}

function sentences(random: () => number, count: number): string {
  return Array.from({ length: count }, () => pick(random, SENTENCES)).join(' ');
}

function distinct<T>(random: () => number, choices: readonly [T, ...T[]], count: number): T[] {
  const first = Math.floor(random() * choices.length);
  return Array.from({ length: count }, (_, step) => choices[(first + step * 3) % choices.length] ?? choices[0]);
}
