/** Parameters of an OpenAPI operation, written as its document says: https://spec.openapis.org/oas/v3.2.0.html#style-values */
import { encodeText } from '../../model/encode-text.ts';
import { escapedPath } from '../../model/route-path.ts';
import type { SampledValue } from '../../model/scenario.ts';
import { firstOf, isObject, objectAt, resolved, textOf, type Json } from './json-document.ts';
import { exampleOf, madeHere, sampleOf } from './openapi-samples.ts';

export interface ParametersInPlaces {
  /** With `:name` for those that a better value may be found for. */
  readonly path: string;
  readonly parameters: Readonly<Record<string, SampledValue>>;
  readonly query: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** Those that have to be there. Of the same name and place, the later one counts. */
export function parametersIn(document: Json, path: string, lists: readonly unknown[]): ParametersInPlaces {
  const byKey = new Map<string, Json>();
  for (const each of lists.flatMap((list) => (Array.isArray(list) ? (list as readonly unknown[]) : []))) {
    const parameter = resolved(document, each);
    byKey.set(`${textOf(parameter['in'])} ${textOf(parameter['name'])}`, parameter);
  }
  const required = (place: string): readonly Written[] =>
    [...byKey.values()]
      .filter((each) => each['in'] === place && (each['required'] === true || place === 'path'))
      .map((each) => written(document, each));
  const cookies = required('cookie').map((each) => pairsOf(each, (text) => text).join('; '));
  return {
    ...pathWith(path, required('path')),
    query: [...required('query').map(queryOf), ...required('querystring').map(wholeQueryOf)]
      .filter((each) => each !== '')
      .join('&'),
    headers: {
      ...Object.fromEntries(required('header').map((each) => [each.name.toLowerCase(), simple(each, (text) => text)])),
      ...(cookies.length === 0 ? {} : { cookie: cookies.join('; ') }),
    },
  };
}

interface Written {
  readonly name: string;
  readonly value: unknown;
  readonly given: boolean;
  readonly style: string;
  readonly explode: boolean;
  readonly allowReserved: boolean;
  /** Its value is written as JSON, or as another type of content. */
  readonly type?: string;
}

function written(document: Json, parameter: Json): Written {
  const [type, content] = Object.entries(objectAt(parameter, 'content'))[0] ?? [];
  const media = content === undefined ? {} : resolved(document, content);
  const holder = { ...media, ...parameter };
  const schema = resolved(document, holder['schema']);
  const isMade = schema[madeHere] === true;
  const example = exampleOf(document, holder) ?? (isMade ? undefined : exampleOf(document, schema));
  const given = example ?? schema['default'] ?? firstOf(schema['enum']);
  const style = textOf(parameter['style']) || (/^(query|cookie)/.test(textOf(parameter['in'])) ? 'form' : 'simple');
  const { explode } = parameter;
  return {
    name: textOf(parameter['name']),
    value: given ?? sampleOf(document, holder['schema']),
    given: given !== undefined,
    style,
    explode: typeof explode === 'boolean' ? explode : style === 'form' || style === 'cookie',
    allowReserved: parameter['allowReserved'] === true,
    ...(type === undefined ? {} : { type }),
  };
}

/** What may follow a placeholder without being taken for a part of it. */
const endsPlaceholder = /^(?![\w({?*+])/;

/** A list, an object and a style with signs of its own stand in the path as they are; so does a value with a letter behind it. */
function pathWith(path: string, all: readonly Written[]): Pick<ParametersInPlaces, 'path' | 'parameters'> {
  const parameters = new Map<string, SampledValue>();
  const parts = path.split(/\{([^{}/]+)\}/);
  const filled = parts.map((part, i) => {
    if (i % 2 === 0) return escapedPath(part);
    const found = all.find(({ name }) => name === part.replace(/[*+]$/, ''));
    const name = part.replace(/\W/g, '_');
    const isPlain = found === undefined || (found.style === 'simple' && !isList(found.value));
    if (!isPlain || !endsPlaceholder.test(parts[i + 1] ?? ''))
      return escapedPath(found === undefined ? '1' : pathText(found));
    if (found !== undefined) parameters.set(name, { value: plainText(found.value), given: found.given });
    return `:${name}`;
  });
  return { path: filled.join(''), parameters: Object.fromEntries(parameters) };
}

function pathText(parameter: Written): string {
  const { name, value, style, explode } = parameter;
  if (style === 'label') return `.${explode ? fieldsOf(value, encodeText).join('.') : simple(parameter, encodeText)}`;
  if (style !== 'matrix') return simple(parameter, encodeText);
  if (!isList(value) || !explode) return `;${encodeText(name)}=${simple({ ...parameter, explode: false }, encodeText)}`;
  return pairsOf(parameter, encodeText)
    .map((pair) => `;${pair}`)
    .join('');
}

function queryOf(parameter: Written): string {
  const { name, value, style, explode, allowReserved, type } = parameter;
  const encode = allowReserved ? encodeUnreserved : encodeText;
  if (type !== undefined) return `${encodeText(name)}=${encode(contentText(value))}`;
  if (style === 'deepObject' && isObject(value)) return deepPairs(encodeText(name), value, encode).join('&');
  const separator = { spaceDelimited: '%20', pipeDelimited: '%7C' }[style];
  if (separator !== undefined && isList(value) && !explode)
    return `${encodeText(name)}=${flat(value).map(encode).join(separator)}`;
  return pairsOf(parameter, encode).join('&');
}

/** All of the query at once: of a form, or of any text. */
function wholeQueryOf({ value, type }: Written): string {
  if (isObject(value) && (type ?? '').includes('x-www-form-urlencoded')) return fieldsOf(value, encodeText).join('&');
  return encodeText(contentText(value));
}

/** `a=1`, `a=1&a=2`, `x=1&y=2`, or `a=1,2`. */
function pairsOf(parameter: Written, encode: Encode): readonly string[] {
  const { name, value, explode } = parameter;
  if (explode && Array.isArray(value)) return value.map((each) => `${encode(name)}=${encode(plainText(each))}`);
  if (explode && isObject(value)) return fieldsOf(value, encode);
  return [`${encode(name)}=${flat(value).map(encode).join(',')}`];
}

type Encode = (text: string) => string;

function simple({ value, explode, type }: Written, encode: Encode): string {
  if (type !== undefined) return encode(contentText(value));
  return (explode && isObject(value) ? fieldsOf(value, encode) : flat(value).map(encode)).join(',');
}

/** `x=1`, `y=2`; of a list its values alone. */
function fieldsOf(value: unknown, encode: Encode): readonly string[] {
  if (!isObject(value)) return flat(value).map(encode);
  return Object.entries(value).map(([key, each]) => `${encode(key)}=${encode(plainText(each))}`);
}

/** `a[x]=1`, `a[x][y]=2`: brackets as they are, since some servers know no others. */
function deepPairs(name: string, value: Json, encode: Encode): readonly string[] {
  return Object.entries(value).flatMap(([key, each]) => {
    const inner = `${name}[${encodeText(key)}]`;
    if (isObject(each)) return deepPairs(inner, each, encode);
    return Array.isArray(each)
      ? each.map((one) => `${inner}=${encode(plainText(one))}`)
      : [`${inner}=${encode(plainText(each))}`];
  });
}

function flat(value: unknown): readonly string[] {
  if (Array.isArray(value)) return value.map(plainText);
  return isObject(value) ? Object.entries(value).flatMap(([key, each]) => [key, plainText(each)]) : [plainText(value)];
}

function isList(value: unknown): boolean {
  return typeof value === 'object' && value !== null;
}

/** Where nothing is known, the commonest id of all. */
export function plainText(value: unknown): string {
  if (value === undefined || value === null || value === '') return '1';
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function contentText(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value ?? {});
}

/** Signs that a query may hold as they are, but for those that part its pairs. */
function encodeUnreserved(text: string): string {
  return encodeText(text).replace(/%(?:3A|2F|3F|5B|5D|40|24|2C|3B)/g, (sign) => decodeURIComponent(sign));
}
