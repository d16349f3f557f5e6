/** Work whose result would be the same as the last time, in each turn of a loop. */
import { isFunction } from '../../model/source-syntax.ts';
import { at, placeRule } from '../rule.ts';
import {
  isNode,
  linesOf,
  loopsAround,
  pathOf,
  receiverOf,
  shortened,
  textOf,
  walk,
  type Call,
  type Node,
} from '../syntax.ts';

/** Give a new value that depends on nothing but what they are given. */
const pureFunctions = new Set([
  ...['JSON.parse', 'JSON.stringify', 'Object.keys', 'Object.values', 'Object.entries', 'Object.fromEntries'],
  ...['structuredClone', 'Array.from', 'Buffer.from', 'encodeURIComponent', 'decodeURIComponent'],
]);
const pureConstructors = new Set(['Set', 'Map', 'RegExp', 'URL', 'URLSearchParams']);
const pureMethods = new Set([
  'split',
  'toLowerCase',
  'toUpperCase',
  'trim',
  'toSorted',
  'flat',
  'normalize',
  'replaceAll',
]);

/** The same call in each turn of a loop that changes nothing of what it is given. */
export const repeatedInLoop = placeRule('repeated-in-loop', (place) =>
  place.calls.flatMap((call) => {
    const [outermost, ...inner] = loopsAround(call.node, call.above);
    const innermost = inner.at(-1) ?? outermost;
    const given = inputsOf(call);
    if (innermost === undefined || given === undefined || given.length === 0) return [];
    const changed = changedIn(innermost);
    if (given.some((name) => changed.has(name))) return [];
    return [
      {
        // That nothing else changes it meanwhile cannot be seen here.
        certainty: 'likely' as const,
        ...at(place, call.node),
        cpuMs: place.linesMs(linesOf(call.node)) + place.calleeMs(call.name),
        facts: { what: shortened(textOf(call.node, place.source)) },
        effort: 1 as const,
      },
    ];
  }),
);

/** The variables that a pure call reads; undefined for a call that may do anything. */
function inputsOf(call: Call): readonly string[] | undefined {
  const receiver = receiverOf(call);
  const isPure = call.isNew
    ? pureConstructors.has(call.path)
    : pureFunctions.has(call.path) || (receiver !== undefined && pureMethods.has(call.name));
  if (!isPure) return undefined;
  const parts = [...call.args, ...(receiver === undefined || pureFunctions.has(call.path) ? [] : [receiver])];
  return parts.every(isPlain) ? parts.flatMap(namesIn) : undefined;
}

const plain = new Set([
  ...[
    'Identifier',
    'MemberExpression',
    'OptionalMemberExpression',
    'ThisExpression',
    'StringLiteral',
    'NumericLiteral',
  ],
  ...['BooleanLiteral', 'NullLiteral', 'RegExpLiteral'],
]);

function isPlain(node: Node): boolean {
  let all = true;
  walk(node, ({ type }) => {
    all &&= plain.has(type);
  });
  return all;
}

function namesIn(node: Node): readonly string[] {
  const names: string[] = [];
  walk(node, (each) => {
    if (each.type === 'Identifier') names.push(String(each['name']));
    if (each.type === 'ThisExpression') names.push('this');
  });
  return names;
}

const changing = new Set([
  ...['push', 'pop', 'shift', 'unshift', 'splice', 'sort', 'reverse', 'fill', 'copyWithin'],
  ...['set', 'add', 'delete', 'clear', 'append', 'assign'],
]);

/** Names that a loop declares, assigns to, or whose object it changes. */
function changedIn(loop: Node): ReadonlySet<string> {
  const names = new Set<string>();
  const addAll = (node: unknown) => {
    if (isNode(node)) for (const name of namesIn(node)) names.add(name);
  };
  walk(loop, (node) => {
    if (node.type === 'VariableDeclarator') addAll(node['id']);
    if (node.type === 'AssignmentExpression') addAll(node['left']);
    if (node.type === 'UpdateExpression' || (node.type === 'UnaryExpression' && node['operator'] === 'delete'))
      addAll(node['argument']);
    if (isFunction(node)) for (const parameter of node['params'] as readonly unknown[]) addAll(parameter);
    if (node.type === 'ForOfStatement' || node.type === 'ForInStatement') addAll(node['left']);
    const callee = node['callee'];
    if (!isNode(callee) || !callee.type.endsWith('MemberExpression')) return;
    if (!changing.has(pathOf(callee).split('.').at(-1) ?? '')) return;
    addAll(callee['object']);
    for (const argument of node['arguments'] as readonly unknown[]) addAll(argument);
  });
  return names;
}
