/**
 * Routes of an Express application (4 and 5), read from its router after the fact: this works however the framework was
 * loaded, imported, required or bundled, because the application object is the server's request listener.
 */
import { ownData, type FoundRoute } from './found-route.ts';
import { closureValues } from './inspect-object.ts';
import type { InspectorSession } from './session.ts';

interface Layer {
  readonly route?: Route;
  readonly handle?: unknown;
  /** Express 4. */
  readonly regexp?: RegExp & { readonly fast_slash?: boolean };
  /** Express 4: names of the mount path's parameters. */
  readonly keys?: readonly { readonly name: string | number }[];
  /** Express 5: true where mounted at `/`. */
  readonly slash?: boolean;
  readonly matchers?: readonly object[];
}

interface Route {
  readonly path: string | RegExp | readonly (string | RegExp)[];
  readonly stack: readonly { readonly method?: string; readonly handle: unknown }[];
}

interface Router {
  readonly stack: readonly Layer[];
}

export function expressRoutes(session: InspectorSession, value: unknown): readonly FoundRoute[] | undefined {
  const router = routerOf(value);
  return router === undefined ? undefined : routesOf(session, { router, app: value }, '');
}

/** Of an application or a router that something else than Express hands requests to. */
export function routesMounted(session: InspectorSession, handle: unknown, path: string): readonly FoundRoute[] {
  const prefix = path.replace(/\/$/, '');
  const router = typeof handle === 'function' && Array.isArray(ownData(handle, 'stack')) ? handle : routerOf(handle);
  return router === undefined ? [] : routesOf(session, { router: router as unknown as Router, app: handle }, prefix);
}

function routerOf(value: unknown): Router | undefined {
  if (typeof value !== 'function') return undefined;
  // Express 4 keeps its router in a plain property and throws on `app.router`; Express 5 has a getter.
  const router = ownData(value, '_router') ?? getRouter(value);
  return Array.isArray(ownData(router, 'stack')) ? (router as Router) : undefined;
}

function getRouter(app: object): unknown {
  const isExpress5 = ['handle', 'set', 'render'].every((name) => typeof ownData(app, name) === 'function');
  return isExpress5 && ownData(app, 'lazyrouter') === undefined ? (app as { router?: unknown }).router : undefined;
}

interface Mounted {
  readonly router: Router;
  /** The application that the router belongs to. */
  readonly app: unknown;
}

function routesOf(session: InspectorSession, { router, app }: Mounted, prefix: string): readonly FoundRoute[] {
  return router.stack.flatMap((layer) => {
    if (layer.route !== undefined) return routesOfRoute(layer.route, prefix);
    const mounted = mountedIn(session, layer.handle, app);
    return mounted === undefined ? [] : routesOf(session, mounted, prefix + mountPath(session, layer));
  });
}

function mountedIn(session: InspectorSession, handle: unknown, app: unknown): Mounted | undefined {
  if (typeof handle !== 'function') return undefined;
  if (Array.isArray(ownData(handle, 'stack'))) return { router: handle as unknown as Router, app };
  // `app.use('/sub', express())` mounts a closure that calls the inner application's `handle`.
  if (!Function.prototype.toString.call(handle).includes('.handle(')) return undefined;
  const inner = closureValues(session, handle)
    .map(([, value]) => value)
    .find((value) => routerOf(value) !== undefined && ownData(value, 'parent') === app);
  const router = routerOf(inner);
  return router === undefined ? undefined : { router, app: inner };
}

function routesOfRoute(route: Route, prefix: string): readonly FoundRoute[] {
  // A regular expression stands for itself: no path can be made up for it, but nobody should think it is not there.
  const paths = [route.path].flat().map(String);
  const handlers = new Map<string, unknown>();
  // The last handler of a method answers; those before it are middleware.
  for (const { method, handle } of route.stack) handlers.set((method ?? 'all').toUpperCase(), handle);
  return paths.flatMap((path) =>
    [...handlers].map(([method, handler]) => ({ method, path: joinPath(prefix, path), framework: 'express', handler })),
  );
}

function joinPath(prefix: string, path: string): string {
  return prefix === '' ? path : prefix + (path === '/' ? '' : path);
}

function mountPath(session: InspectorSession, layer: Layer): string {
  if (layer.slash === true || layer.regexp?.fast_slash === true) return '';
  if (layer.regexp !== undefined) return pathOfPattern(layer.regexp.source, namesOf(layer.keys));
  const [matcher] = layer.matchers ?? [];
  if (matcher === undefined) return '';
  // Express 5 keeps the pattern and its parameters only inside the matcher's closure.
  const values = closureValues(session, matcher).map(([, value]) => value);
  const pattern = values.find((value) => value instanceof RegExp);
  const keys = values.find(
    (value) => Array.isArray(value) && value.every((key) => typeof ownData(key, 'name') === 'string'),
  );
  return pattern === undefined ? '' : pathOfPattern(pattern.source, namesOf(keys as Layer['keys']));
}

function namesOf(keys: Layer['keys']): readonly string[] {
  return keys?.map(({ name }) => String(name)) ?? [];
}

/**
 * The path that a mount pattern was made from: `^(?:\/api\/v1)(?:\/$)?(?=\/|$)` (path-to-regexp 8) and
 * `^\/api\/v1\/?(?=\/|$)` (path-to-regexp 0.1) are `/api/v1`. Parameters come back as `:name`, or `:param` where unnamed.
 */
export function pathOfPattern(source: string, names: readonly string[]): string {
  let parameter = 0;
  return source
    .replace(/^\^(\(\?:)?/, '')
    .replace(/\)?(\(\?:\\\/\$\)\?|\\\/\?)?\(\?=\\\/\|\$\)$/, '')
    .replace(/(?:\(\?:(\\\/)?)?\((?!\?)(?:\[[^\]]*\]|[^()])*\)\)?/g, (_all, slash: string | undefined) => {
      const name = names[parameter++] ?? 'param';
      return `${slash ?? ''}:${name}`;
    })
    .replace(/\\(.)/g, '$1');
}
