/** Calls and loops in the syntax tree of a source file, for the rules. Positions are lines, 1-based. */
import { parse } from '@babel/parser';
import { isFunction, parserOptionsFor } from '../model/source-syntax.ts';
import { isNode, pathOf, walk, type FoundNode, type Node } from '../model/syntax-tree.ts';

export { functionAt, isNode, pathOf, walk, type FoundNode, type Node } from '../model/syntax-tree.ts';

export function parseSource(text: string, file: string): Node | undefined {
  try {
    const { program } = parse(text, { sourceType: 'unambiguous', ...parserOptionsFor(file) });
    return program as unknown as Node;
  } catch {
    // In a language that is not known here: then there are no patterns to be found in it.
    return undefined;
  }
}

export interface Call {
  readonly node: Node;
  /** All words of the callee. */
  readonly path: string;
  /** The last of them. */
  readonly name: string;
  readonly isNew: boolean;
  readonly args: readonly Node[];
  readonly above: readonly Node[];
}

/** Calls and constructions in a node, those of functions inside it too. */
export function callsIn({ node: root, above: around }: FoundNode): readonly Call[] {
  const calls: Call[] = [];
  const visit = (node: Node, above: readonly Node[]) => {
    const isNew = node.type === 'NewExpression';
    if (!isNew && node.type !== 'CallExpression' && node.type !== 'OptionalCallExpression') return;
    const path = pathOf(node['callee']);
    // Of a call on the result of another call only the last word is known.
    const name = path.split('.').at(-1) ?? '';
    calls.push({ node, path, name, isNew, args: (node['arguments'] as unknown[]).filter(isNode), above });
  };
  walk(root, visit, around);
  return calls;
}

/** What a method is called on; undefined for a plain function. */
export function receiverOf({ node }: Call): Node | undefined {
  const callee = node['callee'];
  return isNode(callee) && callee.type.endsWith('MemberExpression') && isNode(callee['object'])
    ? callee['object']
    : undefined;
}

const loops = new Set(['ForStatement', 'ForInStatement', 'ForOfStatement', 'WhileStatement', 'DoWhileStatement']);
const iterating = new Set([
  'map',
  'forEach',
  'filter',
  'reduce',
  'reduceRight',
  'flatMap',
  'some',
  'every',
  'find',
  'findIndex',
  'sort',
  'from',
]);

/**
 * The nodes among `above` that run what is in them many times for one call: loops, and calls of an array's methods with it in the
 * callback. Nearest last. Any other function around it is called who knows how often, and ends the search.
 */
export function loopsAround(node: Node, above: readonly Node[]): readonly Node[] {
  const found: Node[] = [];
  for (let index = above.length - 1; index >= 0; index--) {
    const each = above[index];
    if (each === undefined) break;
    const inside = above[index + 1] ?? node;
    if (isFunction(each)) {
      const caller = above[index - 1];
      if (caller === undefined || !iterates(caller, each)) break;
      found.unshift(caller);
      // A loop's first part, or the array that a for…of goes through, is evaluated once.
    } else if (loops.has(each.type) && inside !== each['init'] && inside !== each['right']) found.unshift(each);
  }
  return found;
}

function iterates(call: Node, callback: Node): boolean {
  if (call.type !== 'CallExpression' && call.type !== 'OptionalCallExpression') return false;
  const name = pathOf(call['callee']).split('.').at(-1) ?? '';
  return call['callee'] !== callback && (iterating.has(name) || isForEachChunk(name, call));
}

/** `stream.on('data', (chunk) => …)`. */
function isForEachChunk(name: string, call: Node): boolean {
  const [event] = call['arguments'] as readonly unknown[];
  return (name === 'on' || name === 'addListener') && isNode(event) && event['value'] === 'data';
}

export function linesOf({ loc }: Node): readonly number[] {
  return Array.from({ length: loc.end.line - loc.start.line + 1 }, (_, index) => loc.start.line + index);
}

export function textOf({ start, end }: Node, source: string): string {
  return source.slice(start, end);
}

const longestText = 40;

/** Code as a word in a sentence. */
export function shortened(text: string): string {
  const line = text.replace(/\s+/g, ' ');
  return line.length <= longestText ? line : `${line.slice(0, longestText - 1)}…`;
}
