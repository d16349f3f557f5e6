/** Adds requests to the text of a `leanscope.json`: what its user wrote stays as it stands, comments and order included. */
import { applyEdits, findNodeAtLocation, modify, parse as parseJsonc, parseTree } from 'jsonc-parser';
import type { ScenarioRequest } from '../model/scenario.ts';

const formattingOptions = { tabSize: 2, insertSpaces: true, eol: '\n' };

export interface NewRequests {
  readonly requests: readonly ScenarioRequest[];
  readonly setup: readonly ScenarioRequest[];
}

export interface Merged {
  readonly text: string;
  /** How many were not there before. */
  readonly added: number;
  /** There are steps of a setup already, and others were to be added. */
  readonly keptSetup: boolean;
}

/** undefined where the scenario is a file of its own. */
export function mergeScenario(text: string, { requests, setup }: NewRequests): Merged | undefined {
  const start = text.trim() === '' ? '{}\n' : text;
  const { scenario } = (parseJsonc(start) ?? {}) as {
    readonly scenario?: string | { readonly requests?: readonly ScenarioRequest[]; readonly setup?: unknown };
  };
  if (typeof scenario === 'string') return undefined;
  const known = new Set((scenario?.requests ?? []).map(keyOf));
  const added = requests.filter((each) => !known.has(keyOf(each)));
  let result = start;
  const keptSetup = setup.length > 0 && scenario?.setup !== undefined && !hasAll(scenario.setup, setup);
  if (setup.length > 0 && scenario?.setup === undefined) result = set(result, ['scenario', 'setup'], setup);
  if (scenario?.requests === undefined)
    result = added.length === 0 ? result : set(result, ['scenario', 'requests'], added);
  else result = append(result, added);
  return { text: result, added: added.length, keptSetup };
}

/**
 * A list where none is. `modify` lays out what it writes by an edit for each line, each of which copies the whole text: so it writes an
 * empty list only.
 */
function set(before: string, path: readonly string[], list: readonly unknown[]): string {
  const text = applyEdits(before, modify(before, [...path], [], { formattingOptions }));
  const root = parseTree(text, [], { allowTrailingComma: true });
  const node = root === undefined ? undefined : findNodeAtLocation(root, [...path]);
  if (node === undefined) return text;
  const line = text.slice(text.lastIndexOf('\n', node.offset) + 1, node.offset);
  const indent = /^\s*/.exec(line)?.[0] ?? '';
  const content = JSON.stringify(list, null, formattingOptions.tabSize).replaceAll('\n', `\n${indent}`);
  return applyEdits(text, [{ offset: node.offset, length: node.length, content }]);
}

/** After the last of the user's requests, a line each. `modify` would lay out the user's own anew. */
function append(text: string, requests: readonly ScenarioRequest[]): string {
  const root = parseTree(text, [], { allowTrailingComma: true });
  const last = root === undefined ? undefined : findNodeAtLocation(root, ['scenario', 'requests'])?.children?.at(-1);
  if (last === undefined) return text;
  const line = text.slice(text.lastIndexOf('\n', last.offset) + 1, last.offset);
  const indent = /^\s*$/.test(line) ? `\n${line}` : ' ';
  const content = requests.map((each) => `,${indent}${JSON.stringify(each)}`).join('');
  return applyEdits(text, [{ offset: last.offset + last.length, length: 0, content }]);
}

function hasAll(written: unknown, wanted: readonly ScenarioRequest[]): boolean {
  const known = new Set(Array.isArray(written) ? (written as readonly ScenarioRequest[]).map(keyOf) : []);
  return wanted.every((each) => known.has(keyOf(each)));
}

function keyOf({ method, path }: ScenarioRequest): string {
  return `${method.toUpperCase()} ${path}`;
}
