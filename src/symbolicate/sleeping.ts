/** Which samples are of a thread that stands in `Atomics.wait`: V8 takes them in the function that calls it, on the line of the call. */
import type { CpuSamples, RecordedFrame, RecordedScript } from '../model/recorded-samples.ts';
import type { ProfiledCpu, ProfiledTree } from '../model/profile.ts';
import type { ThreadOfApp } from '../model/target.ts';
import { innermostSpan, type SpanOf } from './compiled-functions.ts';
import { lineTable } from './line-table.ts';

const call = /\bAtomics\s*\.\s*wait\s*\(/g;

/** Lines of a generated script on which the function of a frame calls it; empty where it does not. */
type CallsIn = (frame: RecordedFrame) => ReadonlySet<number>;

const none: ReadonlySet<number> = new Set();

/** Gives, by thread, the functions that call it themselves, with the share of their own ticks that are on such a line. */
export function sleepOf(
  scripts: readonly RecordedScript[],
): (samples: CpuSamples, placed: ProfiledTree) => Pick<ProfiledCpu, 'sleep'> {
  const open = new Map(
    scripts.flatMap((script) => {
      const calls = callsOf(script);
      return calls === undefined ? [] : [[keyOf(script, script.scriptId), calls] as const];
    }),
  );
  return (samples, { function: functionOf }) => {
    if (open.size === 0) return {};
    const ticks = new Map<number, { asleep: number; all: number }>();
    for (const { node, line, ticks: count } of samples.lineTicks) {
      const frame = samples.tree.frames[samples.tree.frame[node] ?? -1];
      const lines = frame === undefined ? none : (open.get(keyOf(samples, frame.scriptId))?.(frame) ?? none);
      const index = functionOf[node];
      if (lines.size === 0 || index === undefined) continue;
      const row = ticks.get(index) ?? { asleep: 0, all: 0 };
      ticks.set(index, row);
      row.all += count;
      if (lines.has(line)) row.asleep += count;
    }
    const sleep = [...ticks].flatMap(([index, { asleep, all }]) =>
      asleep === 0 ? [] : [{ function: index, share: asleep / all }],
    );
    return sleep.length === 0 ? {} : { sleep };
  };
}

function keyOf({ process, thread }: ThreadOfApp, scriptId: string): string {
  return `${process}:${thread}:${scriptId}`;
}

function callsOf(script: RecordedScript): CallsIn | undefined {
  if (!script.text.includes('Atomics')) return undefined;
  const lines = lineTable(script.text);
  const spanOf = innermostSpan(script, lines);
  const found = new Map<string, Set<number>>();
  for (const { index } of script.text.matchAll(call)) {
    const position = lines.position(index);
    const key = spanKey(spanOf, position);
    found.set(key, (found.get(key) ?? new Set()).add(position.line));
  }
  if (found.size === 0) return undefined;
  return ({ line, column }) =>
    line === undefined || column === undefined ? none : (found.get(spanKey(spanOf, { line, column })) ?? none);
}

/** A script's own code, outside all functions, has no span. */
function spanKey(spanOf: SpanOf, position: { readonly line: number; readonly column: number }): string {
  const start = spanOf(position)?.start;
  return start === undefined ? '' : `${start.line}:${start.column}`;
}
