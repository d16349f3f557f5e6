/** Looks into an object through the inspector, where JavaScript itself cannot: internal properties and closures. */
import type { InspectorSession } from './session.ts';

export interface RemoteValue {
  readonly value?: unknown;
  readonly objectId?: string;
  readonly subtype?: string;
  readonly description?: string;
}

interface Properties {
  readonly result: readonly { readonly name: string; readonly value?: RemoteValue }[];
  readonly internalProperties?: readonly { readonly name: string; readonly value?: RemoteValue }[];
}

export interface Inspected {
  readonly own: ReadonlyMap<string, RemoteValue>;
  readonly internal: ReadonlyMap<string, RemoteValue>;
}

const handle = Symbol.for('leanscope.inspected');

export function inspectObject(session: InspectorSession, object: object): Inspected {
  const holder = globalThis as { [handle]?: object };
  holder[handle] = object;
  try {
    const { result } = session.call('Runtime.evaluate', {
      expression: `globalThis[Symbol.for('leanscope.inspected')]`,
    }) as { result: RemoteValue };
    return inspectRemote(session, result);
  } finally {
    Reflect.deleteProperty(globalThis, handle);
  }
}

export function inspectRemote(session: InspectorSession, { objectId }: RemoteValue): Inspected {
  if (objectId === undefined) return { own: new Map(), internal: new Map() };
  const { result, internalProperties } = session.call('Runtime.getProperties', {
    objectId,
    ownProperties: true,
  }) as Properties;
  return { own: named(result), internal: named(internalProperties ?? []) };
}

function named(properties: Properties['result']): Map<string, RemoteValue> {
  return new Map(properties.flatMap(({ name, value }) => (value === undefined ? [] : [[name, value] as const])));
}

/** Every variable that a function has closed over, innermost scope first; the global scope is left out. */
export function closureVariables(
  session: InspectorSession,
  closure: object,
): readonly (readonly [string, RemoteValue])[] {
  const scopes = inspectObject(session, closure).internal.get('[[Scopes]]');
  if (scopes === undefined) return [];
  return [...inspectRemote(session, scopes).own.values()]
    .filter(({ description }) => description !== 'Global')
    .flatMap((scope) => [...inspectRemote(session, scope).own]);
}
