/**
 * Puts annotations where their code is in a text that may not be the one that was measured: after edits that nobody saw, a
 * checkout of another commit, a formatter. In: annotations and the text. Out: annotations; of a function that is still
 * there word for word, at its new place; of one that has changed, its hint only, marked; nothing on a line that cannot be told. What is
 * outside of functions stays where none of them has moved or changed.
 */
import type { FileAnnotations, FunctionAnnotation, LineAnnotation } from '../model/annotation.ts';
import { finish, type Steps } from '../model/steps.ts';
import { findByFingerprint, fingerprintOf, linesByHead, type LineOfText } from '../model/fingerprint.ts';

export interface Text {
  readonly lineOf: LineOfText;
  readonly lineCount: number;
}

interface Settled {
  readonly before: FunctionAnnotation;
  /** Absent where it is gone. */
  readonly now?: FunctionAnnotation;
  /** Lines keep their distance from the first: what is inside can be moved along. */
  readonly isRigid: boolean;
}

export function settle(file: FileAnnotations, text: Text): FileAnnotations {
  return finish(settling(file, text));
}

/** A function a step. */
function* settling(file: FileAnnotations, text: Text): Steps<FileAnnotations> {
  let heads: Heads | undefined;
  const settled: Settled[] = [];
  for (const fn of file.functions) {
    const inPlace = settledInPlace(fn, text);
    settled.push(inPlace ?? settleElsewhere(fn, text, (heads ??= yield* linesByHead(text.lineOf, text.lineCount))));
    yield;
  }
  const isUntouched = settled.every(({ before, now }) => now === before);
  if (isUntouched && settled.some(({ before }) => before.fingerprint !== undefined)) return file;
  const inside = <T extends { readonly line: number }>(hints: readonly T[]): T[] =>
    hints.flatMap((hint) => {
      const { before, now, isRigid } = innermost(settled, hint.line) ?? { isRigid: false };
      if (before === undefined || now === undefined || !isRigid) return [];
      return [{ ...hint, line: hint.line + now.line - before.line }];
    });
  return {
    ...file,
    functions: settled.flatMap(({ now }) => (now === undefined ? [] : [now])),
    lines: inside(file.lines),
    routes: inside(file.routes),
    problems: inside(file.problems),
  };
}

/** While the user types: lines are where they should be, but is their function still what was measured? A function a step. */
export function* fadeChanged(file: FileAnnotations, text: Text): Steps<FileAnnotations> {
  const functions: FunctionAnnotation[] = [];
  for (const fn of file.functions) {
    functions.push(markChanged(fn, text));
    yield;
  }
  if (functions.every((fn, index) => fn === file.functions[index])) return file;
  const isChanged = within(functions.filter(({ hasChanged }) => hasChanged === true));
  const lines = file.lines.map((line) => markFaded(line, isChanged(line.line)));
  return { ...file, functions, lines };
}

/**
 * Restores functions whose text is as measured again, although edits removed them or left them marked as changed. A reload replaces the
 * whole file. And the end of a function is unknown if it was changed before the file was opened. `measured` is the file as it was
 * measured. Yields after each function.
 */
export function* recover(file: FileAnnotations, measured: FileAnnotations, text: Text): Steps<FileAnnotations> {
  const intact = new Set(file.functions.filter((fn) => fn.hasChanged !== true).map(({ functionId }) => functionId));
  const isLost = ({ functionId, fingerprint }: FunctionAnnotation): boolean =>
    fingerprint !== undefined && !intact.has(functionId);
  if (!measured.functions.some(isLost)) return file;
  const settled = yield* settling(measured, text);
  const back = settled.functions.filter((fn) => isLost(fn) && fn.hasChanged !== true);
  if (back.length === 0) return file;
  const ids = new Set(back.map(({ functionId }) => functionId));
  const replaced = file.functions.filter(({ functionId }) => ids.has(functionId));
  const [isInside, wasInside] = [within(back), within(replaced)];
  const merged = <T extends { readonly line: number }>(now: readonly T[], then: readonly T[]): readonly T[] =>
    [
      ...now.filter(({ line }) => !isInside(line) && !wasInside(line)),
      ...then.filter(({ line }) => isInside(line)),
    ].sort((a, b) => a.line - b.line);
  return {
    ...file,
    functions: [...file.functions.filter((fn) => !replaced.includes(fn)), ...back].sort((a, b) => a.line - b.line),
    lines: merged(file.lines, settled.lines),
    routes: merged(file.routes, settled.routes),
    problems: merged(file.problems, settled.problems),
  };
}

/** undefined where it is not where it was, as it was. */
function settledInPlace(before: FunctionAnnotation, text: Text): Settled | undefined {
  const { fingerprint, line, endLine } = before;
  if (fingerprint === undefined || endLine === undefined)
    return { before, isRigid: false, ...named(before, before, text) };
  return fingerprintOf(text.lineOf, line, endLine) === fingerprint ? { before, now: before, isRigid: true } : undefined;
}

type Heads = ReadonlyMap<string, readonly number[]>;

function settleElsewhere(before: FunctionAnnotation, text: Text, heads: Heads): Settled {
  const { fingerprint = '', line, endLine = line } = before;
  const found = findByFingerprint(fingerprint, text.lineOf, heads);
  if (found !== undefined)
    return { before, now: { ...before, ...found }, isRigid: found.endLine - found.line === endLine - line };
  // Its first line may be the same while its body is not.
  const [head = ''] = fingerprint.split('-');
  const [place, ...others] = heads.get(head) ?? [];
  const changed = { ...before, hasChanged: true };
  if (place === undefined || others.length > 0) return { before, isRigid: false, ...named(before, changed, text) };
  return { before, now: { ...changed, line: place, endLine: place + endLine - line }, isRigid: false };
}

/** Nothing but its name tells, and only on its own line. */
function named(
  before: FunctionAnnotation,
  now: FunctionAnnotation,
  { lineOf }: Text,
): { readonly now?: FunctionAnnotation } {
  const ownName = before.name.split('.').at(-1) ?? '';
  const isThere = /^[\w$#]+$/.test(ownName) && lineOf(before.line)?.includes(ownName) === true;
  return isThere ? { now } : {};
}

function markChanged(fn: FunctionAnnotation, { lineOf }: Text): FunctionAnnotation {
  const { fingerprint, line, endLine, hasChanged = false } = fn;
  if (fingerprint === undefined || endLine === undefined) return fn;
  const isChanged = fingerprintOf(lineOf, line, endLine) !== fingerprint;
  return isChanged === hasChanged ? fn : { ...fn, hasChanged: isChanged };
}

function markFaded(line: LineAnnotation, isFaded: boolean): LineAnnotation {
  return isFaded === (line.isFaded ?? false) ? line : { ...line, isFaded };
}

/** Whether a line is in one of the functions. They may nest, so they are joined first; then a search by halves finds it. */
function within(functions: readonly FunctionAnnotation[]): (line: number) => boolean {
  const first: number[] = [];
  const last: number[] = [];
  for (const { line, endLine = line } of [...functions].sort((a, b) => a.line - b.line)) {
    const end = last.at(-1);
    if (end !== undefined && line <= end) last[last.length - 1] = Math.max(end, endLine);
    else {
      first.push(line);
      last.push(endLine);
    }
  }
  return (line) => {
    let [low, high] = [0, first.length];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((first[middle] ?? 0) <= line) low = middle + 1;
      else high = middle;
    }
    return line <= (last[low - 1] ?? 0);
  };
}

/** The shortest of the functions around a line; a plain loop, since there may be thousands of lines to hundreds of functions. */
function innermost(settled: readonly Settled[], line: number): Settled | undefined {
  let best: Settled | undefined;
  let bestLength = Infinity;
  for (const candidate of settled) {
    const { line: first, endLine: last = first } = candidate.before;
    if (line < first || last < line || last - first >= bestLength) continue;
    best = candidate;
    bestLength = last - first;
  }
  return best;
}
