/**
 * How large a sample of a schema would be. Schemas that refer to each other make trees that grow with every level (ten fields of ten
 * fields, ten levels deep, are more than any memory holds), and a list may have to have a million items. Each schema is counted once for
 * each depth, so that counting is cheap.
 */

type Json = Readonly<Record<string, unknown>>;

/** As deep as the sampler goes. */
const mostDepth = 16;
/** So many characters of a text are as much as one value. */
const charactersOfValue = 20;

/** In values, no more than `most` + 1. `target` gives the schema that a reference leads to, undefined for none. */
export function sampleSize(schema: unknown, most: number, target: (reference: string) => unknown): number {
  const known = new Map<unknown, number[]>();
  const count = (value: unknown, depth: number): number => {
    if (typeof value !== 'object' || value === null || depth > mostDepth) return 1;
    const counts = known.get(value) ?? [];
    known.set(value, counts);
    const before = counts[depth];
    if (before !== undefined) return before;
    // A ring counts as one value where it closes.
    counts[depth] = 1;
    const { $ref, minItems, minLength, items, contains } = value as Json;
    const parts = [...partsOf(value as Json), ...(typeof $ref === 'string' ? [target($ref)] : [])];
    let sum = 1 + numberOr(minLength, 0) / charactersOfValue;
    for (const part of parts) sum += count(part, depth + 1);
    sum += numberOr(minItems, 1) * Math.max(count(items, depth + 1), count(contains, depth + 1));
    counts[depth] = Math.min(most + 1, sum);
    return counts[depth];
  };
  return count(schema, 0);
}

/** What the sampler looks into, but for the items of a list. */
function partsOf({
  properties,
  prefixItems,
  allOf,
  oneOf,
  anyOf,
  additionalProperties,
  ...rest
}: Json): readonly unknown[] {
  const conditions = ['if', 'then', 'else'].map((key) => rest[key]);
  return [...[properties, prefixItems, allOf, oneOf, anyOf].flatMap(valuesOf), additionalProperties, ...conditions];
}

function valuesOf(value: unknown): readonly unknown[] {
  return typeof value === 'object' && value !== null ? Object.values(value) : [];
}

function numberOr(value: unknown, otherwise: number): number {
  return typeof value === 'number' && Number.isFinite(value) && value >= 0 ? value : otherwise;
}
