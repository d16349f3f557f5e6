/** Compiled text as V8 would report it: functions with their ranges, and frames placed at their parameters. */
import assert from 'node:assert/strict';
import ts from 'typescript';
import type { CpuSamples, RecordedFrame, RecordedScript } from '../src/model/recorded-samples.ts';

export interface CompiledScript {
  readonly script: RecordedScript;
  /** The n-th function of that name in the text; '' for anonymous ones. */
  readonly frame: (name: string, nth?: number) => RecordedFrame;
  /** 1-based line of the compiled text that holds `part`. */
  readonly lineOf: (part: string) => number;
}

export function compiledScript(
  parts: Pick<RecordedScript, 'url' | 'text'> & Partial<Omit<RecordedScript, 'functions'>>,
): CompiledScript {
  const { url, text, process = 1, scriptId = '7' } = parts;
  const parsed = ts.createSourceFile('compiled.js', text, ts.ScriptTarget.ESNext, true);
  const found: { readonly frame: RecordedFrame; readonly start: number; readonly end: number }[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isFunctionDeclaration(node) || ts.isFunctionExpression(node) || ts.isArrowFunction(node)) {
      const start = node.getStart(parsed);
      const parameters = ts.isArrowFunction(node) ? start : text.indexOf('(', node.name?.end ?? start);
      const { line, character } = parsed.getLineAndCharacterOfPosition(parameters);
      const name = node.name?.text ?? (ts.isVariableDeclaration(node.parent) ? node.parent.name.getText(parsed) : '');
      found.push({
        frame: { name, scriptId, url, line: line + 1, column: character + 1 },
        start,
        end: node.end,
      });
    }
    ts.forEachChild(node, visit);
  };
  visit(parsed);
  const functions = found.map(({ frame, start, end }) => ({ name: frame.name, start, end }));
  return {
    script: {
      process,
      thread: 0,
      scriptId,
      ...parts,
      functions: [{ name: '', start: 0, end: text.length }, ...functions],
    },
    frame: (name, nth = 0) => {
      const frame = found.filter((each) => each.frame.name === name)[nth]?.frame;
      assert.ok(frame, `${name} is in ${text}`);
      return frame;
    },
    lineOf: (part) => {
      const at = text.indexOf(part);
      assert.ok(at >= 0, `${part} is in ${text}`);
      return text.slice(0, at).split('\n').length;
    },
  };
}

/** One sample in each frame, called from nobody, and ticks on lines of the frames (by their index). */
export function samplesIn(
  frames: readonly RecordedFrame[],
  ticks: readonly { readonly frame: number; readonly line: number; readonly ticks: number }[] = [],
  process = 1,
): CpuSamples {
  const root = { name: '(root)', scriptId: '0', url: '' };
  return {
    process,
    thread: 0,
    tree: {
      frames: [root, ...frames],
      frame: [0, ...frames.map((_, i) => i + 1)],
      parent: [-1, ...frames.map(() => 0)],
    },
    node: frames.map((_, i) => i + 1),
    timeUs: frames.map((_, i) => (i + 1) * 1000),
    lineTicks: ticks.map(({ frame, line, ticks: count }) => ({ node: frame + 1, line, ticks: count })),
  };
}
