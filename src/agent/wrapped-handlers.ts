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
  const [only] = closures;
  if (closures.length === 1 && only !== undefined) return insideOfOne(session, only);
  const scopes = closures.map((closure) => closureValues(session, closure).filter(isCalled(closure)));
  return closures.flatMap((closure, i) => {
    const shared = new Set(
      scopes.filter((_, other) => other !== i).flatMap((scope) => scope.map(([, value]) => value)),
    );
    const wrapped = scopes[i]?.map(([, value]) => value).find((value) => isFunction(value) && !shared.has(value));
    return isFunction(wrapped) ? [[closure, wrapped] as const] : [];
  });
}

/**
 * A wrapper that is used once has no other to be told from: it is one where it hands on all that it is given, which are at least a
 * request and a response, to a function that it has closed over.
 */
function insideOfOne(session: InspectorSession, closure: Handler): readonly (readonly [Handler, Handler])[] {
  const handedOn = parametersOf(Function.prototype.toString.call(closure));
  if (handedOn === undefined) return [];
  const call = new RegExp(`(?<![\\w$.])([\\w$]+)(\\.call\\(\\s*\\w+\\s*,|\\.apply\\(\\s*\\w+\\s*,|\\()\\s*${handedOn}`);
  const name = call.exec(bodyOf(Function.prototype.toString.call(closure)))?.[1];
  const [, wrapped] = closureValues(session, closure).find(([variable]) => variable === name) ?? [];
  return isFunction(wrapped) ? [[closure, wrapped]] : [];
}

/** As a pattern of how they are handed on: `...args`, or the first two. */
function parametersOf(text: string): string | undefined {
  const [, list = ''] = /^[^(]*\(([^)]*)\)/.exec(text) ?? [];
  const names = list.split(',').map((name) => name.trim());
  const pattern = names[0]?.startsWith('...') === true ? names.slice(0, 1) : names.slice(0, 2);
  if (!pattern.every((name) => /^(\.\.\.)?[\w$]+$/.test(name)) || (pattern.length < 2 && !list.startsWith('...')))
    return undefined;
  return pattern.map((name) => name.replace(/[.$]/g, '\\$&')).join('\\s*,\\s*') + '\\b';
}

function bodyOf(text: string): string {
  return text.slice(text.indexOf(')') + 1);
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
