/** Writes a plan into the text of a `leanscope.json`: what its user wrote besides stays as it stands, comments and order included. */
import {
  applyEdits,
  findNodeAtLocation,
  modify,
  parse as parseJsonc,
  parseTree,
  type Edit,
  type ParseError,
} from 'jsonc-parser';
import type { Plans } from '../model/spec.ts';

const formattingOptions = { tabSize: 2, insertSpaces: true, eol: '\n' };

/** undefined where the text is no JSON object: to write into it would lose what its user meant. */
export function mergePlans(text: string, plans: Plans): string | undefined {
  const start = text.trim() === '' ? '{}\n' : text;
  const errors: ParseError[] = [];
  const before: unknown = parseJsonc(start, errors, { allowTrailingComma: true });
  if (errors.length > 0 || typeof before !== 'object' || before === null || Array.isArray(before)) return undefined;
  return (['traffic', 'deployment', 'engineering'] as const).reduce(
    (merged, name) => mergeRecord(merged, name, { before: (before as Plans)[name], after: plans[name] }),
    start,
  );
}

interface Change {
  readonly before: object | undefined;
  readonly after: object | undefined;
}

/** Field by field, so that comments between them stay; what is no longer stated goes. */
function mergeRecord(text: string, name: string, { before, after }: Change): string {
  if (JSON.stringify(before) === JSON.stringify(after)) return text;
  if (before === undefined || after === undefined) return set(text, [name], after);
  const was = before as Readonly<Record<string, unknown>>;
  const stated = Object.entries(after).reduce(
    (merged, [field, value]) =>
      JSON.stringify(was[field]) === JSON.stringify(value) ? merged : set(merged, [name, field], value),
    text,
  );
  const gone = Object.keys(was).filter((field) => !Object.hasOwn(after, field));
  return gone.reduce((merged, field) => remove(merged, [name, field]), stated);
}

function set(text: string, path: readonly string[], value: unknown): string {
  return applyEdits(text, modify(text, [...path], value, { formattingOptions }));
}

/** `modify` would take the comments before the field along. */
function remove(text: string, path: readonly string[]): string {
  const root = parseTree(text, [], { allowTrailingComma: true });
  const field = root === undefined ? undefined : findNodeAtLocation(root, [...path])?.parent;
  const siblings = field?.parent?.children ?? [];
  if (field === undefined) return text;
  const previous = siblings[siblings.indexOf(field) - 1];
  const comma = commaAfter(text, field.offset + field.length);
  const own = wholeLine(text, field.offset, comma === undefined ? field.offset + field.length : comma + 1);
  const needless =
    comma === undefined && previous !== undefined ? commaAfter(text, previous.offset + previous.length) : undefined;
  const edits = [own, ...(needless === undefined ? [] : [{ offset: needless, length: 1, content: '' }])];
  return applyEdits(text, edits);
}

function commaAfter(text: string, from: number): number | undefined {
  const at = from + text.slice(from).search(/\S/);
  return text[at] === ',' ? at : undefined;
}

/** With its line break, where nothing else stands on the line. */
function wholeLine(text: string, from: number, to: number): Edit {
  const begin = text.lastIndexOf('\n', from - 1) + 1;
  const end = text.indexOf('\n', to);
  const alone = end >= 0 && text.slice(begin, from).trim() === '' && text.slice(to, end).trim() === '';
  return alone
    ? { offset: begin, length: end + 1 - begin, content: '' }
    : { offset: from, length: to - from, content: '' };
}
