/**
 * A function's text as a short code, so that an editor can tell whether it is still what was measured, and find it where it has
 * moved to. White space does not count: formatting changes no cost. In: lines of text; a place is 1-based, both ends included.
 */

import type { Steps } from './steps.ts';

/** "HEAD-BODY-LENGTH": hashes of the first line and of all of it, and how many characters it has, white space left out. */
export type Fingerprint = string;

/** Undefined beyond the end of the text. */
export type LineOfText = (line: number) => string | undefined;

export function fingerprintOf(text: LineOfText, firstLine: number, lastLine: number): Fingerprint | undefined {
  const lines: string[] = [];
  for (let line = firstLine; line <= lastLine; line += 1) {
    const known = text(line);
    if (known === undefined) return undefined;
    lines.push(bare(known));
  }
  const [head] = lines;
  return head === undefined ? undefined : codeOf(head, lines.join(''));
}

export interface FoundFunction {
  readonly line: number;
  readonly endLine: number;
}

/** Where else in a text a function of this fingerprint begins and ends; undefined where it does not, or in several places. */
export function findByFingerprint(
  fingerprint: Fingerprint,
  text: LineOfText,
  linesByHead: ReadonlyMap<string, readonly number[]>,
): FoundFunction | undefined {
  const [head = '', , length = ''] = fingerprint.split('-');
  const found = (linesByHead.get(head) ?? []).flatMap((line) => {
    const endLine = endOf(line, Number(length), text);
    return endLine !== undefined && fingerprintOf(text, line, endLine) === fingerprint ? [{ line, endLine }] : [];
  });
  return found.length === 1 ? found[0] : undefined;
}

const linesOfAStep = 500;

/** Every line of a text by the hash that a function beginning there would have for its head. */
export function* linesByHead(text: LineOfText, lineCount: number): Steps<ReadonlyMap<string, readonly number[]>> {
  const lines = new Map<string, number[]>();
  for (let line = 1; line <= lineCount; line += 1) {
    if (line % linesOfAStep === 0) yield;
    const content = bare(text(line) ?? '');
    if (content === '') continue;
    const key = hash(content);
    const known = lines.get(key);
    if (known === undefined) lines.set(key, [line]);
    else known.push(line);
  }
  return lines;
}

/** The line with which so many characters are reached exactly. */
function endOf(firstLine: number, length: number, text: LineOfText): number | undefined {
  let seen = 0;
  for (let line = firstLine; ; line += 1) {
    const known = text(line);
    if (known === undefined) return undefined;
    seen += bare(known).length;
    if (seen === length) return line;
    if (seen > length) return undefined;
  }
}

function bare(text: string): string {
  return text.replaceAll(/\s+/g, '');
}

function codeOf(head: string, all: string): Fingerprint {
  return `${hash(head)}-${hash(all)}-${all.length}`;
}

/** FNV-1a with 32 bits (Fowler, Noll, Vo; http://www.isthe.com/chongo/tech/comp/fnv/), over UTF-16 units: against accidents, not attacks. */
function hash(text: string): string {
  let state = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) {
    state = Math.imul(state ^ text.charCodeAt(index), 0x01000193);
  }
  return (state >>> 0).toString(36);
}
