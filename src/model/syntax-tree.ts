/**
 * The syntax tree of a source file, as far as stages ask for it: the tree, the function at a place, the words of a callee. Positions are
 * lines, 1-based.
 */
import { isFunction, isNode as isSyntaxNode, type SyntaxNode } from './source-syntax.ts';

export interface Node extends SyntaxNode {
  readonly loc: { readonly start: { readonly line: number }; readonly end: { readonly line: number } };
}

/** Each node of the parser has its place. */
export function isNode(value: unknown): value is Node {
  return isSyntaxNode(value);
}

/** Calls `visit` for a node and all below it, outer before inner; `above` are the nodes around, the nearest last. */
export function walk(
  node: Node,
  visit: (node: Node, above: readonly Node[]) => void,
  above: readonly Node[] = [],
): void {
  visit(node, above);
  const around = [...above, node];
  for (const child of childrenOf(node)) walk(child, visit, around);
}

function childrenOf(node: Node): readonly Node[] {
  return Object.values(node).flatMap((value) =>
    Array.isArray(value) ? value.filter(isNode) : isNode(value) ? [value] : [],
  );
}

interface Place {
  readonly line?: number;
  readonly endLine?: number;
}

export interface FoundNode {
  readonly node: Node;
  /** The nodes around it, the nearest last. */
  readonly above: readonly Node[];
}

/** The function that V8 places at `line`: where its parameters are, which may be below its first word. */
export function functionAt(program: Node, { line, endLine }: Place): FoundNode | undefined {
  if (line === undefined) return undefined;
  let found: FoundNode | undefined;
  walk(program, (node, above) => {
    const { body } = node;
    if (!isFunction(node) || !isNode(body)) return;
    if (node.loc.start.line > line || body.loc.start.line < line) return;
    if (endLine !== undefined && Math.abs(node.loc.end.line - endLine) > 1) return;
    // Of several on one line the outermost: its range holds the others' patterns.
    found ??= { node, above };
  });
  return found;
}

/** `JSON.parse`, `this.cache.get`, `pbkdf2Sync`: the words of a callee, as far as they are words. */
export function pathOf(node: unknown): string {
  if (!isNode(node)) return '';
  switch (node.type) {
    case 'Identifier':
      return String(node['name']);
    case 'ThisExpression':
      return 'this';
    case 'MemberExpression':
    case 'OptionalMemberExpression': {
      const property = node['computed'] === true ? '[]' : pathOf(node['property']);
      return `${pathOf(node['object'])}.${property}`;
    }
    case 'TSNonNullExpression':
    case 'TSAsExpression':
    case 'ParenthesizedExpression':
      return pathOf(node['expression']);
    default:
      return '';
  }
}
