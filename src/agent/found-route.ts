/** What a framework has registered, as an object of this process; `routes.ts` turns it into what goes over the wire. */
import { types } from 'node:util';
import type { InspectorSession } from './session.ts';

export interface FoundRoute {
  readonly method: string;
  readonly path: string;
  readonly framework: string;
  readonly handler: unknown;
}

/** Looks at one value of the application; undefined where it is nothing of its framework's. */
export type RouteFinder = (session: InspectorSession, value: unknown) => readonly FoundRoute[] | undefined;

/** A property that is only data: reading it runs none of the application's code, as a getter or a proxy would. */
export function ownData(owner: unknown, name: string): unknown {
  if ((typeof owner !== 'object' && typeof owner !== 'function') || owner === null || types.isProxy(owner))
    return undefined;
  return Object.getOwnPropertyDescriptor(owner, name)?.value as unknown;
}

/** A framework whose inside is not what was expected loses what is looked for there, and nothing else. */
export function attempt<T, U>(look: () => T, otherwise: U): T | U {
  try {
    return look();
  } catch {
    return otherwise;
  }
}
