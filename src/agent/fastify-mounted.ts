/**
 * Express applications and routers that Fastify hands requests to: through `@fastify/express`, which brings an application of its own
 * (`fastify.express`), or through `@fastify/middie`, which keeps a list of what was used under which path.
 */
import { expressRoutes, routesMounted } from './express-routes.ts';
import { attempt, ownData, type FoundRoute } from './found-route.ts';
import type { InspectorSession } from './session.ts';

const listOfMiddie = 'fastify-middie-middlewares';

export function mountedInFastify(session: InspectorSession, instances: readonly object[]): readonly FoundRoute[] {
  const found = instances.flatMap((instance) => [
    ...(attempt(() => expressRoutes(session, ownData(instance, 'express')), undefined) ?? []),
    ...attempt(() => usedByMiddie(instance), []).flatMap(({ prefix, handle }) =>
      attempt(() => routesMounted(session, handle, prefix), []),
    ),
  ]);
  return found.filter((route, index) => found.findIndex((other) => isSame(route, other)) === index);
}

/** Each plugin's instance has what its parent used too. */
function isSame(a: FoundRoute, b: FoundRoute): boolean {
  return a.method === b.method && a.path === b.path && a.handler === b.handler;
}

function usedByMiddie(instance: object): readonly { readonly prefix: string; readonly handle: unknown }[] {
  const symbol = Object.getOwnPropertySymbols(instance).find(({ description }) => description === listOfMiddie);
  const list: unknown = symbol === undefined ? undefined : Reflect.get(instance, symbol);
  if (!Array.isArray(list)) return [];
  return (list as readonly (readonly [unknown, unknown])[]).flatMap(([path, handler]) =>
    typeof path === 'function'
      ? [{ prefix: '', handle: path }]
      : [path].flat().flatMap((each) => (typeof each === 'string' ? [{ prefix: each, handle: handler }] : [])),
  );
}
