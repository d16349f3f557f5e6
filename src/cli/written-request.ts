/** A request as it is written into leanscope.json, which is meant to be committed. */
import { Buffer } from 'node:buffer';
import { typeOf } from '../export/exportable.ts';
import { encodeText } from '../model/encode-text.ts';
import type { ScenarioRequest } from '../model/scenario.ts';
import type { Scenario, SourcedRequest } from '../model/spec.ts';
import {
  secretNames,
  withoutSecretBody,
  withoutSecretFields,
  withoutSecretForm,
  withoutSecretHeaders,
  withoutSecretPath,
  withoutSecretText,
  type SecretNames,
} from '../model/without-secrets.ts';
import type { FilledSecret } from '../spec/sources/http-variables.ts';

/**
 * The file is meant to be committed: no secret stands in it. A body of a recording that cannot be searched for one is not written, and
 * its request not sent until the user has looked at it.
 */
export function writtenRequest(
  asRead: SourcedRequest,
  names: SecretNames,
  secrets: readonly FilledSecret[] = [],
): ScenarioRequest {
  const sourced = secrets.length === 0 ? asRead : withoutFilled(asRead, names, secrets);
  const { body, bodyBase64, ...request } = Object.fromEntries(
    Object.entries(sourced).filter(([name]) => name !== 'source'),
  ) as unknown as ScenarioRequest;
  const { headers, path } = request;
  const clean = {
    ...request,
    path: withoutSecretPath(path, names),
    ...(headers === undefined ? {} : { headers: withoutSecrets(headers, sourced, names) }),
  };
  // The file's bytes stay where they are.
  if (bodyBase64 !== undefined && request.bodyFile !== undefined) return clean;
  if (bodyBase64 !== undefined)
    return isSafe(bodyBase64, typeOf(request))
      ? { ...clean, bodyBase64 }
      : { ...clean, skip: clean.skip ?? unsearched };
  if (body === undefined) return clean;
  if (typeof body !== 'string') return { ...clean, body: withoutSecretFields(body, names) };
  const safe = withoutSecretBody(body, typeOf(request), names);
  if ('text' in safe) return { ...clean, body: safe.text };
  const isRecorded = sourced.source === 'har' || sourced.source === 'http';
  return isRecorded
    ? { ...clean, skip: clean.skip ?? safe.problem }
    : { ...clean, body: withoutSecretText(body, names) };
}

/** Cookies of a document are examples; all others are a user's, whatever they are called. */
function withoutSecrets(
  { cookie, ...headers }: Readonly<Record<string, string>>,
  { source }: SourcedRequest,
  names: SecretNames,
): Readonly<Record<string, string>> {
  if (cookie === undefined || source !== 'openapi')
    return withoutSecretHeaders(cookie === undefined ? headers : { ...headers, cookie }, names);
  const pairs = cookie.split('; ').map((pair) => withoutSecretForm(pair, names));
  return { ...withoutSecretHeaders(headers, names), cookie: pairs.join('; ') };
}

const unsearched = 'its body is no text and cannot be searched for secrets';

/** A text in an encoding of one byte a character can be searched; no byte of it is changed. */
function isSafe(bodyBase64: string, type: string | undefined): boolean {
  const text = Buffer.from(bodyBase64, 'base64').toString('latin1');
  const found = withoutSecretBody(text, type, secretNames());
  return 'text' in found && found.text === text;
}

/** Values of variables that are not shared, wherever they came to stand: as they are, or encoded for their place. */
function withoutFilled(
  request: SourcedRequest,
  { replace }: SecretNames,
  secrets: readonly FilledSecret[],
): SourcedRequest {
  const clean = (text: string): string =>
    secrets.reduce((before, { name, value }) => {
      const forms = new Set([value, encodeText(value), JSON.stringify(value).slice(1, -1)]);
      return [...forms].reduce(
        (each, form) => (each.includes(form) ? each.replaceAll(form, replace(name, form)) : each),
        before,
      );
    }, text);
  const cleanDeep = (value: unknown): unknown => {
    if (typeof value === 'string') return clean(value);
    if (Array.isArray(value)) return value.map(cleanDeep);
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, cleanDeep(each)]));
  };
  const { path, headers, body } = request;
  return {
    ...request,
    path: clean(path),
    ...(headers === undefined ? {} : { headers: cleanDeep(headers) as Readonly<Record<string, string>> }),
    ...(body === undefined ? {} : { body: cleanDeep(body) }),
  };
}

/** A scenario without the values that came out of files which are not shared. */
export function withoutPrivate(scenario: Scenario, secrets: readonly FilledSecret[]): Scenario {
  if (secrets.length === 0) return scenario;
  const names = secretNames(JSON.stringify(scenario));
  const { setup, requests } = scenario;
  return {
    ...scenario,
    requests: requests.map((each) => withoutFilled(each, names, secrets)),
    ...(setup === undefined ? {} : { setup: setup.map((each) => withoutFilled(each, names, secrets)) }),
  };
}
