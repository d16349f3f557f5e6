/**
 * Script texts as V8 has them: what ran may have come from a loader, a bundler or type stripping and need not be on any
 * disk. Asked for after the measurement only, because enabling the debugger slows the application down.
 */
import type { AgentScript } from '../model/agent-protocol.ts';
import { scriptUrl } from './outgoing/call-site.ts';
import type { InspectorSession } from './session.ts';

interface ScriptParsed {
  readonly scriptId: string;
  readonly url: string;
  readonly sourceMapURL?: string;
}

interface ScriptCoverage {
  readonly scriptId: string;
  readonly functions: readonly {
    readonly functionName: string;
    readonly ranges: readonly { readonly startOffset: number; readonly endOffset: number }[];
  }[];
}

export function readScripts(
  session: InspectorSession,
  scriptIds: readonly string[],
  urls: readonly string[] = [],
): readonly AgentScript[] {
  const wanted = new Set(scriptIds);
  const named = new Set(urls);
  const parsed: ScriptParsed[] = [];
  session.on('Debugger.scriptParsed', (params) => {
    const script = params as ScriptParsed;
    if (named.has(scriptUrl(script.url))) wanted.add(script.scriptId);
    if (wanted.has(script.scriptId)) parsed.push(script);
  });
  session.call('Debugger.enable');
  try {
    const functions = functionRanges(session, wanted);
    return parsed.map((script) => ({
      scriptId: script.scriptId,
      url: script.url,
      text: (session.call('Debugger.getScriptSource', { scriptId: script.scriptId }) as { scriptSource: string })
        .scriptSource,
      ...(script.sourceMapURL ? { sourceMapUrl: script.sourceMapURL } : {}),
      functions: functions.get(script.scriptId) ?? [],
    }));
  } finally {
    session.call('Debugger.disable');
    session.off('Debugger.scriptParsed', () => undefined);
  }
}

/** Best-effort coverage knows where each function begins and ends, and counts nothing. */
function functionRanges(session: InspectorSession, wanted: ReadonlySet<string>): Map<string, AgentScript['functions']> {
  session.call('Profiler.enable');
  const { result } = session.call('Profiler.getBestEffortCoverage') as { result: readonly ScriptCoverage[] };
  const ranges = new Map<string, AgentScript['functions']>();
  for (const script of result) {
    if (!wanted.has(script.scriptId)) continue;
    const functions = script.functions.flatMap(({ functionName, ranges: [whole] }) =>
      whole === undefined ? [] : [{ name: functionName, start: whole.startOffset, end: whole.endOffset }],
    );
    ranges.set(script.scriptId, functions);
  }
  return ranges;
}
