/**
 * Small pieces of work like those of a web application. What counts is that they stay as they are: results are compared with
 * those of other machines, so a change here raises `probeVersion`.
 */
import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import type { probeKernels } from '../model/calibration.ts';

/** Each call is one operation; what it gives depends on all of its work, so that none can be left out. */
export type Kernels = Readonly<Record<(typeof probeKernels)[number], () => number>>;

export interface Item {
  readonly id: number;
  readonly name: string;
  readonly price: number;
  readonly tags: readonly string[];
}

export function createKernels(): Kernels {
  const items = sampleItems();
  const text = items.map(({ name, price }) => `${name} costs ${price.toFixed(2)} today; `).join('');
  const keys = items.flatMap(({ id, name }) => [`${name}/${id}`, `${id}:${name}`]);
  const bytes = Buffer.from(text.repeat(8));
  return {
    json: () => (JSON.parse(JSON.stringify(items)) as readonly Item[]).length,
    strings: () => rewrite(text),
    maps: () => countKeys(keys),
    objects: () => summarise(items),
    sha256: () => createHash('sha256').update(bytes).digest()[0] ?? 0,
    gzip: () => gzipSync(bytes, { level: 6 }).length,
  };
}

/** What a web application may have at hand, the same in every process. */
export function sampleItems(): readonly Item[] {
  return Array.from({ length: 300 }, (_, index) => makeItem(index));
}

function makeItem(index: number): Item {
  // A multiplicative hash spreads the values; the machine's random generator would differ from run to run.
  const hash = Math.imul(index + 1, 0x9e3779b1) >>> 0;
  return {
    id: index,
    name: `item ${hash.toString(36)}`,
    price: (hash % 10_000) / 100,
    tags: [`t${hash % 7}`, `t${hash % 11}`, `t${hash % 13}`],
  };
}

function rewrite(text: string): number {
  const words = text.replace(/(\d+)\.(\d\d)/g, (_all, whole: string, part: string) => `${part},${whole}`).split(/;? +/);
  let length = 0;
  for (const word of words) length += `<${word.toUpperCase()}>`.length + (/^[a-z]+\d/.test(word) ? 1 : 0);
  return length;
}

function countKeys(keys: readonly string[]): number {
  const counts = new Map<string, number>();
  for (let round = 0; round < 4; round++)
    for (const key of keys) counts.set(key, (counts.get(key) ?? 0) + key.length + round);
  let sum = 0;
  for (const count of counts.values()) sum += count;
  return sum;
}

function summarise(items: readonly Item[]): number {
  const priced = items
    .map(({ id, price, tags }) => ({ id, price: price * 1.2, first: tags[0] ?? '' }))
    .filter(({ price }) => price > 10)
    .sort((a, b) => a.price - b.price || a.id - b.id);
  const groups: Record<string, { count: number; total: number }> = {};
  for (const { first, price } of priced) {
    const group = (groups[first] ??= { count: 0, total: 0 });
    group.count++;
    group.total += price;
  }
  return Object.values(groups).reduce((sum, { count, total }) => sum + count * total, 0);
}
