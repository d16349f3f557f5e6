/** Paths and the patterns they belong to, as routers match them. */
import type { AgentRoute } from '../model/agent-protocol.ts';

/** The registered pattern a concrete path belongs to: the first that fits, as a router would choose. */
export function matchingRoute(
  method: string,
  path: string,
  routes: readonly Pick<AgentRoute, 'method' | 'path'>[],
): string | undefined {
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

/** A path of a scenario as a pattern: what its users fill in is a parameter. */
export function patternOf(path: string): string {
  return pathOnly(path).replace(
    /\{\{\s*\$?([\w.]+)[^{}]*\}\}/g,
    (_all, name: string) => `:${name.replaceAll('.', '_')}`,
  );
}

/** `/admin/*`, `POST /mail`: a star stands for any text. */
export function matchesPattern(pattern: string, method: string, path: string): boolean {
  const [, wanted, place = ''] = /^(?:([A-Z]+)\s+)?(.*)$/.exec(pattern) ?? [];
  if (wanted !== undefined && wanted !== method) return false;
  const escaped = place.split('*').map((text) => text.replace(/[\\^$.|?+()[\]{}]/g, '\\$&'));
  return new RegExp(`^${escaped.join('.*')}$`).test(path);
}
