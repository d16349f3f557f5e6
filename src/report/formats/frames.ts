/**
 * The Report's call tree as other tools' formats want it: frames by value, and places that an editor can open.
 * A run has no clock that a request's cost could be put on, so the time axis of these formats holds CPU time per request,
 * and a weight is the cost of a thousand of them: 1 ms per request reads as 1 s.
 */
import { encodeText } from '../../model/encode-text.ts';
import type { Report } from '../../model/report.ts';

/** In a server's Report amounts are per request, in a script's per run; the formats count in whole µs, too coarse for one. */
export const requestsShown = 1000;

export interface Frame {
  readonly name: string;
  /** `file:` URL where the path is known to be one, else as V8 has it; empty for V8's own. */
  readonly url: string;
  /** As the Report has it: relative to the workspace where it lies there. */
  readonly file: string;
  /** 1-based. */
  readonly line?: number;
}

export interface Frames {
  readonly frames: readonly Frame[];
  /** By node of `stacks`: its place in `frames`; nodes of one function share one. */
  readonly frame: readonly number[];
}

export function framesOf({ functions, stacks }: Report, workspaceRoot: string): Frames {
  const frames = functions.map(({ name, file, line }): Frame => ({
    name,
    file,
    url: urlOf(file, workspaceRoot),
    ...(line === undefined ? {} : { line }),
  }));
  const labelled = new Map<string, number>();
  const frame = stacks.function.map((index, node) => {
    if (index >= 0) return index;
    const name = stacks.label[node] ?? '';
    const at = labelled.get(name) ?? frames.push({ name, file: '', url: '' }) - 1;
    labelled.set(name, at);
    return at;
  });
  return { frames, frame };
}

function urlOf(file: string, workspaceRoot: string): string {
  if (file === '' || /^[a-z][a-z0-9+.-]+:/i.test(file)) return file;
  const path = isAbsolute(file) ? file : `${workspaceRoot}/${file}`;
  const slashed = path.replaceAll('\\', '/');
  return `file://${slashed.startsWith('/') ? '' : '/'}${slashed.split('/').map(encodeText).join('/').replace('%3A', ':')}`;
}

function isAbsolute(file: string): boolean {
  return file.startsWith('/') || /^[a-z]:[\\/]/i.test(file);
}

export function childrenOf(parent: readonly number[]): readonly (readonly number[])[] {
  const children = parent.map((): number[] => []);
  parent.forEach((above, node) => {
    if (above >= 0) children[above]?.push(node);
  });
  return children;
}
