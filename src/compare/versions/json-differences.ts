/**
 * Several JSON values of base and of head, walked together. Where base's own values differ, the place says nothing; where they have one
 * value, all of head's must have it. The order of an object's members is no difference.
 */
import type { Found } from './found.ts';

/** What is not there. */
const nothing = Symbol('nothing');
type Value = unknown;
/** The first few are enough to act on; the others are counted. */
const mostFound = 1000;

interface Wrapped {
  readonly json: unknown;
}

export function jsonDifferences(
  base: readonly (Wrapped | undefined)[],
  head: readonly (Wrapped | undefined)[],
): readonly Found[] {
  const found: Found[] = [];
  walk(
    '$',
    base.map((each) => each?.json),
    head.map((each) => each?.json),
    found,
  );
  return found;
}

function walk(at: string, base: readonly Value[], head: readonly Value[], found: Found[]): void {
  if (found.length >= mostFound) return;
  const kinds = new Set(base.map(kindOf));
  const [kind] = kinds;
  // A place that is one thing now and another then, or that comes and goes.
  if (kinds.size !== 1 || kind === undefined) return;
  const other = head.find((value) => kindOf(value) !== kind);
  if (other !== undefined) {
    // `null` in the place of a value that differs by itself may be one of its values.
    if (kind === 'object' || kind === 'array' || isSteady(base) || other === nothing)
      found.push(difference(at, base[0], other));
    return;
  }
  if (kind === 'object') walkMembers(at, base as readonly object[], head as readonly object[], found);
  else if (kind === 'array') walkItems(at, base as readonly Value[][], head as readonly Value[][], found);
  else if (isSteady(base)) {
    const changed = head.find((value) => value !== base[0]);
    if (changed !== undefined) found.push(difference(at, base[0], changed));
  }
}

function walkMembers(at: string, base: readonly object[], head: readonly object[], found: Found[]): void {
  const names = [...new Set([...base, ...head].flatMap((each) => Object.keys(each)))];
  for (const name of names) {
    const of = (all: readonly object[]): readonly Value[] =>
      all.map((each) => (Object.hasOwn(each, name) ? (each as Readonly<Record<string, Value>>)[name] : nothing));
    const place = /^[A-Za-z_$][\w$]*$/.test(name) ? `${at}.${name}` : `${at}[${JSON.stringify(name)}]`;
    walk(place, of(base), of(head), found);
  }
}

function walkItems(at: string, base: readonly Value[][], head: readonly Value[][], found: Found[]): void {
  const lengths = new Set(base.map(({ length }) => length));
  const [length = 0] = lengths;
  // What grows or shrinks by itself has no item that is the same one in both.
  if (lengths.size !== 1) return;
  const other = head.find((items) => items.length !== length);
  if (other !== undefined) {
    found.push({ at: `${at}.length`, base: String(length), head: String(other.length) });
    return;
  }
  const [before, after] = inOneOrder(base, head);
  for (let i = 0; i < length; i++)
    walk(
      `${at}[${i}]`,
      before.map((items) => items[i]),
      after.map((items) => items[i]),
      found,
    );
}

/** Where base has the same items in another order, so may head. */
function inOneOrder(
  base: readonly Value[][],
  head: readonly Value[][],
): readonly [readonly Value[][], readonly Value[][]] {
  const texts = base.map((items) => items.map((item) => JSON.stringify(item)));
  const [usual = []] = texts;
  if (texts.every((each) => each.every((text, i) => text === usual[i]))) return [base, head];
  const sorted = texts.map((each) => [...each].sort().join('\n'));
  if (sorted.some((each) => each !== sorted[0])) return [base, head];
  return [base.map(inOrder), head.map(inOrder)];
}

function inOrder(items: readonly Value[]): Value[] {
  return items
    .map((item) => ({ item, text: JSON.stringify(item) }))
    .sort((a, b) => (a.text < b.text ? -1 : a.text > b.text ? 1 : 0))
    .map(({ item }) => item);
}

function isSteady(values: readonly Value[]): boolean {
  return values.every((value) => value === values[0]);
}

function kindOf(value: Value): string {
  if (value === nothing) return 'nothing';
  if (value === null) return 'null';
  return Array.isArray(value) ? 'array' : typeof value;
}

function difference(at: string, base: Value, head: Value): Found {
  return {
    at,
    ...(base === nothing ? {} : { base: JSON.stringify(base) }),
    ...(head === nothing ? {} : { head: JSON.stringify(head) }),
  };
}
