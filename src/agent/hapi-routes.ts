/**
 * Routes of hapi. Its request listener is an arrow function in a method of its core: V8 does not show the `this` of such a
 * function, but it shows the class beside it, whose instances V8 can list.
 */
import { Server } from 'node:net';
import { ownData, type FoundRoute } from './found-route.ts';
import { closureValues, instancesOf } from './inspect-object.ts';
import type { InspectorSession } from './session.ts';

export function hapiRoutes(session: InspectorSession, value: unknown): readonly FoundRoute[] | undefined {
  if (typeof value !== 'function' || !/\bthis\b/.test(Function.prototype.toString.call(value))) return undefined;
  const classes = closureValues(session, value).map(([, each]) => ownData(ownData(each, 'Core'), 'prototype'));
  const prototype = classes.find((each) => typeof ownData(each, '_dispatch') === 'function');
  if (prototype === undefined) return undefined;
  const core = instancesOf(session, prototype as object).find((each) => listensWith(ownData(each, 'listener'), value));
  const methods = ownData(ownData(core, 'router'), 'routes');
  return methods instanceof Map ? [...methods.values()].flatMap(routesOfMethod) : undefined;
}

function listensWith(server: unknown, listener: unknown): boolean {
  return server instanceof Server && server.listeners('request').some((each) => each === listener);
}

function routesOfMethod(table: unknown): readonly FoundRoute[] {
  const records = ownData(table, 'routes');
  return Array.isArray(records) ? records.flatMap((record) => routeOf(ownData(record, 'route'))) : [];
}

function routeOf(route: unknown): readonly FoundRoute[] {
  const [method, path] = [ownData(route, 'method'), ownData(route, 'path')];
  if (typeof method !== 'string' || typeof path !== 'string') return [];
  const handler = ownData(ownData(route, 'settings'), 'handler');
  return [{ method: method === '*' ? 'ALL' : method.toUpperCase(), path: pathOf(path), framework: 'hapi', handler }];
}

/** `/users/{id}/{rest*}` is `/users/:id/*`. */
function pathOf(path: string): string {
  return path.replace(/\{\w+\*\d*\}/g, '*').replace(/\{(\w+)\??\}/g, ':$1');
}
