/** The parameter of a request that says how much is asked for: its cost may grow with it. */
import { bodyJson } from '../model/body-json.ts';
import { parseJsonPath, valueAt, type JsonPath } from '../model/json-path.ts';
import type { CandidateRequest } from './generator-protocol.ts';
import { pathOnly } from './route-pattern.ts';

export interface SizeParameter {
  /** `limit` of the query, `:n` of the path, `$.items` of the body. */
  readonly parameter: string;
  readonly value: number;
  /** The parts of the request that differ at this size. */
  at(size: number): Pick<CandidateRequest, 'path'> | Pick<CandidateRequest, 'body'>;
}

type Sized = Pick<CandidateRequest, 'path' | 'route' | 'body' | 'size'>;

/** How many of something: not which one, nor from where on. */
const usual =
  /^(n|num|count|counts|limit|size|take|first|last|top|length|items|rows|results|max|max_?results|per_?page|page_?size|batch_?size|quantity|amount)$/i;

/** Undefined where there is none, its value is no whole number, or the scenario forbids it. */
export function sizeParameterOf(request: Sized): SizeParameter | undefined {
  const { size } = request;
  if (size === false) return undefined;
  if (size?.startsWith('$') === true) return inBody(request, size);
  const isIt = (name: string): boolean => (size === undefined ? usual.test(name) : name === size.replace(/^:/, ''));
  return inQuery(request, isIt) ?? inPath(request, isIt) ?? (size === undefined ? listInBody(request) : undefined);
}

/** Text that a user fills in is no number yet, and another each time. */
function wholeNumber(text: string | undefined): number | undefined {
  return text !== undefined && /^[1-9]\d{0,8}$/.test(text) ? Number(text) : undefined;
}

function inQuery({ path }: Sized, isIt: (name: string) => boolean): SizeParameter | undefined {
  const pathname = pathOnly(path);
  const pairs = path.slice(pathname.length + 1).split('&');
  const index = pairs.findIndex(
    (pair) => isIt(nameOf(pair)) && wholeNumber(pair.slice(pair.indexOf('=') + 1)) !== undefined,
  );
  const found = pairs[index];
  const value = wholeNumber(found?.slice(found.indexOf('=') + 1));
  if (found === undefined || value === undefined) return undefined;
  const key = found.slice(0, found.indexOf('='));
  return {
    parameter: nameOf(found),
    value,
    at: (size) => ({ path: `${pathname}?${pairs.with(index, `${key}=${size}`).join('&')}` }),
  };
}

function nameOf(pair: string): string {
  return pair.slice(0, Math.max(0, pair.indexOf('=')));
}

function inPath({ path, route }: Sized, isIt: (name: string) => boolean): SizeParameter | undefined {
  const pathname = pathOnly(path);
  const [parts, wanted] = [pathname.split('/'), route.split('/')];
  const index = wanted.findIndex((part) => part.startsWith(':') && isIt(parameterName(part)));
  const value = parts.length === wanted.length ? wholeNumber(parts[index]) : undefined;
  if (value === undefined) return undefined;
  const rest = path.slice(pathname.length);
  return {
    parameter: `:${parameterName(wanted[index] ?? '')}`,
    value,
    at: (size) => ({ path: parts.with(index, String(size)).join('/') + rest }),
  };
}

/** `:n(\\d+)` is `n`. */
function parameterName(part: string): string {
  return /^:(\w+)/.exec(part)?.[1] ?? '';
}

function inBody({ body }: Sized, path: string): SizeParameter | undefined {
  const parts = parseJsonPath(path);
  const json = body === undefined ? undefined : bodyJson(body);
  const found = parts === undefined || json === undefined ? undefined : valueAt(json, parts);
  if (parts === undefined) return undefined;
  if (typeof found === 'number' && wholeNumber(String(found)) !== undefined)
    return { parameter: path, value: found, at: (size) => ({ body: JSON.stringify(replaced(json, parts, size)) }) };
  if (!Array.isArray(found) || found.length === 0) return undefined;
  const items: readonly unknown[] = found;
  const repeated = (size: number): readonly unknown[] =>
    Array.from({ length: size }, (_, i) => items[i % items.length]);
  return {
    parameter: path,
    value: items.length,
    at: (size) => ({ body: JSON.stringify(replaced(json, parts, repeated(size))) }),
  };
}

/** A body that is a list, or holds one and no other. */
function listInBody(request: Sized): SizeParameter | undefined {
  const json = request.body === undefined ? undefined : bodyJson(request.body);
  if (typeof json !== 'object' || json === null) return undefined;
  if (Array.isArray(json)) return inBody(request, '$');
  const lists = Object.entries(json).filter(([, value]) => Array.isArray(value));
  const [only] = lists;
  return lists.length === 1 && only !== undefined ? inBody(request, pathTo(only[0])) : undefined;
}

function pathTo(name: string): string {
  return /^[a-z_]\w*$/i.test(name) ? `$.${name}` : `$[${JSON.stringify(name)}]`;
}

function replaced(json: unknown, [first, ...rest]: JsonPath, value: unknown): unknown {
  if (first === undefined) return value;
  if (Array.isArray(json) && typeof first === 'number')
    return (json as readonly unknown[]).map((each, i) =>
      i === (first < 0 ? json.length + first : first) ? replaced(each, rest, value) : each,
    );
  const object = json as Readonly<Record<string, unknown>>;
  return { ...object, [first]: replaced(object[first], rest, value) };
}
