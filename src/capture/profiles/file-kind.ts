/**
 * What a file is that is no profile. People name the wrong file, or one of another tool's: told what it is, they know what to do. Only
 * the beginning is looked at, as every tool does that tells files apart.
 */
import type { OtherFile } from '../../model/failure-kinds.ts';
import { isFields, type Fields } from './fields.ts';

/** By their first bytes, as text of one byte a character. */
const magics: readonly (readonly [RegExp, OtherFile])[] = [
  [/^PERFILE2|^2ELIFREP|^SIMPLEPERF/, 'perfData'],
  [/^PK\x03\x04|^PK\x05\x06|^\x28\xb5\x2f\xfd|^BZh|^\xfd7zXZ|^7z\xbc\xaf|^Rar!/, 'archive'],
  [/^[^]{257}ustar/, 'archive'],
  [/^\x89PNG|^\xff\xd8\xff|^GIF8|^RIFF[^]{4}WEBP|^BM[^]{4}\0\0\0\0|^\0\0\x01\0/, 'picture'],
  [/^%PDF-/, 'page'],
  [/^\x7fELF|^MZ|^\xcf\xfa\xed\xfe|^\xca\xfe\xba\xbe|^\0asm/, 'program'],
  [/^SQLite format 3\0/, 'otherBytes'],
];

const looked = 4096;

/** Of files that are no text; undefined for text, and for what cannot be told. */
export function kindOfBytes(bytes: Buffer): OtherFile | undefined {
  const start = bytes.subarray(0, looked).toString('latin1');
  return magics.find(([magic]) => magic.test(start))?.[1];
}

/** No text holds a zero byte, once UTF-16 is decoded. */
export function isBinary(text: string): boolean {
  return text.slice(0, looked).includes('\0') || /\ufffd[^]*\ufffd[^]*\ufffd/.test(text.slice(0, 400));
}

const texts: readonly (readonly [RegExp, OtherFile])[] = [
  [/^\s*(?:<\?xml[^>]*>\s*)?(?:<!--[^]*?-->\s*)*(?:<!doctype\s+svg[^>]*>\s*)?<svg[\s>]/i, 'picture'],
  [/^\s*<(?:!doctype\s+html|html|head|body|!--)/i, 'page'],
  [/^\s*<\?xml/i, 'page'],
  [/^v8-version,|^shared-library,|^Statistical profiling result from/, 'v8Log'],
  [/^# ========\s*\n# captured on/, 'perfText'],
  // perf script, and stacks that were folded from it: names with semicolons, and a count.
  [/^\S.*\s\d+(?:\/\d+)?\s+(?:\[\d+\]\s+)?\d+\.\d+:\s+.*\n\s+[0-9a-f]+ /, 'perfText'],
  [/^(?:[^\s{};"][^;"{}\n]*;)+[^;\n]* \d+\r?\n/, 'perfText'],
  [/^# (?:CPU|Heap|Bun|Deno)[^\n]*profile/i, 'profileAsText'],
];

/** Of text that is no JSON. What begins as a profile does is one that is not whole. */
export function kindOfText(text: string): OtherFile | 'damaged' {
  const start = text.slice(0, looked);
  if (start.trim() === '') return 'empty';
  const known = texts.find(([begins]) => begins.test(start))?.[1];
  if (known !== undefined) return known;
  if (!/^\s*[[{]/.test(start)) return 'otherText';
  return brokenJson(start);
}

const jsonStarts: readonly (readonly [RegExp, OtherFile])[] = [
  [/^\s*\{\s*"snapshot"\s*:/, 'heapSnapshot'],
  [/^\s*\{\s*"log"\s*:\s*\{/, 'har'],
  [/"https?:\/\/(?:www\.)?speedscope\.app\/file-format-schema/, 'speedscope'],
  [/^\s*\{[^[{]*"mappings"\s*:\s*"/, 'sourceMap'],
];

/** Of JSON that cannot be read, or was too large to be read whole. */
export function brokenJson(start: string): OtherFile | 'damaged' {
  const known = jsonStarts.find(([begins]) => begins.test(start))?.[1];
  if (known !== undefined) return known;
  return /"(?:nodes|callFrame|head|traceEvents|timeDeltas|functionName)"/.test(start) ? 'damaged' : 'otherText';
}

/** Of JSON; what is not known is "notAProfile". */
export function kindOfJson(value: unknown): OtherFile | 'notAProfile' {
  if (Array.isArray(value)) return isTrace(value) ? 'traceWithoutSamples' : 'notAProfile';
  if (!isFields(value)) return 'notAProfile';
  return kinds.find(([is]) => is(value))?.[1] ?? 'notAProfile';
}

function isTrace(values: readonly unknown[]): boolean {
  const [first] = values;
  return isFields(first) && typeof first['ph'] === 'string';
}

const has =
  (...names: readonly string[]) =>
  (value: Fields): boolean =>
    names.every((name) => value[name] !== undefined);

const kinds: readonly (readonly [(value: Fields) => boolean, OtherFile])[] = [
  [({ snapshot, strings }) => isFields(snapshot) && Array.isArray(strings), 'heapSnapshot'],
  [({ log }) => isFields(log) && Array.isArray(log['entries']), 'har'],
  [({ $schema }) => String($schema).includes('speedscope'), 'speedscope'],
  [({ shared, profiles }) => isFields(shared) && Array.isArray(profiles), 'speedscope'],
  [
    ({ profile }) => isFields(profile) && isFields(profile['meta']) && Array.isArray(profile['threads']),
    'firefoxProfile',
  ],
  [({ meta, threads }) => isFields(meta) && Array.isArray(threads), 'firefoxProfile'],
  [has('version', 'mappings', 'sources'), 'sourceMap'],
  [has('version', 'sections'), 'sourceMap'],
  [({ traceEvents }) => Array.isArray(traceEvents), 'traceWithoutSamples'],
  [({ result }) => Array.isArray(result) && isFields(result[0]) && has('functions', 'url')(result[0]), 'coverage'],
  [(value) => Object.values(value).some((each) => isFields(each) && has('statementMap', 'fnMap')(each)), 'coverage'],
  [({ header }) => isFields(header) && header['reportVersion'] !== undefined, 'nodeReport'],
  [has('schemaVersion', 'tool', 'ledger'), 'leanscopeReport'],
  [has('recordingVersion', 'slices'), 'leanscopeReport'],
];
