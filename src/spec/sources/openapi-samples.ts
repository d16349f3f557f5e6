/** Values that fit an OpenAPI document: its own examples where there are some, else made of the schema. */
import { sample } from 'openapi-sampler';
import { firstOf, isObject, resolved, type Json } from './json-document.ts';
import { patternSample } from './pattern-sample.ts';
import { sampleSize } from './schema-size.ts';

/** Of one sample; no larger body is sent to measure by. */
const mostValues = 20_000;

/** @throws Error where it would be too large */
export function sampleOf(document: Json, schema: unknown, format?: 'xml'): unknown {
  if (!isObject(schema)) return undefined;
  const target = (reference: string): unknown => resolved(document, { $ref: reference });
  if (sampleSize(schema, mostValues, target) > mostValues)
    throw new Error(`its schema asks for more than ${mostValues} values.`);
  const options = { skipReadOnly: true, quiet: true, ...(format === undefined ? {} : { format }) };
  return quietly(() => sample(schema, options, document));
}

/** Some of what it cannot make one value of it says on the console, whatever its options are. */
function quietly<T>(make: () => T): T {
  const { warn } = globalThis.console;
  globalThis.console.warn = () => undefined;
  try {
    return make();
  } finally {
    globalThis.console.warn = warn;
  }
}

/** What the document gives for a parameter or a body. */
export function exampleOf(document: Json, holder: Json): unknown {
  if (holder['example'] !== undefined) return holder['example'];
  const { examples } = holder;
  // OpenAPI has a map of Example Objects beside a schema, JSON Schema a list of values inside it.
  if (Array.isArray(examples)) return firstOf(examples);
  if (!isObject(examples)) return undefined;
  const { value, dataValue } = resolved(document, Object.values(examples)[0]);
  return value ?? dataValue;
}

/** Marks what was not there before. */
export const madeHere = 'x-leanscope-made';

/** What is no schema in a document. */
const notSchemas = new Set(['example', 'examples', 'default', 'enum', 'const']);

/** The sampler knows no patterns: schemas of texts that have one get an example of it. */
export function withPatternExamples(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withPatternExamples);
  if (!isObject(value)) return value;
  const copy = Object.fromEntries(
    Object.entries(value).map(([key, each]) => [key, notSchemas.has(key) ? each : withPatternExamples(each)]),
  );
  const { type, pattern, minLength, maxLength } = value;
  const isText = type === 'string' || (Array.isArray(type) && type.includes('string'));
  if (!isText || typeof pattern !== 'string' || [...notSchemas].some((key) => value[key] !== undefined)) return copy;
  const example = patternSample(pattern, {
    ...(typeof minLength === 'number' ? { minLength } : {}),
    ...(typeof maxLength === 'number' ? { maxLength } : {}),
  });
  return example === undefined ? copy : { ...copy, example, [madeHere]: true };
}
