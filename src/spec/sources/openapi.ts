/**
 * In: an OpenAPI 3.0 or 3.1 document, parsed. Out: its operations, with values for what a call needs: from examples where
 * somebody wrote them, else made to fit the schema. References into other files have been followed before.
 */
import { decodeText, encodeText } from '../../model/encode-text.ts';
import { sample } from 'openapi-sampler';
import { sampleSize } from './schema-size.ts';
import type { DescribedRoute, SampledValue } from '../../model/scenario.ts';

export interface OpenApiRoutes {
  readonly routes: readonly DescribedRoute[];
  readonly warnings: readonly string[];
}

type Json = Readonly<Record<string, unknown>>;

const methods = ['get', 'head', 'post', 'put', 'patch', 'delete', 'options'] as const;

export function isOpenApi(value: unknown): value is Json {
  return isObject(value) && typeof value['openapi'] === 'string' && value['openapi'].startsWith('3.');
}

/** undefined where the value is no OpenAPI 3 document. */
export function readOpenApi(document: unknown): OpenApiRoutes | undefined {
  if (!isOpenApi(document)) return undefined;
  const prefix = serverPath(document);
  const warnings: string[] = [];
  const routes: DescribedRoute[] = [];
  for (const [path, item] of Object.entries(objectAt(document, 'paths'))) {
    const passOver = (what: string, error: unknown): void => {
      const reason = error instanceof Error ? error.message : String(error);
      warnings.push(`The OpenAPI document's ${what} was passed over: ${reason}`);
    };
    const operations = attempt(
      () => resolved(document, item),
      (error) => {
        passOver(path, error);
      },
    );
    for (const method of methods) {
      if (!isObject(operations?.[method])) continue;
      const route = attempt(
        () => describeOperation(document, { method, path: prefix + path, item: operations }),
        (error) => {
          passOver(`${method.toUpperCase()} ${path}`, error);
        },
      );
      if (route !== undefined) routes.push(route);
    }
  }
  return { routes, warnings };
}

/** One part of a document that cannot be read is no reason to lose the others. */
function attempt<T>(work: () => T, onError: (error: unknown) => void): T | undefined {
  try {
    return work();
  } catch (error) {
    onError(error);
    return undefined;
  }
}

/** The path of the first server; its host is that of a deployment, not of the application that is measured. */
function serverPath({ servers }: Json): string {
  const first: unknown = Array.isArray(servers) ? servers[0] : undefined;
  if (!isObject(first) || typeof first['url'] !== 'string') return '';
  const variables = objectAt(first, 'variables');
  const url = first['url'].replace(/\{([^{}]+)\}/g, (_all, name: string) =>
    textOf(objectAt(variables, name)['default']),
  );
  const path = URL.canParse(url, 'http://localhost') ? new URL(url, 'http://localhost').pathname : '';
  return path.replace(/\/+$/, '');
}

interface Operation {
  readonly method: string;
  readonly path: string;
  readonly item: Json;
}

function describeOperation(document: Json, { method, path, item }: Operation): DescribedRoute {
  const operation = item[method] as Json;
  const parameters = parametersOf(document, item, operation);
  const required = (place: string) =>
    parameters.filter((each) => each['in'] === place && (each['required'] === true || place === 'path'));
  const body = bodyOf(document, operation);
  return {
    method: method.toUpperCase(),
    path: path.replace(/\{([^{}/]+)\}/g, (_all, name: string) => `:${name.replace(/\W/g, '_')}`),
    parameters: Object.fromEntries(
      required('path').map((each) => [textOf(each['name']).replace(/\W/g, '_'), sampled(document, each)]),
    ),
    query: required('query')
      .map((each) => `${encodeText(textOf(each['name']))}=${encodeText(sampled(document, each).value)}`)
      .join('&'),
    headers: {
      ...Object.fromEntries(
        required('header').map((each) => [textOf(each['name']).toLowerCase(), sampled(document, each).value]),
      ),
      ...(body?.type === undefined ? {} : { 'content-type': body.type }),
    },
    ...(body === undefined ? {} : { body: body.value }),
  };
}

/** An operation's parameters win over its path's of the same name and place. */
function parametersOf(document: Json, item: Json, operation: Json): readonly Json[] {
  const byKey = new Map<string, Json>();
  for (const list of [item['parameters'], operation['parameters']]) {
    if (!Array.isArray(list)) continue;
    for (const each of list) {
      const parameter = resolved(document, each);
      byKey.set(`${textOf(parameter['in'])} ${textOf(parameter['name'])}`, parameter);
    }
  }
  return [...byKey.values()];
}

function sampled(document: Json, parameter: Json): SampledValue {
  const content = Object.values(objectAt(parameter, 'content'))[0];
  const holder = isObject(content) ? { ...content, ...parameter } : parameter;
  const schema = resolved(document, holder['schema']);
  const given =
    exampleOf(document, holder) ?? exampleOf(document, schema) ?? schema['default'] ?? firstOf(schema['enum']);
  return { value: valueText(given ?? sampleOf(document, holder['schema'])), given: given !== undefined };
}

function exampleOf(document: Json, holder: Json): unknown {
  if (holder['example'] !== undefined) return holder['example'];
  const { examples } = holder;
  // OpenAPI has a map of Example Objects beside a schema, JSON Schema a list of values inside it.
  if (Array.isArray(examples)) return firstOf(examples);
  if (!isObject(examples)) return undefined;
  return resolved(document, Object.values(examples)[0])['value'];
}

function bodyOf(document: Json, operation: Json): { readonly type?: string; readonly value: unknown } | undefined {
  const content = objectAt(resolved(document, operation['requestBody']), 'content');
  const entries = Object.entries(content).filter((entry): entry is [string, Json] => isObject(entry[1]));
  const chosen = entries.find(([type]) => /[/+]json\b/.test(type)) ?? entries[0];
  if (chosen === undefined) return undefined;
  const [type, media] = chosen;
  const value = exampleOf(document, media) ?? sampleOf(document, media['schema']);
  if (/[/+]json\b/.test(type)) return { ...(type === 'application/json' ? {} : { type }), value };
  if (type === 'application/x-www-form-urlencoded' && isObject(value)) return { type, value: formOf(value) };
  return typeof value === 'string' ? { type, value } : undefined;
}

function formOf(fields: Json): string {
  return Object.entries(fields)
    .map(([name, value]) => `${encodeText(name)}=${encodeText(valueText(value))}`)
    .join('&');
}

/** Of one sample; nobody sends a larger body to measure by. */
const mostValues = 20_000;

function sampleOf(document: Json, schema: unknown): unknown {
  if (!isObject(schema)) return undefined;
  const target = (reference: string): unknown => resolved(document, { $ref: reference });
  if (sampleSize(schema, mostValues, target) > mostValues)
    throw new Error(`its schema asks for more than ${mostValues} values.`);
  return sample(schema, { skipReadOnly: true, quiet: true }, document);
}

/** Follows `#/…` references (RFC 6901), a few times over: they may form a ring. */
function resolved(document: Json, value: unknown): Json {
  let at: unknown = value;
  for (let hops = 0; hops < 10 && isObject(at) && typeof at['$ref'] === 'string'; hops++) {
    const reference = at['$ref'];
    if (!reference.startsWith('#')) throw new Error(`it refers to another file, ${reference}.`);
    at = reference
      .slice(1)
      .split('/')
      .slice(1)
      .map((part) => decodeText(part).replaceAll('~1', '/').replaceAll('~0', '~'))
      .reduce<unknown>(
        (inner, key) => (isObject(inner) && Object.hasOwn(inner, key) ? inner[key] : undefined),
        document,
      );
    if (at === undefined) throw new Error(`nothing stands at ${reference}.`);
  }
  return isObject(at) ? at : {};
}

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function objectAt(holder: Json, key: string): Json {
  const value = Object.hasOwn(holder, key) ? holder[key] : undefined;
  return isObject(value) ? value : {};
}

function firstOf(list: unknown): unknown {
  return Array.isArray(list) ? (list as readonly unknown[])[0] : undefined;
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

/** A list goes in its simplest style, parted by commas. */
function valueText(value: unknown): string {
  if (value === undefined || value === null) return '1';
  if (Array.isArray(value)) return value.map(valueText).join(',');
  return typeof value === 'string' ? value : JSON.stringify(value);
}
