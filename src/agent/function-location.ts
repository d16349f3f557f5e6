/** V8's own answer to where a function was written: the internal property `[[FunctionLocation]]`. */
import type { V8CallFrame } from '../model/v8-profile.ts';
import { inspectObject, inspectRemote, type Inspected } from './inspect-object.ts';
import type { InspectorSession } from './session.ts';

export function functionLocation(session: InspectorSession, handler: unknown): V8CallFrame | undefined {
  if (typeof handler !== 'function') return undefined;
  const location = unbound(session, inspectObject(session, handler)).internal.get('[[FunctionLocation]]')?.value as
    { scriptId: string; lineNumber: number; columnNumber: number } | undefined;
  if (location === undefined) return undefined;
  return { functionName: handler.name, url: '', ...location };
}

/** `controller.list.bind(controller)` stands nowhere; what it was made from does. */
function unbound(session: InspectorSession, inspected: Inspected): Inspected {
  const target = inspected.internal.get('[[TargetFunction]]');
  return target === undefined ? inspected : unbound(session, inspectRemote(session, target));
}
