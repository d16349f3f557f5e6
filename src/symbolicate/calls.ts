/** Counted functions as functions of the Profile. V8 tells where a counted function begins; a sampled one is found in it. */
import type { ProfiledCalls, ProfiledTree } from '../model/profile.ts';
import type { CallTree } from '../model/recorded-samples.ts';
import type { Recording } from '../model/recording.ts';
import type { ThreadOfApp } from '../model/target.ts';
import { innermostSpan } from './compiled-functions.ts';
import { lineTable } from './line-table.ts';

export interface PlacedTree {
  readonly thread: ThreadOfApp;
  readonly tree: CallTree;
  readonly placed: ProfiledTree;
}

/** Only those that were met in samples: what costs nothing may be called as often as it likes. */
export function placeCalls(
  { calls = [], scripts }: Pick<Recording, 'calls' | 'scripts'>,
  trees: readonly PlacedTree[],
): readonly ProfiledCalls[] {
  if (calls.length === 0) return [];
  const starts = startsOf(scripts, trees);
  return calls.map(({ process, thread, requestIndex, completed, functions }) => ({
    requestIndex,
    process,
    thread,
    completed,
    functions: functions.flatMap(({ scriptId, start, count }) => {
      const index = starts.get(`${process}:${thread}:${scriptId}:${start}`);
      return index === undefined ? [] : [{ function: index, count }];
    }),
  }));
}

/** V8 counts each time that a function is entered, and one that awaits or yields is entered anew after it: its calls are not known. */
const resumes = /^(static\s+)?(async\b|function\s*\*|\*)/;
const longestHead = 40;

function startsOf(scripts: Recording['scripts'], trees: readonly PlacedTree[]): ReadonlyMap<string, number> {
  const spans = new Map<string, (position: { line: number; column: number }) => number | undefined>();
  for (const script of scripts) {
    const lines = lineTable(script.text);
    const spanOf = innermostSpan(script, lines);
    const isCounted = (start: number) => !resumes.test(script.text.slice(start, start + longestHead));
    spans.set(`${script.process}:${script.thread}:${script.scriptId}`, (position) => {
      const span = spanOf(position);
      const start = span === undefined ? undefined : lines.offset(span.start);
      return start !== undefined && isCounted(start) ? start : undefined;
    });
  }
  const starts = new Map<string, number>();
  for (const { thread, tree, placed } of trees) {
    const known = new Set<number>();
    tree.frame.forEach((index, node) => {
      const frame = tree.frames[index];
      const { line, column, scriptId = '' } = frame ?? {};
      if (known.has(index) || line === undefined || column === undefined) return;
      known.add(index);
      const key = `${thread.process}:${thread.thread}:${scriptId}`;
      const start = spans.get(key)?.({ line, column });
      const fn = placed.function[node];
      if (start !== undefined && fn !== undefined) starts.set(`${key}:${start}`, fn);
    });
  }
  return starts;
}
