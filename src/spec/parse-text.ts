/**
 * Text → value, for files that may hold anything: JSON with comments, and YAML. What comes out is plain data that can be walked to its
 * end: no ring, not nested deeper than a stack is, no key that is taken for a prototype.
 */
import { createScanner, parse as parseJsonc, printParseErrorCode, type ParseError } from 'jsonc-parser';
import { parseDocument } from 'yaml';

/** Nothing that people write is nested deeper; code that walks a value calls itself for each level. */
const deepest = 200;
/** Takes some hundred megabytes to read; GitHub's own OpenAPI document, one of the largest, has 9 MB. */
const mostYamlCharacters = 16 * 1024 * 1024;
/** Comments and trailing commas are written by people, and so not in larger files. */
const mostCommentedCharacters = 32 * 1024 * 1024;

/** Why a text cannot be read; the message is a sentence without its end. */
export class UnreadableText extends Error {}

/** JSON, in which comments and trailing commas may stand. @throws UnreadableText */
export function parseJsonText(text: string): unknown {
  const value = plainJson(text) ?? commentedJson(text);
  return walkable(value.value);
}

function plainJson(text: string): { readonly value: unknown } | undefined {
  try {
    return { value: JSON.parse(text) as unknown };
  } catch {
    // Comments, or an error whose place is told better below.
    return undefined;
  }
}

function commentedJson(text: string): { readonly value: unknown } {
  if (text.length > mostCommentedCharacters) throw new UnreadableText('it is not JSON');
  // Before the parser, which calls itself for each level.
  if (depthOf(text) > deepest) throw tooDeep();
  const value = plainJson(withoutComments(text));
  if (value !== undefined) return value;
  const errors: ParseError[] = [];
  parseJsonc(text, errors, { allowTrailingComma: true });
  const [error] = errors;
  if (error === undefined) throw new UnreadableText('it is not JSON');
  const line = text.slice(0, error.offset).split('\n').length;
  const words = printParseErrorCode(error.error).replace(
    /([a-z])([A-Z])/g,
    (_all, a: string, b: string) => `${a} ${b.toLowerCase()}`,
  );
  throw new UnreadableText(`it is not JSON (${words}, line ${line})`);
}

/** Of brackets, wherever they stand outside of texts. */
function depthOf(text: string): number {
  let [depth, most] = [0, 0];
  for (const token of tokensOf(text)) {
    if (token === '{' || token === '[') depth += 1;
    if (token === '}' || token === ']') depth -= 1;
    most = Math.max(most, depth);
  }
  return most;
}

/** For the parser of the language: others take "__proto__" for more than a key. */
function withoutComments(text: string): string {
  const parts: string[] = [];
  let comma = false;
  for (const token of tokensOf(text)) {
    if (comma && token !== '}' && token !== ']') parts.push(',');
    comma = token === ',';
    if (!comma) parts.push(token);
  }
  return parts.join('');
}

/** Without comments and blanks. */
function* tokensOf(text: string): Generator<string> {
  const scanner = createScanner(text, true);
  scanner.scan();
  // The end is the one token without a length.
  for (; scanner.getTokenLength() > 0; scanner.scan())
    yield text.slice(scanner.getTokenOffset(), scanner.getTokenOffset() + scanner.getTokenLength());
}

/** @throws UnreadableText */
export function parseYamlText(text: string): unknown {
  if (text.length > mostYamlCharacters)
    throw new UnreadableText(`it is YAML, and longer than ${mostYamlCharacters / 2 ** 20} MiB`);
  try {
    // Its warnings are for whoever wrote the file, and would go to the terminal unasked.
    const document = parseDocument(text, { logLevel: 'error' });
    const [error] = document.errors;
    // The parser tells of its own stack among the errors of the text.
    if (error?.message.includes('call stack') === true) throw tooDeep();
    if (error !== undefined) throw new UnreadableText(`it is not YAML (${firstLine(error.message)})`);
    return walkable(document.toJS({ maxAliasCount: 100 }));
  } catch (error) {
    if (error instanceof UnreadableText) throw error;
    if (error instanceof RangeError) throw tooDeep();
    throw new UnreadableText(`it is not YAML (${firstLine(error instanceof Error ? error.message : String(error))})`);
  }
}

function firstLine(text: string): string {
  return (text.split('\n', 1)[0] ?? '').replace(/[.:]$/, '');
}

/** @throws UnreadableText, where a walk through it would not end or not come back */
function walkable(value: unknown): unknown {
  let level: readonly unknown[] = [value];
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > deepest) throw tooDeep();
    const next: unknown[] = [];
    for (const each of level) {
      if (typeof each !== 'object' || each === null) continue;
      for (const inner of Object.values(each)) if (typeof inner === 'object' && inner !== null) next.push(inner);
    }
    level = next;
  }
  return value;
}

function tooDeep(): UnreadableText {
  return new UnreadableText(`it is nested more than ${deepest} levels deep, or in a ring`);
}
