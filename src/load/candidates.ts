/**
 * Which requests may be sent: the user's scenario where there is one, else what the application has registered, else what an
 * OpenAPI document, `.http` files or a recording in the project know. What nobody asked for is sent only where it is safe.
 */
import { decodeText } from '../model/encode-text.ts';
import type { AgentRoute } from '../model/agent-protocol.ts';
import { reasonToLeaveOut } from '../model/safety.ts';
import type { DescribedRoute, LeftOutRequest, ScenarioRequest } from '../model/scenario.ts';
import type { Scenario, SourcedRequest, Spec } from '../model/spec.ts';
import { describedFor, requestOf } from './described.ts';
import type { CandidateRequest } from './generator-protocol.ts';
import { operationOf } from './operation.ts';
import { matchingRoute, matchesPattern, pathOnly, patternOf } from './route-pattern.ts';

export interface Candidates {
  readonly candidates: readonly CandidateRequest[];
  readonly setup: readonly CandidateRequest[];
  readonly leftOut: readonly LeftOutRequest[];
}

type Load = Pick<Spec, 'scenario' | 'found'>;

export function candidateRequests({ scenario, found }: Load, routes: readonly AgentRoute[]): Candidates {
  const written = fromScenario(scenario, routes);
  const setup = (scenario?.setup ?? []).map((each) => toCandidate(each, routes));
  const before = [...(found?.leftOut ?? []), ...written.leftOut];
  const options = { scenario, described: found?.described ?? [], examples: found?.examples ?? [] };
  if (found?.driveDescribed === true) {
    const described = fromDescribed(found.described, options);
    return {
      candidates: [...written.candidates, ...described.candidates],
      setup,
      leftOut: [...before, ...described.leftOut],
    };
  }
  if (written.candidates.length > 0) return { candidates: written.candidates, setup, leftOut: before };
  const discovered = fromRoutes(routes, options);
  const leftOut = [...before, ...discovered.leftOut];
  if (discovered.candidates.length > 0) return { candidates: discovered.candidates, setup, leftOut };
  const described = fromDescribed(options.described, options);
  if (described.candidates.length > 0)
    return { candidates: described.candidates, setup, leftOut: [...leftOut, ...described.leftOut] };
  return { candidates: options.examples.map((each) => toCandidate(each, routes)), setup, leftOut };
}

interface Options {
  readonly scenario: Scenario | undefined;
  readonly described: readonly DescribedRoute[];
  readonly examples: readonly SourcedRequest[];
}

function fromScenario(scenario: Scenario | undefined, routes: readonly AgentRoute[]): Omit<Candidates, 'setup'> {
  const { requests = [], sequences = [] } = scenario ?? {};
  const sent = (each: ScenarioRequest) => each.skip === undefined || each.skip === false;
  const skipped = requests.filter((each) => !sent(each));
  const steps = sequences.flatMap(({ steps: all, weight }, sequence) =>
    all.filter(sent).map((each) => ({ ...toCandidate({ ...each, weight: weight ?? 1 }, routes), sequence })),
  );
  return {
    candidates: [...requests.filter(sent).map((each) => toCandidate(each, routes)), ...steps],
    leftOut: skipped.map(({ method, path, skip }) => ({
      method,
      path,
      reason: typeof skip === 'string' ? skip : 'skipped in the scenario',
    })),
  };
}

export function toCandidate(request: SourcedRequest, routes: readonly AgentRoute[]): CandidateRequest {
  const { method, path, headers = {}, body, weight = 1, expectStatus, source = 'scenario' } = request;
  const json = body !== undefined && typeof body !== 'string';
  const typed = Object.keys(headers).some((name) => name.toLowerCase() === 'content-type');
  const operation = operationOf(request);
  const expect = expectStatus === undefined ? request.expect : { status: expectStatus, ...request.expect };
  return {
    method: method.toUpperCase(),
    path,
    route: matchingRoute(method, path, routes) ?? patternOf(path),
    weight,
    headers: json && !typed ? { 'content-type': 'application/json', ...headers } : headers,
    ...(body === undefined ? {} : { body: json ? JSON.stringify(body) : body }),
    ...(request.bodyBase64 === undefined ? {} : { bodyBase64: request.bodyBase64 }),
    ...(expect === undefined ? {} : { expect }),
    ...(request.capture === undefined ? {} : { capture: request.capture }),
    ...(request.thinkMs === undefined ? {} : { thinkMs: request.thinkMs }),
    ...(operation === undefined ? {} : { operation }),
    ...(request.size === undefined ? {} : { size: request.size }),
    // Hand-written requests are sent whatever they answer; a recording may be of another day.
    asked: source === 'scenario' || source === 'http',
    source,
  };
}

function fromRoutes(routes: readonly AgentRoute[], options: Options): Omit<Candidates, 'setup'> {
  const leftOut: LeftOutRequest[] = [];
  const byKey = new Map<string, CandidateRequest>();
  for (const { method, path } of routes) {
    const reason = reasonAgainst(method, path, options.scenario);
    if (reason !== undefined) {
      leftOut.push({ method, path, reason });
      continue;
    }
    // A HEAD route beside a GET route is the same code with its answer thrown away.
    const sent = method === 'ALL' ? 'GET' : method;
    const key = sent === 'HEAD' ? `GET ${path}` : `${sent} ${path}`;
    if (sent === 'HEAD' && byKey.has(key)) continue;
    const known = describedFor(sent, path, options.described) ?? exampleFor(sent, path, options.examples);
    byKey.set(key, { ...requestOf({ method: sent, path, known }), source: 'discovered' });
  }
  return { candidates: [...byKey.values()], leftOut };
}

function fromDescribed(routes: readonly DescribedRoute[], { scenario }: Options): Omit<Candidates, 'setup'> {
  const judged = routes.map((known) => ({ known, reason: reasonAgainst(known.method, known.path, scenario) }));
  return {
    candidates: judged
      .filter(({ reason }) => reason === undefined)
      .map(({ known }) => ({ ...requestOf({ method: known.method, path: known.path, known }), source: 'openapi' })),
    leftOut: judged.flatMap(({ known: { method, path }, reason }) =>
      reason === undefined ? [] : [{ method, path, reason }],
    ),
  };
}

/** A route that was registered with a regular expression has its text for a path: `/^\/files\/(.+)$/`. */
function isRegExp(path: string): boolean {
  return /\/.+\/[a-z]*$/.test(path) && /\\[^\\:]|[\^$|]/.test(path) && !path.includes('/:');
}

function reasonAgainst(method: string, path: string, scenario: Scenario | undefined): string | undefined {
  if (scenario?.leaveOut?.some((pattern) => matchesPattern(pattern, method, path)) === true)
    return 'left out by the scenario';
  const reason = reasonToLeaveOut(method, path, scenario?.methods);
  if (reason === undefined && isRegExp(path)) return 'a regular expression';
  return reason ?? (path.includes('*') ? 'a wildcard' : undefined);
}

/** A request that somebody wrote or recorded says better what belongs in a path than any sample. */
function exampleFor(method: string, pattern: string, examples: readonly SourcedRequest[]): DescribedRoute | undefined {
  const example = examples.find(
    (each) => each.method === method && matchingRoute(method, each.path, [{ method, path: pattern }]) !== undefined,
  );
  if (example === undefined) return undefined;
  const parts = pathOnly(example.path).split('/');
  const parameters = pattern.split('/').flatMap((part, i) => {
    const name = /^:(\w+)/.exec(part)?.[1];
    return name === undefined ? [] : [[name, { value: decodeText(parts[i] ?? ''), given: true }] as const];
  });
  const query = example.path.split('?', 2)[1] ?? '';
  return { method, path: pattern, parameters: Object.fromEntries(parameters), query, headers: {} };
}
