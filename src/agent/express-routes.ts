/**
 * Routes of an Express application (4 and 5), read from its router after the fact: this works however the framework was
 * loaded, imported, required or bundled, because the application object is the server's request listener.
 */
import { closureVariables } from './inspect-object.ts';
import type { FoundRoute } from './fastify-routes.ts';
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

export function expressRoutes(session: InspectorSession, listener: unknown): readonly FoundRoute[] {
  const router = routerOf(listener);
  return router === undefined ? [] : routesOf(session, router, '');
}

function routerOf(listener: unknown): Router | undefined {
  if (typeof listener !== 'function') return undefined;
  const app = listener as { _router?: Router; router?: Router; lazyrouter?: unknown };
  // Express 4 throws on app.router; only it has lazyrouter.
  const router = app._router ?? (app.lazyrouter === undefined ? app.router : undefined);
  return Array.isArray(router?.stack) ? router : undefined;
}

function routesOf(session: InspectorSession, router: Router, prefix: string): readonly FoundRoute[] {
  return router.stack.flatMap((layer) => {
    if (layer.route !== undefined) return routesOfRoute(layer.route, prefix);
    const nested = layer.handle as Partial<Router> | undefined;
    const mounted = Array.isArray(nested?.stack) ? (nested as Router) : undefined;
    return mounted === undefined ? [] : routesOf(session, mounted, prefix + mountPath(session, layer));
  });
}

function routesOfRoute(route: Route, prefix: string): readonly FoundRoute[] {
  const paths = [route.path].flat().filter((path): path is string => typeof path === 'string');
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
  if (layer.regexp !== undefined)
    return pathOfPattern(layer.regexp.source, layer.keys?.map(({ name }) => String(name)) ?? []);
  const [matcher] = layer.matchers ?? [];
  if (matcher === undefined) return '';
  // Express 5 keeps the pattern only inside the matcher's closure.
  const variables = closureVariables(session, matcher);
  const pattern = variables.find(([, { subtype }]) => subtype === 'regexp')?.[1].description;
  return pattern === undefined ? '' : pathOfPattern(pattern.slice(1, pattern.lastIndexOf('/')), []);
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
    .replace(/(\(\?:)?\((?!\?)(\[[^\]]*\]|[^()])*\)\)?/g, () => `:${names[parameter++] ?? 'param'}`)
    .replace(/\\(.)/g, '$1');
}
