/**
 * Routes of Koa routers (@koa/router, koa-router). Koa's request listener closes over one composed function, and that over
 * the list of middleware; a router's middleware carries its router. Nested routers have been copied into the outer one,
 * with their prefixes, by then.
 */
import { ownData, type FoundRoute } from './found-route.ts';
import { closureValues } from './inspect-object.ts';
import type { InspectorSession } from './session.ts';

interface Layer {
  /** With every prefix. */
  readonly path: unknown;
  /** Empty for what was added with `use`. */
  readonly methods: readonly string[];
  readonly stack: readonly unknown[];
}

/** koa-mount's function, for an inner application. */
interface Mount {
  readonly prefix: string;
  readonly downstream: object;
}

export function koaRoutes(session: InspectorSession, value: unknown): readonly FoundRoute[] | undefined {
  if (!Array.isArray(value)) return undefined;
  const routes = value.flatMap((middleware: unknown) => routesOf(session, middleware));
  return routes.length === 0 ? undefined : routes;
}

function routesOf(session: InspectorSession, middleware: unknown): readonly FoundRoute[] {
  const stack = ownData(ownData(middleware, 'router'), 'stack');
  if (Array.isArray(stack)) return (stack as readonly Layer[]).flatMap(routesOfLayer);
  const mount = mountOf(session, middleware);
  if (mount === undefined) return [];
  // What is mounted is one router's middleware, or composed of a list.
  const inside = [[mount.downstream], ...closureValues(session, mount.downstream).map(([, value]) => value)];
  const routes = inside.map((each) => koaRoutes(session, each)).find((found) => found !== undefined) ?? [];
  return routes.map((route) => ({ ...route, path: mount.prefix + route.path }));
}

function routesOfLayer({ path, methods, stack }: Layer): readonly FoundRoute[] {
  if (typeof path !== 'string') return [];
  // The last of a route's functions answers; those before it are middleware.
  return methods.map((method) => ({ method, path, framework: 'koa', handler: stack.at(-1) }));
}

function mountOf(session: InspectorSession, middleware: unknown): Mount | undefined {
  if (typeof middleware !== 'function') return undefined;
  if (!Function.prototype.toString.call(middleware).includes('downstream(')) return undefined;
  const { prefix, downstream } = Object.fromEntries(closureValues(session, middleware));
  if (typeof prefix !== 'string' || typeof downstream !== 'function') return undefined;
  return { prefix: prefix.replace(/\/$/, ''), downstream };
}
