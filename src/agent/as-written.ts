/** Routes as their author wrote them, of all that the framework has made of them. */
import type { FoundRoute } from './found-route.ts';

export function asWritten(routes: readonly FoundRoute[]): readonly FoundRoute[] {
  return withoutTwins(joinAll(routes));
}

/** `all('/path', handler)` is registered once for each method there is. Nobody writes TRACE by hand. */
function joinAll(routes: readonly FoundRoute[]): readonly FoundRoute[] {
  const traced = routes.filter(({ method }) => method === 'TRACE');
  const isOfAll = ({ path, handler }: FoundRoute): boolean =>
    traced.some((trace) => trace.path === path && trace.handler === handler);
  return routes.map((route) => (isOfAll(route) ? { ...route, method: 'ALL' } : route));
}

/** Frameworks add a HEAD route to each GET, and the same path with a slash at its end. */
function withoutTwins(routes: readonly FoundRoute[]): readonly FoundRoute[] {
  const key = (method: string, path: string): string => `${method} ${path}`;
  // Of two that are the same, the first one answers.
  const byKey = new Map([...routes].reverse().map((route) => [key(route.method, route.path), route]));
  const isAlso = ({ handler }: FoundRoute, method: string, path: string): boolean =>
    byKey.get(key(method, path))?.handler === handler;
  return routes.filter((route) => {
    const { method, path } = route;
    if (byKey.get(key(method, path)) !== route) return false;
    if (method === 'HEAD' && isAlso(route, 'GET', path)) return false;
    return !(path.endsWith('/') && isAlso(route, method, path.slice(0, -1)));
  });
}
