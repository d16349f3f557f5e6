/**
 * Singular queries of JSONPath (RFC 9535, section 2.3.5.1): `$.items[0]['order id']`. They name one place, and so translate
 * to every load engine's own syntax; wildcards and filters do not.
 */

export type JsonPath = readonly (string | number)[];

const segment = /\.([\p{L}_$][\p{L}\p{N}_$-]*)|\[(-?\d+)\]|\[(?:'((?:[^'\\]|\\.)*)'|"((?:[^"\\]|\\.)*)")\]/uy;

/** undefined where the text is no such path. */
export function parseJsonPath(text: string): JsonPath | undefined {
  if (!text.startsWith('$')) return undefined;
  const parts: (string | number)[] = [];
  segment.lastIndex = 1;
  while (segment.lastIndex < text.length) {
    const found = segment.exec(text);
    if (found === null) return undefined;
    const [, name, index, single, double] = found;
    parts.push(index === undefined ? (name ?? (single ?? double ?? '').replace(/\\(.)/g, '$1')) : Number(index));
  }
  return parts;
}

/** What stands there; undefined where nothing does. A negative index counts from the end. */
export function valueAt(json: unknown, path: JsonPath): unknown {
  let value = json;
  for (const part of path) {
    if (typeof value !== 'object' || value === null) return undefined;
    if (Array.isArray(value)) value = typeof part === 'number' ? (value as readonly unknown[]).at(part) : undefined;
    else if (typeof part === 'string' && Object.hasOwn(value, part)) value = (value as Record<string, unknown>)[part];
    else return undefined;
  }
  return value;
}
