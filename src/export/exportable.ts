/** A scenario in the form that other load engines are told it in: no secret in it, names that every engine takes. */
import { encodeText } from '../model/encode-text.ts';
import { environmentName, looksSecret } from '../model/secrets.ts';
import type { DataRows, DescribedRoute, Expectation, ScenarioRequest } from '../model/scenario.ts';
import type { Scenario } from '../model/spec.ts';
import { withoutSecretFields } from '../model/without-secrets.ts';

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
  readonly expect: Expectation;
}

const defaultConnections = 8;

/** Whether messages over WebSockets are among what it sends. */
export function hasMessages({ setup, journeys }: Pick<Exportable, 'setup' | 'journeys'>): boolean {
  return [...setup, ...journeys.flatMap(({ steps }) => steps)].some(({ method }) => method === 'WS');
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
  const convert = (request: ScenarioRequest): ExportedRequest => exported(request, environment);
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
    variables: scenario.variables ?? {},
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
      path.replace(/:(\w+)/g, (_all, name: string) => encodeText(parameters[name]?.value ?? '1')) +
      (query === '' ? '' : `?${query}`),
    ...(Object.keys(headers).length === 0 ? {} : { headers }),
    ...(body === undefined ? {} : { body }),
  }));
}

function exported(request: ScenarioRequest, environment: Set<string>): ExportedRequest {
  const { method, headers = {}, body, expectStatus, expect = {}, capture, thinkMs } = request;
  const [path, safeHeaders, safeBody] = [withoutSecretQuery(request.path), withoutSecretFields(headers), bodyOf(body)];
  const json = body !== undefined && typeof body !== 'string';
  const typed = Object.keys(headers).some((name) => name.toLowerCase() === 'content-type');
  for (const text of [path, ...Object.values(safeHeaders.value), safeBody ?? ''])
    for (const [, name = ''] of text.matchAll(/\$\{env:(\w+)\}/g)) environment.add(name);
  return {
    name: `${method.toUpperCase()} ${(request.path.split('?', 1)[0] ?? '').replace(/\{\{[^{}]*\}\}/g, ':value')}`,
    method: method.toUpperCase(),
    path,
    headers: { ...(json && !typed ? { 'content-type': 'application/json' } : {}), ...safeHeaders.value },
    ...(safeBody === undefined ? {} : { body: safeBody }),
    expect: expectStatus === undefined ? expect : { status: expectStatus, ...expect },
    ...(capture === undefined ? {} : { capture }),
    ...(thinkMs === undefined ? {} : { thinkMs }),
  };
}

function bodyOf(body: unknown): string | undefined {
  if (typeof body !== 'string') return body === undefined ? undefined : JSON.stringify(withoutSecretFields(body).value);
  const parsed = parse(body);
  if (parsed === undefined) return body.replace(/(^|&)([^=&]+)=([^&]*)/g, secretPair);
  const clean = withoutSecretFields(parsed);
  return clean.variables.length === 0 ? body : JSON.stringify(clean.value);
}

function parse(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' ? value : undefined;
  } catch {
    return undefined;
  }
}

export function withoutSecretQuery(path: string): string {
  return path.replace(/([?&])([^=&#]+)=([^&#]*)/g, secretPair);
}

function secretPair(all: string, mark: string, name: string, value: string): string {
  const stands = value === '' || /\{\{|\$\{env:/.test(value);
  return looksSecret(name) && !stands ? `${mark}${name}=\${env:${environmentName(name)}}` : all;
}
