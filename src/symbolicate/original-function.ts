/** What its author calls a function that a compiler has renamed, or left without a name. */
import type { Source } from './source.ts';

/** Shorter names are a minifier's more often than an author's, and stand in a line by chance. */
const leastToRecognise = 4;

export interface FoundFunction {
  readonly name: string;
  /** 1-based line of its last character. */
  readonly endLine: number;
}

/**
 * Undefined where the name that V8 has is as good. `at` is the offset in the source to which V8's place of the function, its
 * parameters, leads: the name stands there or, with the words that declare it, a little before.
 */
export function originalFunction(name: string, source: Source, at: number): FoundFunction | undefined {
  if (stands(name, source, at)) return undefined;
  const found = source.functionAt(at);
  if (found?.name === undefined) return undefined;
  // In a body it is a function that the compiler made of a part of one: an async one keeps its name.
  if (at >= found.bodyStart && !(name === '' && found.isAsync)) return undefined;
  return { name: found.name, endLine: source.lines.position(found.end - 1).line };
}

function stands(name: string, { text, lines }: Source, at: number): boolean {
  const last = /[\p{ID_Continue}$#]+$/u.exec(name)?.[0] ?? '';
  if (last.length < leastToRecognise) return false;
  const from = lines.offset({ line: lines.position(at).line, column: 1 });
  const around = text.slice(from, at + last.length);
  const found = around.lastIndexOf(last);
  if (found < 0) return false;
  const beside = [text[from + found - 1], text[from + found + last.length]];
  return !beside.some((character) => character !== undefined && /[\p{ID_Continue}$]/u.test(character));
}
