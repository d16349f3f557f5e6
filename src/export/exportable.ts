/** A scenario in the form that other load engines are told it in: no secret in it, names that every engine takes. */
import { encodeText } from '../model/encode-text.ts';
import { literalPath, parameterInPath } from '../model/route-path.ts';
import type { DataRows, DescribedRoute, Expectation, ScenarioRequest } from '../model/scenario.ts';
import type { Scenario } from '../model/spec.ts';
import {
  secretNames,
  withoutSecretBody,
  withoutSecretFields,
  withoutSecretHeaders,
  withoutSecretPath,
  withoutSecretText,
  type SecretNames,
} from '../model/without-secrets.ts';

export interface Exportable {
  readonly setup: readonly ExportedRequest[];
  /** A request alone is a journey of one step. */
  readonly journeys: readonly {
    readonly name: string;
    readonly weight: number;
    readonly steps: readonly ExportedRequest[];
  }[];
  readonly variables: Readonly<Record<string, string>>;
  readonly data: Readonly<Record<string, DataRows>>;
  /** Environment variables that the script needs. */
  readonly environment: readonly string[];
  readonly connections: number;
  /** Journeys begun per second, where the scenario says so. */
  readonly ratePerSecond?: number;
}

export interface ExportedRequest extends Pick<ScenarioRequest, 'method' | 'path' | 'capture' | 'thinkMs'> {
  /** Method and path without what differs from user to user: one row in the other engine's summary. */
  readonly name: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
  /** In place of `body`: bytes. */
  readonly bodyBase64?: string;
  readonly expect: Expectation;
}

const defaultConnections = 8;

/** Whether messages over WebSockets are among what it sends. */
export function hasMessages({ setup, journeys }: Pick<Exportable, 'setup' | 'journeys'>): boolean {
  return [...setup, ...journeys.flatMap(({ steps }) => steps)].some(({ method }) => method === 'WS');
}

/** Whether bytes that are no text are among what it sends. */
export function hasBytes({ setup, journeys }: Pick<Exportable, 'setup' | 'journeys'>): boolean {
  return [...setup, ...journeys.flatMap(({ steps }) => steps)].some(({ bodyBase64 }) => bodyBase64 !== undefined);
}

/** What is left of it for an engine that sends requests or messages, but not both as one user: journeys without messages. */
export function withoutMessages(scenario: Exportable): Exportable {
  const silent = (steps: readonly ExportedRequest[]): boolean => steps.every(({ method }) => method !== 'WS');
  return {
    ...scenario,
    setup: scenario.setup.filter(({ method }) => method !== 'WS'),
    journeys: scenario.journeys.filter(({ steps }) => silent(steps)),
  };
}

export function toExportable(scenario: Scenario): Exportable {
  const environment = new Set<string>();
  const names = secretNames(JSON.stringify(scenario));
  const convert = (request: ScenarioRequest): ExportedRequest => exported(request, environment, names);
  const sent = (each: ScenarioRequest): boolean => each.skip === undefined || each.skip === false;
  const singles = scenario.requests.filter(sent).map((each) => {
    const step = convert(each);
    return { name: each.name ?? step.name, weight: each.weight ?? 1, steps: [step] };
  });
  const sequences = (scenario.sequences ?? []).map(({ name, weight = 1, steps }, i) => ({
    name: name ?? `sequence ${i + 1}`,
    weight,
    steps: steps.filter(sent).map(convert),
  }));
  const setup = (scenario.setup ?? []).map(convert);
  return {
    setup,
    journeys: [...singles, ...sequences],
    variables: withNames(scenario.variables ?? {}, environment, names),
    data: scenario.data ?? {},
    environment: [...environment].sort(),
    connections: scenario.connections ?? defaultConnections,
    ...(scenario.rate === undefined ? {} : { ratePerSecond: scenario.rate }),
  };
}

/** Operations of an OpenAPI document as requests, all of their parameters filled. */
export function requestsOf(described: readonly DescribedRoute[]): readonly ScenarioRequest[] {
  return described.map(({ method, path, parameters, query, headers, body }) => ({
    method,
    path:
      literalPath(path.replace(parameterInPath, (_all, name: string) => encodeText(parameters[name]?.value ?? '1'))) +
      (query === '' ? '' : `?${query}`),
    ...(Object.keys(headers).length === 0 ? {} : { headers }),
    ...(body === undefined ? {} : { body }),
  }));
}

/** Their names are looked up in the environment by the script. */
function withNames(
  texts: Readonly<Record<string, string>>,
  environment: Set<string>,
  names: SecretNames,
): Readonly<Record<string, string>> {
  const clean = withoutSecretHeaders(texts, names);
  noteNames(Object.values(clean), environment);
  return clean;
}

function noteNames(texts: readonly string[], environment: Set<string>): void {
  for (const text of texts) for (const [, name = ''] of text.matchAll(/\$\{env:(\w+)\}/g)) environment.add(name);
}

function exported(request: ScenarioRequest, environment: Set<string>, names: SecretNames): ExportedRequest {
  const { method, body, expectStatus, expect = {}, capture, thinkMs } = request;
  const path = withoutSecretPath(request.path, names);
  const headers = withoutSecretHeaders(request.headers ?? {}, names);
  const safeBody = bodyOf(body, typeOf(request), names);
  const json = body !== undefined && typeof body !== 'string';
  const typed = Object.keys(headers).some((name) => name.toLowerCase() === 'content-type');
  noteNames([path, ...Object.values(headers), safeBody ?? ''], environment);
  return {
    name: `${method.toUpperCase()} ${(path.split('?', 1)[0] ?? '').replace(/\{\{[^{}]*\}\}|\$\{env:\w+\}/g, ':value')}`,
    method: method.toUpperCase(),
    path,
    headers: { ...(json && !typed ? { 'content-type': 'application/json' } : {}), ...headers },
    ...(safeBody === undefined ? {} : { body: safeBody }),
    ...(request.bodyBase64 === undefined ? {} : { bodyBase64: request.bodyBase64 }),
    expect: expectStatus === undefined ? expect : { status: expectStatus, ...expect },
    ...(capture === undefined ? {} : { capture }),
    ...(thinkMs === undefined ? {} : { thinkMs }),
  };
}

/** Content-Type of a request's body. */
export function typeOf({ headers = {} }: Pick<ScenarioRequest, 'headers'>): string | undefined {
  return Object.entries(headers).find(([name]) => name.toLowerCase() === 'content-type')?.[1];
}

/** What cannot be searched stays: whoever exports it wrote it into the scenario. */
function bodyOf(body: unknown, type: string | undefined, names: SecretNames): string | undefined {
  if (typeof body !== 'string')
    return body === undefined ? undefined : JSON.stringify(withoutSecretFields(body, names));
  const clean = withoutSecretBody(body, type, names);
  return 'text' in clean ? clean.text : withoutSecretText(body, names);
}
