/**
 * What is inside `wrap(async (request, response) => …)`. Which function of an application is a wrapper? The one whose
 * closures answer several routes from one place in the source: what differs between them, and is called, was wrapped.
 */
import { functionLocation } from './function-location.ts';
import { closureValues } from './inspect-object.ts';
import type { InspectorSession } from './session.ts';

type Handler = (...args: never) => unknown;

/** The wrapped function of each handler that wraps one. */
export function wrappedHandlers(
  session: InspectorSession,
  handlers: readonly unknown[],
): ReadonlyMap<unknown, Handler> {
  const places = new Map<string, Handler[]>();
  for (const handler of new Set(handlers.filter(isFunction))) {
    const { scriptId, lineNumber, columnNumber } = functionLocation(session, handler) ?? {};
    const place = `${scriptId ?? ''}:${lineNumber ?? ''}:${columnNumber ?? ''}`;
    places.set(place, [...(places.get(place) ?? []), handler]);
  }
  return new Map([...places.values()].flatMap((closures) => insideOf(session, closures)));
}

function insideOf(session: InspectorSession, closures: readonly Handler[]): readonly (readonly [Handler, Handler])[] {
  if (closures.length < 2) return [];
  const scopes = closures.map((closure) => closureValues(session, closure).filter(isCalled(closure)));
  return closures.flatMap((closure, i) => {
    const shared = new Set(
      scopes.filter((_, other) => other !== i).flatMap((scope) => scope.map(([, value]) => value)),
    );
    const wrapped = scopes[i]?.map(([, value]) => value).find((value) => isFunction(value) && !shared.has(value));
    return isFunction(wrapped) ? [[closure, wrapped] as const] : [];
  });
}

/** Handlers made for a model each (`(request, response) => Model.find()`, `new Model()`) do not wrap that model. */
function isCalled(closure: Handler): (variable: readonly [string, unknown]) => boolean {
  const text = Function.prototype.toString.call(closure);
  return ([name]) =>
    new RegExp(`(?<!\\bnew\\s+|[\\w$.])${name.replaceAll('$', '\\$')}(\\.call|\\.apply)?\\s*\\(`).test(text);
}

function isFunction(value: unknown): value is Handler {
  return typeof value === 'function';
}
