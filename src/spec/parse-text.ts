/**
 * Text → value, for files that may hold anything: JSON with comments, and YAML. What comes out is plain data that can be walked to its
 * end: no ring, not nested deeper than a stack is, no key that is taken for a prototype.
 */
import { createScanner, parse as parseJsonc, printParseErrorCode, type ParseError } from 'jsonc-parser';
import { isScalar, parseDocument, visit, type Document } from 'yaml';
import { deepest, isTooDeep } from '../model/nesting.ts';
import { isTooMuchJson, tooMuchJson } from '../model/parsed-size.ts';

/** Takes some hundred megabytes to read; GitHub's own OpenAPI document, one of the largest, has 9 MB. */
const mostYamlCharacters = 16 * 1024 * 1024;
/** Of keys and values, by their marks: each takes up to 1 kB. GitHub's document has 0.6 million. */
const mostYamlMarks = 700_000;
/** Comments and trailing commas are written by people, and so not in larger files. */
const mostCommentedCharacters = 8 * 1024 * 1024;

/** Why a text cannot be read; the message is a sentence without its end. */
export class UnreadableText extends Error {
  /** What to do, as a sentence. */
  readonly fix: string;
  constructor(reason: string, fix = 'Correct the syntax.') {
    super(reason);
    this.fix = fix;
  }
}

const smaller = 'Name a smaller file.';

/** JSON, in which comments and trailing commas may stand. @throws UnreadableText */
export function parseJsonText(text: string): unknown {
  if (isTooMuchJson(text)) throw new UnreadableText(tooMuchJson, smaller);
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
  const line = lineAt(text, error.offset);
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
    throw new UnreadableText(`it is YAML, and longer than ${mostYamlCharacters / 2 ** 20} MiB`, smaller);
  if (yamlMarks(text) > mostYamlMarks) throw new UnreadableText(tooMuchJson, smaller);
  try {
    // Its warnings are for whoever wrote the file, and would go to the terminal unasked. It would compare each key with each other one.
    const document = parseDocument(text, { logLevel: 'error', uniqueKeys: false });
    const [error] = document.errors;
    // The parser tells of its own stack among the errors of the text.
    if (error?.message.includes('call stack') === true) throw tooDeep();
    if (error !== undefined) throw new UnreadableText(`it is not YAML (${firstLine(error.message)})`);
    const twice = keyThatIsThereTwice(document);
    if (twice !== undefined)
      throw new UnreadableText(`it is not YAML (a key is there twice, line ${lineAt(text, twice)})`);
    return walkable(document.toJS({ maxAliasCount: 100 }));
  } catch (error) {
    if (error instanceof UnreadableText) throw error;
    if (error instanceof RangeError) throw tooDeep();
    throw new UnreadableText(`it is not YAML (${firstLine(error instanceof Error ? error.message : String(error))})`);
  }
}

/** Where a key or a value may begin, or a list of them. */
function yamlMarks(text: string): number {
  let marks = 0;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    const next = text.charCodeAt(at + 1);
    // A line's end, `,`, `[` and `{`; `-`, `:` and `?` before a blank.
    if (code === 0x0a || code === 0x2c || code === 0x5b || code === 0x7b) marks += 1;
    else if ((code === 0x2d || code === 0x3a || code === 0x3f) && next === 0x20) marks += 1;
  }
  return marks;
}

/** Where it stands the second time, in characters. */
function keyThatIsThereTwice(document: Document.Parsed): number | undefined {
  let place: number | undefined;
  visit(document, {
    Map: (_key, map) => {
      const known = new Set<unknown>();
      for (const { key } of map.items) {
        // As its library does, `<<` may be there more than once.
        if (!isScalar(key) || key.value === '<<') continue;
        if (known.has(key.value)) {
          place = key.range?.[0] ?? 0;
          return visit.BREAK;
        }
        known.add(key.value);
      }
      return undefined;
    },
  });
  return place;
}

function lineAt(text: string, place: number): number {
  return text.slice(0, place).split('\n').length;
}

function firstLine(text: string): string {
  return (text.split('\n', 1)[0] ?? '').replace(/[.:]$/, '');
}

/** @throws UnreadableText, where a walk through it would not end or not come back */
function walkable(value: unknown): unknown {
  if (isTooDeep(value)) throw tooDeep();
  return value;
}

function tooDeep(): UnreadableText {
  return new UnreadableText(`it is nested more than ${deepest} levels deep, or in a ring`);
}
