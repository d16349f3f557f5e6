/**
 * The controller's method behind a handler of NestJS. Nest registers closures of its own with the framework under it; the
 * method is among what they have closed over, and carries the metadata of its decorator.
 */
import { closureValues } from './inspect-object.ts';
import type { InspectorSession } from './session.ts';

/** The proxy that handles errors, the execution context, and room for filters by host and version. */
const deepest = 5;

/** Names of Nest's own variables, by what they lead to. */
const methodNames = ['callback', 'targetCallback'];
const wrappedNames = ['targetCallback', 'handler', 'routeHandler'];

/** @returns undefined where the handler is none of Nest's. */
export function nestMethod(session: InspectorSession, handler: unknown): unknown {
  // Without the package that Nest rests on, there is nothing to look for.
  return Object.hasOwn(Reflect, 'hasOwnMetadata') ? methodBehind(session, handler, deepest) : undefined;
}

function methodBehind(session: InspectorSession, handler: unknown, depth: number): unknown {
  if (depth === 0 || typeof handler !== 'function') return undefined;
  // Innermost scopes come first, and hide what is outside.
  const variables = new Map([...closureValues(session, handler)].reverse());
  const method = [...methodNames.map((name) => variables.get(name)), methodByName(variables)].find(isControllerMethod);
  if (method !== undefined) return method;
  for (const name of wrappedNames) {
    const found = methodBehind(session, variables.get(name), depth - 1);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** A controller that is made for each request is represented by its prototype until then. */
function methodByName(variables: ReadonlyMap<string, unknown>): unknown {
  const [instance, methodName] = [variables.get('instance'), variables.get('methodName')];
  if (typeof instance !== 'object' || instance === null || typeof methodName !== 'string') return undefined;
  return (instance as Readonly<Record<string, unknown>>)[methodName];
}

/** What `@Get()` and the like leave on a method, through the reflect-metadata package. */
function isControllerMethod(value: unknown): boolean {
  if (typeof value !== 'function') return false;
  const { hasOwnMetadata } = Reflect as { hasOwnMetadata?: (key: string, target: object) => boolean };
  return hasOwnMetadata?.('path', value) === true && hasOwnMetadata('method', value);
}
