/** A parsed document that may hold anything, and references within it. */
import { decodeText } from '../../model/encode-text.ts';

export type Json = Readonly<Record<string, unknown>>;

/** Follows `#/…` references (RFC 6901), a few times over: they may form a ring. What stands beside one counts more than what it leads to. */
export function resolved(document: Json, value: unknown): Json {
  let at: unknown = value;
  let beside: Json = {};
  for (let hops = 0; hops < 10 && isObject(at) && typeof at['$ref'] === 'string'; hops++) {
    const { $ref, ...rest } = at;
    beside = { ...rest, ...beside };
    at = targetOf(document, $ref);
  }
  if (!isObject(at)) return {};
  return Object.keys(beside).length === 0 ? at : { ...at, ...beside };
}

function targetOf(document: Json, reference: string): unknown {
  if (!reference.startsWith('#')) throw new Error(`it refers to another file, ${reference}.`);
  const target = reference
    .slice(1)
    .split('/')
    .slice(1)
    .map((part) => decodeText(part).replaceAll('~1', '/').replaceAll('~0', '~'))
    .reduce<unknown>(
      (inner, key) =>
        (isObject(inner) || Array.isArray(inner)) && Object.hasOwn(inner, key) ? (inner as Json)[key] : undefined,
      document,
    );
  if (target === undefined) throw new Error(`nothing stands at ${reference}.`);
  return target;
}

export function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function objectAt(holder: Json, key: string): Json {
  const value = Object.hasOwn(holder, key) ? holder[key] : undefined;
  return isObject(value) ? value : {};
}

export function firstOf(list: unknown): unknown {
  return Array.isArray(list) ? (list as readonly unknown[])[0] : undefined;
}

export function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
