/** How often functions are called: V8 counts, and runs all code without its fastest compilers while it does. */
import type { AgentCalls } from '../model/agent-protocol.ts';
import { scriptUrl } from './outgoing/call-site.ts';
import type { InspectorSession } from './session.ts';

interface CountedScript {
  readonly scriptId: string;
  readonly url: string;
  readonly functions: readonly {
    readonly ranges: readonly { readonly startOffset: number; readonly endOffset: number; readonly count: number }[];
  }[];
}

export function startCounting(session: InspectorSession): null {
  session.call('Profiler.enable');
  session.call('Profiler.startPreciseCoverage', { callCount: true, detailed: false });
  return null;
}

/** Since the last reading, of the application's own functions: the others nobody edits. */
export function takeCalls(session: InspectorSession): readonly AgentCalls[] {
  const { result } = session.call('Profiler.takePreciseCoverage') as { result: readonly CountedScript[] };
  return result.filter(({ url }) => isOfApp(url)).flatMap(callsIn);
}

export function stopCounting(session: InspectorSession): null {
  session.call('Profiler.stopPreciseCoverage');
  return null;
}

function callsIn({ scriptId, functions }: CountedScript): readonly AgentCalls[] {
  return functions.flatMap(({ ranges: [whole] }) =>
    whole === undefined || whole.count === 0
      ? []
      : [{ scriptId, start: whole.startOffset, end: whole.endOffset, count: whole.count }],
  );
}

function isOfApp(url: string): boolean {
  const file = scriptUrl(url);
  return file.startsWith('file:') && !file.includes('/node_modules/') && file !== scriptUrl(__filename);
}
