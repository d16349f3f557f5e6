/** Which requests may be sent: the user's scenario where there is one, else what the application has registered, safe methods only. */
import type { AgentRoute } from '../model/agent-protocol.ts';
import type { Scenario, ScenarioRequest } from '../model/spec.ts';
import type { CandidateRequest } from './generator-protocol.ts';

export interface Candidates {
  readonly candidates: readonly CandidateRequest[];
  readonly warnings: readonly string[];
}

const safeMethods = new Set(['GET', 'HEAD', 'ALL']);

/** A GET that is written like an action is left alone: many applications change state on GET. */
const destructive =
  /(^|[/_.:-])(delete|remove|destroy|drop|purge|reset|logout|log-out|signout|sign-out|shutdown|kill|unsubscribe)($|[/_.:-])/i;

function looksDestructive(path: string): boolean {
  return destructive.test(path) || destructive.test(path.replace(/([a-z0-9])([A-Z])/g, '$1-$2'));
}

export function candidateRequests(scenario: Scenario | undefined, routes: readonly AgentRoute[]): Candidates {
  if (scenario !== undefined) {
    return { candidates: scenario.requests.map((request) => fromScenario(request, routes)), warnings: [] };
  }
  return fromRoutes(routes);
}

function fromScenario(request: ScenarioRequest, routes: readonly AgentRoute[]): CandidateRequest {
  const { method, path, headers = {}, body, weight = 1, expectStatus } = request;
  const json = body !== undefined && typeof body !== 'string';
  const typed = Object.keys(headers).some((name) => name.toLowerCase() === 'content-type');
  return {
    method: method.toUpperCase(),
    path,
    route: matchingRoute(method, path, routes) ?? pathOnly(path),
    weight,
    headers: json && !typed ? { 'content-type': 'application/json', ...headers } : headers,
    ...(body === undefined ? {} : { body: json ? JSON.stringify(body) : body }),
    ...(expectStatus === undefined ? {} : { expectStatus }),
    asked: true,
  };
}

function fromRoutes(routes: readonly AgentRoute[]): Candidates {
  const skipped: string[] = [];
  const byKey = new Map<string, CandidateRequest>();
  for (const { method, path } of routes) {
    const reason = reasonToSkip(method, path);
    if (reason !== undefined) {
      skipped.push(`${method} ${path} (${reason})`);
      continue;
    }
    byKey.set(path, {
      method: method === 'HEAD' && !byKey.has(path) ? 'HEAD' : 'GET',
      path,
      route: path,
      weight: 1,
      headers: {},
      asked: false,
    });
  }
  const warnings =
    skipped.length === 0
      ? []
      : [`Left out of the load: ${skipped.join(', ')}. Name them in a scenario to include them.`];
  return { candidates: [...byKey.values()], warnings };
}

function reasonToSkip(method: string, path: string): string | undefined {
  if (!safeMethods.has(method)) return 'not a safe method';
  if (looksDestructive(path)) return 'looks destructive';
  if (path.includes('*')) return 'a wildcard';
  return undefined;
}

/** The registered pattern a concrete path belongs to: the first that fits, as a router would choose. */
export function matchingRoute(method: string, path: string, routes: readonly AgentRoute[]): string | undefined {
  const parts = pathOnly(path).split('/');
  const fits = (pattern: string): boolean => {
    const wanted = pattern.split('/');
    return wanted.length === parts.length && wanted.every((part, i) => part.startsWith(':') || part === parts[i]);
  };
  const upper = method.toUpperCase();
  return routes.find((route) => (route.method === upper || route.method === 'ALL') && fits(route.path))?.path;
}

export function pathOnly(path: string): string {
  return path.split('?', 1)[0] ?? path;
}
