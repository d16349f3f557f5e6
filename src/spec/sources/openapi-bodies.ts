/** The body of an OpenAPI operation, in the first of its types that can be made. */
import { encodeText } from '../../model/encode-text.ts';
import { isObject, objectAt, resolved, textOf, type Json } from './json-document.ts';
import { plainText } from './openapi-parameters.ts';
import { exampleOf, sampleOf } from './openapi-samples.ts';
import { boundaryFor, multipartBody, type FormField } from './multipart.ts';

export interface SampledBody {
  /** Absent for JSON. */
  readonly type?: string;
  readonly value: unknown;
}

const isJson = (type: string): boolean => /[/+]json\b/i.test(type);
/** JSON first, then what is made with least guessing. */
const order: readonly ((type: string) => boolean)[] = [
  isJson,
  (type) => /^\*\/\*$/.test(type),
  (type) => /x-www-form-urlencoded/i.test(type),
  (type) => /^multipart\//i.test(type),
  (type) => /^text\//i.test(type),
];

/** undefined where none is asked for. @throws Error where it has to be there and cannot be made */
export function sampledBody(document: Json, operation: Json): SampledBody | undefined {
  const request = resolved(document, operation['requestBody']);
  const media = Object.entries(objectAt(request, 'content')).map(
    ([type, each]) => [type, resolved(document, each)] as const,
  );
  const rank = (type: string): number => {
    const found = order.findIndex((fits) => fits(type));
    return found < 0 ? order.length : found;
  };
  const sorted = [...media].sort(([a], [b]) => rank(a) - rank(b));
  for (const [type, each] of sorted) {
    const body = bodyOf(document, type, each);
    if (body !== undefined) return body;
  }
  if (request['required'] === true && sorted.length > 0)
    throw new Error(`its body (${sorted.map(([type]) => type).join(', ')}) cannot be made.`);
  return undefined;
}

function bodyOf(document: Json, type: string, media: Json): SampledBody | undefined {
  if (/(?:json-seq|jsonl|ndjson|json-lines)/i.test(type)) return linesOf(document, type, media);
  if (/xml\b/i.test(type)) return xmlOf(document, type, media);
  const value = exampleOf(document, media) ?? sampleOf(document, media['schema']);
  if (type === '*/*') return { value };
  if (isJson(type)) return { ...(type === 'application/json' ? {} : { type }), value };
  if (/x-www-form-urlencoded/i.test(type) && isObject(value)) return { type, value: formOf(value) };
  if (/^multipart\//i.test(type) && isObject(value)) return partsOf(document, type, { media, value });
  return typeof value === 'string' ? { type, value } : undefined;
}

function formOf(fields: Json): string {
  return Object.entries(fields)
    .flatMap(([name, value]) =>
      Array.isArray(value) ? value.map((each) => [name, each] as const) : [[name, value] as const],
    )
    .map(([name, value]) => `${encodeText(name)}=${encodeText(plainText(value))}`)
    .join('&');
}

/** A text of binary format is a file; an object is a part of JSON; a list is a part for each value. */
function partsOf(
  document: Json,
  type: string,
  { media, value }: { readonly media: Json; readonly value: Json },
): SampledBody {
  const properties = objectAt(resolved(document, media['schema']), 'properties');
  const encoding = objectAt(media, 'encoding');
  const fields = Object.entries(value).flatMap(([name, each]): readonly FormField[] => {
    const own = resolved(document, properties[name]);
    const schema = Array.isArray(each) ? resolved(document, own['items']) : own;
    const isFile = /^(?:binary|byte)$/.test(String(schema['format'])) || schema['contentMediaType'] !== undefined;
    const said = objectAt(encoding, name)['contentType'];
    return (Array.isArray(each) ? (each as readonly unknown[]) : [each]).map((one) => {
      const contentType =
        typeof said === 'string'
          ? said.split(',', 1)[0]
          : isObject(one)
            ? 'application/json'
            : isFile
              ? 'application/octet-stream'
              : undefined;
      return {
        name,
        value: plainText(one),
        ...(isFile ? { fileName: `${name}.bin` } : {}),
        ...(contentType === undefined ? {} : { contentType }),
      };
    });
  });
  const boundary = boundaryFor(fields);
  return {
    type: `${type.split(';', 1)[0] ?? type}; boundary=${boundary}`,
    value: multipartBody(fields, boundary).body,
  };
}

/** A line of JSON each. */
function linesOf(document: Json, type: string, media: Json): SampledBody {
  const example = exampleOf(document, media);
  if (typeof example === 'string') return { type, value: example };
  const items: unknown = Array.isArray(example)
    ? example
    : [example ?? sampleOf(document, media['itemSchema'] ?? media['schema'])];
  return { type, value: (items as readonly unknown[]).map((each) => `${JSON.stringify(each ?? {})}\n`).join('') };
}

/** The root element is called as its schema is: the sampler gives a root of its own to some only. */
function xmlOf(document: Json, type: string, media: Json): SampledBody | undefined {
  const example = exampleOf(document, media);
  if (typeof example === 'string') return { type, value: example };
  const { schema } = media;
  if (!isObject(schema)) return undefined;
  const name = objectAt(resolved(document, schema), 'xml')['name'];
  const reference = /([^/]+)$/.exec(textOf(schema['$ref']))?.[1] ?? 'root';
  const properties = { [typeof name === 'string' ? name : reference]: schema };
  const made = sampleOf(document, { type: 'object', properties }, 'xml');
  return typeof made === 'string' ? { type, value: made } : undefined;
}
