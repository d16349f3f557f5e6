/** What Deno and Bun write otherwise than Node.js does, put as Node.js would have it. */
import type { CallTree, RecordedFrame } from '../../model/recorded-samples.ts';

export interface AsNode {
  readonly tree: CallTree;
  /** URLs of scripts whose own code was placed behind what a compiler took away before it. */
  readonly shifted: ReadonlySet<string>;
}

/**
 * A module's own code is for V8 a function without a name that begins where the script does. Bun calls it `(module)`; Deno leads its
 * place back to the source, where the first statement that is left of it stands: that of a function may be there.
 */
export function asNode(tree: CallTree): AsNode {
  const shifted = new Set<string>();
  const own = ownCode(tree);
  const frames = tree.frames.map((frame, index): RecordedFrame => {
    const { name, url, line, column } = frame;
    if (url !== '' && isModule(name)) return { ...frame, name: '', line: 1, column: 1 };
    if (name !== '' || column !== 1 || line === undefined || line === 1 || !own.has(index)) return frame;
    shifted.add(url);
    return { ...frame, line: 1 };
  });
  return { tree: { ...tree, frames }, shifted };
}

/** "module code" is that of Safari's engine, which Bun has. */
function isModule(name: string): boolean {
  return name === '(module)' || name === 'module code';
}

/** Frames that no code of their own script calls, where the script has one such only, and none at its beginning. */
function ownCode({ frames, frame, parent }: CallTree): ReadonlySet<number> {
  const called = new Set<number>();
  frame.forEach((index, node) => {
    const caller = frames[frame[parent[node] ?? -1] ?? -1];
    if (caller !== undefined && caller.url !== '' && caller.url === frames[index]?.url) called.add(index);
  });
  const named = new Set(frames.flatMap(({ name, url }) => (isModule(name) ? [url] : [])));
  const byScript = new Map<string, number[]>();
  frames.forEach(({ name, url, column }, index) => {
    if (url === '' || named.has(url) || name !== '' || column !== 1 || called.has(index)) return;
    byScript.set(url, [...(byScript.get(url) ?? []), index]);
  });
  // Without other columns the first one says nothing: some tools write no other.
  const placed = new Set(frames.flatMap(({ url, column = 1 }) => (column > 1 ? [url] : [])));
  return new Set([...byScript].flatMap(([url, found]) => (found.length === 1 && placed.has(url) ? found : [])));
}

/**
 * Whether lines of samples are those of the text that ran, and places of functions those of the source: so Deno writes them of
 * TypeScript. V8 places a function at its parameters, and a map that leads there from the name before them leads to the name.
 */
export function linesAreCompiled(url: string, text: string, frames: readonly RecordedFrame[]): boolean {
  const isOfCompilers = /\.(?:[cm]?tsx?|jsx|vue|svelte)(?:[?#].*)?$/i.test(url);
  // A bundler's text has lines of its own before a module's; what a server gives to a browser is JavaScript, whatever its name.
  if (/^(?:webpack|webpack-internal|rspack|turbopack|vite):/i.test(url)) return true;
  if (!isOfCompilers || /^https?:/i.test(url)) return isOfCompilers;
  const rows = text.split(/\r\n|[\n\r\u2028\u2029]/);
  return frames.some(({ name, line = 0, column = 0 }) => {
    const word = /[\p{ID_Continue}$]+$/u.exec(name)?.[0];
    return word !== undefined && rows[line - 1]?.slice(column - 1).startsWith(`${word}(`) === true;
  });
}
