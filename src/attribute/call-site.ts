/**
 * On which line does a function of the application call into a package? V8's samples say which function called, and not where in it: the
 * source does, where it leaves no doubt. Of the calls that the function itself makes, those on a name from the package and of the called
 * function's name are meant; else those of that name; else those on any name from the package. Of a function without a name, which may be
 * all of a file, first those that load the package. Where they are on several lines, the line is not known.
 */
import { parse } from '@babel/parser';
import type { Profile, ProfiledFunction } from '../model/profile.ts';
import { isFunction, parserOptionsFor } from '../model/source-syntax.ts';
import { functionAt, isNode, pathOf, walk, type Node } from '../model/syntax-tree.ts';
import { isLoading, namesFrom, rootOf } from './package-names.ts';

export interface Called {
  /** Index of the function. */
  readonly caller: number;
  readonly package: string;
  /** Name of the function that was called. */
  readonly entry: string;
}

/** Each file is parsed once, when it is first asked for. */
export function callSites({ functions, sources }: Profile): (called: Called) => number | undefined {
  const programs = new Map<string, Node | undefined>();
  const names = new Map<string, ReadonlySet<string>>();
  const programOf = (file: string): Node | undefined => {
    if (!programs.has(file)) programs.set(file, parsed(sources.get(file), file));
    return programs.get(file);
  };
  return ({ caller, package: from, entry }) => {
    const fn = functions[caller];
    const program = fn === undefined ? undefined : programOf(fn.file);
    const found = program === undefined || fn === undefined ? undefined : codeOf(program, fn);
    if (program === undefined || fn === undefined || found === undefined) return undefined;
    const key = `${fn.file}\n${from}`;
    const known = names.get(key) ?? namesFrom(program, from);
    names.set(key, known);
    const isFrom = (call: Node): boolean => known.has(rootOf(call)) || isLoading(call, from);
    return lineOf(callsOf(found), { isFrom, isLoading: (call) => isLoading(call, from), entry });
  };
}

/** What a file does when it is loaded is a function to V8, without a name, on the first line, whose end `symbolicate` leaves open. */
function codeOf(program: Node, fn: ProfiledFunction): Node | undefined {
  const isWhole = fn.line === 1 && fn.endLine === undefined && fn.name === nameless;
  return isWhole ? program : functionAt(program, fn)?.node;
}

function parsed(text: string | undefined, file: string): Node | undefined {
  if (text === undefined) return undefined;
  try {
    return parse(text, { sourceType: 'unambiguous', ...parserOptionsFor(file) }).program as unknown as Node;
  } catch {
    return undefined;
  }
}

/** As `symbolicate` calls what has no name. */
const nameless = '(anonymous)';

interface Wanted {
  readonly isFrom: (call: Node) => boolean;
  readonly isLoading: (call: Node) => boolean;
  readonly entry: string;
}

function lineOf(calls: readonly Node[], { isFrom, isLoading: loads, entry }: Wanted): number | undefined {
  const name = entry.split('.').at(-1) ?? '';
  const named = calls.filter((call) => name !== '' && lastWord(call) === name);
  const loading = entry === nameless ? calls.filter(loads) : [];
  const from = calls.filter(isFrom);
  const [meant = []] = [named.filter(isFrom), named, loading, from].filter((each) => each.length > 0);
  const lines = new Set(meant.map(callLine));
  return lines.size === 1 ? [...lines][0] : undefined;
}

/** Of a chain of calls over several lines each has the line of its own last word. */
function callLine({ loc, ...node }: Node): number {
  const callee = node['callee'] ?? node['tag'];
  const property = isNode(callee) ? callee['property'] : undefined;
  return isNode(property) ? property.loc.start.line : loc.start.line;
}

function lastWord(node: Node): string {
  return (
    pathOf(node['callee'] ?? node['tag'])
      .split('.')
      .at(-1) ?? ''
  );
}

const calling = new Set(['CallExpression', 'OptionalCallExpression', 'NewExpression', 'TaggedTemplateExpression']);

/** What functions inside it call is theirs: V8 samples them on their own. */
function callsOf(fn: Node): readonly Node[] {
  const calls: Node[] = [];
  walk(fn, (node, above) => {
    if (calling.has(node.type) && !above.slice(1).some(isFunction)) calls.push(node);
  });
  return calls;
}
