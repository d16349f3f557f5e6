/** Names in a source file that come from a package: what it imports or requires, and what it makes of that. */
import { isNode, pathOf, walk, type Node } from '../model/syntax-tree.ts';

type IsOf = (source: unknown) => boolean;

function sourceOf(from: string): IsOf {
  return (source) => {
    const text = isNode(source) ? String(source['value']).replace(/^node:/, '') : '';
    return text === from || text.startsWith(`${from}/`);
  };
}

/** `require('lodash')`, `import('lodash')`: what loads the package. */
export function isLoading(call: Node, from: string): boolean {
  return isRequired(call, sourceOf(from));
}

export function namesFrom(program: Node, from: string): ReadonlySet<string> {
  const names = new Set<string>();
  const isOf = sourceOf(from);
  const declared: (readonly [pattern: unknown, init: unknown])[] = [];
  walk(program, (node) => {
    if (node.type === 'ImportDeclaration' && isOf(node['source']))
      for (const specifier of node['specifiers'] as readonly Node[]) names.add(pathOf(specifier['local']));
    if (node.type === 'VariableDeclarator') declared.push([node['id'], node['init']]);
    if (node.type === 'AssignmentExpression') declared.push([node['left'], node['right']]);
  });
  for (const [pattern, init] of declared) if (isRequired(init, isOf)) addPattern(pattern, names);
  // What is made of such a name, `const db = knex(…)`, is the package's too; in the order of the text, which is that of making.
  for (const [pattern, init] of declared) if (names.has(rootOf(init))) addPattern(pattern, names);
  return names;
}

/** `a` of `a.b(…).c`, of `new a.B()` and of `await a()`; empty where it begins with something else. */
export function rootOf(node: unknown): string {
  if (!isNode(node)) return '';
  switch (node.type) {
    case 'Identifier':
      return String(node['name']);
    case 'MemberExpression':
    case 'OptionalMemberExpression':
      return rootOf(node['object']);
    case 'CallExpression':
    case 'OptionalCallExpression':
    case 'NewExpression':
      return rootOf(node['callee']);
    case 'TaggedTemplateExpression':
      return rootOf(node['tag']);
    case 'AwaitExpression':
      return rootOf(node['argument']);
    case 'TSNonNullExpression':
    case 'TSAsExpression':
    case 'ParenthesizedExpression':
      return rootOf(node['expression']);
    default:
      return '';
  }
}

function isRequired(init: unknown, isOf: IsOf): boolean {
  if (!isNode(init)) return false;
  if (init.type === 'MemberExpression') return isRequired(init['object'], isOf);
  if (init.type === 'AwaitExpression') return isRequired(init['argument'], isOf);
  if (init.type === 'ImportExpression') return isOf(init['source']);
  if (init.type !== 'CallExpression') return false;
  const [source] = init['arguments'] as readonly unknown[];
  const callee = init['callee'];
  const isImport = isNode(callee) && callee.type === 'Import';
  return isImport || pathOf(callee) === 'require' ? isOf(source) : isRequired(callee, isOf);
}

/** `a`, `{ a, b: c, ...d }`. */
function addPattern(pattern: unknown, names: Set<string>): void {
  if (!isNode(pattern)) return;
  if (pattern.type === 'Identifier') names.add(String(pattern['name']));
  if (pattern.type === 'ObjectPattern')
    for (const property of pattern['properties'] as readonly Node[])
      addPattern(property['value'] ?? property['argument'], names);
}
