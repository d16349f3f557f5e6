/**
 * Routes of Hono. Its Node.js adapter closes over `app.fetch`, an arrow function in a class: V8 shows what such a function
 * has closed over except its `this`, which is the application. But it shows the class, whose instances V8 can list.
 */
import { ownData, type FoundRoute } from './found-route.ts';
import { closureValues, instancesOf } from './inspect-object.ts';
import type { InspectorSession } from './session.ts';

interface HonoRoute {
  readonly method: string;
  readonly path: string;
  readonly handler: unknown;
}

export function honoRoutes(session: InspectorSession, value: unknown): readonly FoundRoute[] | undefined {
  const app = isHono(value) ? value : ownerOf(session, value);
  const routes = ownData(app, 'routes') as readonly HonoRoute[] | undefined;
  return routes?.flatMap((route) => routesOf(session, route));
}

function routesOf(session: InspectorSession, route: HonoRoute): readonly FoundRoute[] {
  const { method, path, handler } = route;
  if (isAnswering(route)) return [{ method, path, framework: 'hono', handler: innermost(handler) }];
  const prefix = path.replace(/\/?\*$/, '');
  return mountedIn(session, route).map((inner) => ({ ...inner, path: joinPath(prefix, inner.path) }));
}

/** `mount` registers a closure over another application's `fetch`, for all below a path. */
function mountedIn(session: InspectorSession, { method, path, handler }: HonoRoute): readonly FoundRoute[] {
  const inner = innermost(handler);
  if (method !== 'ALL' || !path.endsWith('*') || typeof inner !== 'function') return [];
  const { applicationHandler } = Object.fromEntries(closureValues(session, inner));
  return applicationHandler === undefined ? [] : (honoRoutes(session, applicationHandler) ?? []);
}

function joinPath(prefix: string, path: string): string {
  return path === '/' && prefix !== '' ? prefix : prefix + path;
}

function isHono(value: unknown): boolean {
  return Array.isArray(ownData(value, 'routes')) && typeof ownData(value, 'fetch') === 'function';
}

function ownerOf(session: InspectorSession, fetch: unknown): unknown {
  if (typeof fetch !== 'function' || !/\bthis\b/.test(Function.prototype.toString.call(fetch))) return undefined;
  const classes = closureValues(session, fetch).map(([, value]) => ownData(value, 'prototype'));
  for (const prototype of new Set(classes)) {
    if (typeof ownData(prototype, 'basePath') !== 'function') continue;
    const app = instancesOf(session, prototype as object).find((each) => ownData(each, 'fetch') === fetch);
    if (app !== undefined) return app;
  }
  return undefined;
}

/** Middleware is registered as a route like any other; Hono itself tells them apart by `next` (hono/dev). */
function isAnswering({ handler }: HonoRoute): boolean {
  const inner = innermost(handler);
  return typeof inner === 'function' && inner.length < 2;
}

/** A sub-application with an error handler of its own has its handlers wrapped. */
function innermost(handler: unknown): unknown {
  const inner = ownData(handler, '__COMPOSED_HANDLER');
  return inner === undefined ? handler : innermost(inner);
}
