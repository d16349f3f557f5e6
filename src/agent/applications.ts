/**
 * The framework behind a server. A request listener is the application itself (Express), or a closure over it (Koa, Hono,
 * `createServer((request, response) => app(request, response))`): so the search goes from the listener outwards.
 */
import { types } from 'node:util';
import { expressRoutes } from './express-routes.ts';
import { attempt, ownData, type FoundRoute, type RouteFinder } from './found-route.ts';
import { hapiRoutes } from './hapi-routes.ts';
import { honoRoutes } from './hono-routes.ts';
import { closureValues } from './inspect-object.ts';
import { koaRoutes } from './koa-routes.ts';
import type { InspectorSession } from './session.ts';

const finders: readonly RouteFinder[] = [expressRoutes, koaRoutes, honoRoutes, hapiRoutes];
/** Listener → what it calls → what that has closed over. */
const furthest = 2;
/** Functions looked into per step: a listener in a bundle has the whole program in its outer scopes. */
const mostClosures = 40;

export function routesBehind(session: InspectorSession, listener: unknown): readonly FoundRoute[] {
  const seen = new Set<unknown>();
  let values: readonly unknown[] = [listener];
  for (let step = 0; step <= furthest; step++) {
    const routes = values.flatMap((value) => routesOf(session, value));
    if (routes.length > 0) return routes;
    values = closedOver(session, values, seen);
  }
  return [];
}

function routesOf(session: InspectorSession, value: unknown): readonly FoundRoute[] {
  // A mounted application is found through the one that it is mounted in, which knows its path.
  if (typeof ownData(value, 'parent') === 'function') return [];
  for (const find of finders) {
    const routes = attempt(() => find(session, value), undefined);
    if (routes !== undefined) return routes;
  }
  return [];
}

function closedOver(session: InspectorSession, values: readonly unknown[], seen: Set<unknown>): readonly unknown[] {
  const closures = values.filter((value) => typeof value === 'function').slice(0, mostClosures);
  const found = new Set(
    closures.flatMap((closure) => attempt(() => closureValues(session, closure), []).map(([, value]) => value)),
  );
  const fresh = [...found].filter((value) => !seen.has(value) && !types.isProxy(value));
  for (const value of fresh) seen.add(value);
  return fresh;
}
