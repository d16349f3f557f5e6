/** Looks into an object through the inspector, where JavaScript itself cannot: internal properties and closures. */
import type { InspectorSession } from './session.ts';

export interface RemoteValue {
  readonly type?: string;
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
const objectGroup = 'leanscope';

export function inspectObject(session: InspectorSession, object: object): Inspected {
  return inspectRemote(session, remoteOf(session, object));
}

function remoteOf(session: InspectorSession, object: object): RemoteValue {
  const holder = globalThis as { [handle]?: object };
  holder[handle] = object;
  try {
    const { result } = session.call('Runtime.evaluate', {
      expression: `globalThis[Symbol.for('leanscope.inspected')]`,
      objectGroup,
    }) as { result: RemoteValue };
    return result;
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

/** The same, as values of this process: functions, objects and text. */
export function closureValues(session: InspectorSession, closure: object): readonly (readonly [string, unknown])[] {
  const variables = closureVariables(session, closure).filter(
    ([, { objectId, type }]) => objectId !== undefined || type === 'string',
  );
  const values = localValues(
    session,
    variables.map(([, remote]) => remote),
  );
  return variables.map(([name], i) => [name, values[i]] as const);
}

/** What the inspector's handles stand for. */
export function localValues(session: InspectorSession, remotes: readonly RemoteValue[]): readonly unknown[] {
  const [first] = remotes.filter(({ objectId }) => objectId !== undefined);
  if (first === undefined) return remotes.map(({ value }) => value);
  const holder = globalThis as { [handle]?: readonly unknown[] };
  try {
    session.call('Runtime.callFunctionOn', {
      functionDeclaration: `function (...values) { globalThis[Symbol.for('leanscope.inspected')] = values; }`,
      objectId: first.objectId,
      arguments: remotes.map(({ objectId, value }) => (objectId === undefined ? { value } : { objectId })),
    });
    return holder[handle] ?? [];
  } finally {
    Reflect.deleteProperty(globalThis, handle);
  }
}

/** Every living object that inherits from a prototype. Collects garbage first: not for an application under load. */
export function instancesOf(session: InspectorSession, prototype: object): readonly unknown[] {
  const { objects } = session.call('Runtime.queryObjects', {
    prototypeObjectId: remoteOf(session, prototype).objectId,
    objectGroup,
  }) as { objects: RemoteValue };
  const [instances] = localValues(session, [objects]);
  return Array.isArray(instances) ? (instances as readonly unknown[]) : [];
}

/** The inspector holds on to what it has shown until it is told otherwise. */
export function forgetInspected(session: InspectorSession): void {
  session.call('Runtime.releaseObjectGroup', { objectGroup });
}
