/** Finds the routes a framework has registered, and where the handler of each stands. */
import type { Server } from 'node:net';
import type { AgentRoute } from '../model/agent-protocol.ts';
import { routesBehind } from './applications.ts';
import { asWritten } from './as-written.ts';
import { mountedInFastify } from './fastify-mounted.ts';
import type { Announced } from './fastify-routes.ts';
import { attempt, type FoundRoute } from './found-route.ts';
import { functionLocation } from './function-location.ts';
import { forgetInspected } from './inspect-object.ts';
import { nestMethod } from './nest-handlers.ts';
import type { InspectorSession } from './session.ts';
import { wrappedHandlers } from './wrapped-handlers.ts';

export function listRoutes(
  session: InspectorSession,
  servers: readonly Server[],
  announced: Announced,
): readonly AgentRoute[] {
  try {
    const known = new Set(announced.listeners());
    const listeners = new Set<unknown>(servers.flatMap((server) => server.listeners('request')));
    const behind = [...listeners]
      .filter((listener) => !known.has(listener))
      .flatMap((listener) => routesBehind(session, listener));
    const mounted = mountedInFastify(session, announced.instances());
    const routes = asWritten([...behind, ...announced.routes(), ...mounted]).map((route) => ofNest(session, route));
    return withoutOwnOfNest(unwrapped(session, routes)).map((route) => describe(session, route));
  } finally {
    forgetInspected(session);
  }
}

function ofNest(session: InspectorSession, route: FoundRoute): FoundRoute {
  const handler = attempt(() => nestMethod(session, route.handler), undefined);
  return handler === undefined ? route : { ...route, framework: 'nest', handler };
}

/** Under a global prefix Nest answers what no controller does by a route of its own. */
function withoutOwnOfNest(routes: readonly FoundRoute[]): readonly FoundRoute[] {
  if (!routes.some(({ framework }) => framework === 'nest')) return routes;
  return routes.filter(
    ({ framework, method, path }) => framework === 'nest' || method !== 'ALL' || !path.includes('*'),
  );
}

function unwrapped(session: InspectorSession, routes: readonly FoundRoute[]): readonly FoundRoute[] {
  const handlers = routes.map(({ handler }) => handler);
  const inside = attempt(() => wrappedHandlers(session, handlers), new Map<unknown, unknown>());
  return routes.map((route) => ({ ...route, handler: inside.get(route.handler) ?? route.handler }));
}

/** A route without its place can still be measured. */
function describe(session: InspectorSession, { method, path, framework, handler }: FoundRoute): AgentRoute {
  const place = attempt(() => functionLocation(session, handler), undefined);
  return { method, path, framework, ...(place === undefined ? {} : { handler: place }) };
}
