/** Work in a loop that grows with what the loop has done or goes through: twice the data, four times the cost. */
import { at, placeRule, type Found } from '../rule.ts';
import type { HotPlace } from '../evidence.ts';
import {
  callsIn,
  isNode,
  linesOf,
  loopsAround,
  pathOf,
  receiverOf,
  textOf,
  walk,
  type Call,
  type Node,
} from '../syntax.ts';

const scans = new Set(['includes', 'indexOf', 'lastIndexOf', 'find', 'findIndex', 'findLast', 'some', 'filter']);

/** A linear search inside a loop, through something that the loop did not make itself. */
export const nestedScan = placeRule('nested-scan', (place) => {
  const found = place.calls.flatMap((call) => {
    if (!scans.has(call.name)) return [];
    const around = loopsAround(call.node, call.above);
    const searched = receiverOf(call);
    if (around.length === 0 || searched === undefined || isSmall(searched)) return [];
    return [{ call, around, depth: around.length }];
  });
  const deepest = found.reduce<(typeof found)[number] | undefined>(
    (best, each) => (best === undefined || each.depth > best.depth ? each : best),
    undefined,
  );
  // One finding a function: its loops are mostly one thing to be rewritten.
  const [outermost] = deepest?.around ?? [];
  if (deepest === undefined || outermost === undefined) return [];
  return [
    {
      certainty: 'likely',
      ...at(place, deepest.call.node),
      lines: at(place, outermost).lines ?? [],
      cpuMs: place.linesMs(linesOf(outermost)),
      facts: { call: deepest.call.name, loops: deepest.depth },
      effort: 2,
    },
  ];
});

/** A handful of values written down in the source is no array that grows. */
function isSmall({ type }: Node): boolean {
  return type === 'ArrayExpression' || type === 'StringLiteral' || type === 'TemplateLiteral';
}

/** `[all, chunk]`, as `Buffer.concat` takes it. */
function copiesInto(list: Node, name: string): boolean {
  return (list['elements'] as readonly unknown[]).some((each) => pathOf(each) === name);
}

/**
 * All that was gathered so far is copied for each thing that is added: `all = [...all, x]`, `{ ...all, [k]: v }`, `all.concat(x)`,
 * `Buffer.concat([all, x])`.
 */
export const copyPerStep = placeRule('copy-per-step', (place) => [
  ...assignedCopies(place),
  ...place.calls.flatMap((call) => reducedCopy(call, place)),
  ...reducersCopy(place),
]);

function assignedCopies(place: HotPlace): readonly Omit<Found, 'rule' | 'file' | 'function'>[] {
  const found: Omit<Found, 'rule' | 'file' | 'function'>[] = [];
  const visit = (node: Node, above: readonly Node[]) => {
    if (node.type !== 'AssignmentExpression' || node['operator'] !== '=') return;
    const name = pathOf(node['left']);
    const { right } = node;
    if (name === '' || !isNode(right) || !copies(right, name) || loopsAround(node, above).length === 0) return;
    found.push(copyFound(place, node, name));
  };
  walk(place.node, visit, place.above);
  return found;
}

/** `reduce((all, x) => ({ ...all, … }), {})`. */
function reducedCopy(call: Call, place: HotPlace): readonly Omit<Found, 'rule' | 'file' | 'function'>[] {
  const [step] = call.args;
  if (!/^reduce(Right)?$/.test(call.name) || step === undefined) return [];
  const [first] = (step['params'] as readonly unknown[] | undefined) ?? [];
  const name = pathOf(first);
  if (name === '') return [];
  let copy: Node | undefined;
  walk(step, (node) => {
    copy ??= copies(node, name) ? node : undefined;
  });
  return copy === undefined ? [] : [copyFound(place, call.node, name)];
}

/** The step as a function with a name: `rows.reduce(withRow, {})` somewhere in the file. */
function reducersCopy(place: HotPlace): readonly Omit<Found, 'rule' | 'file' | 'function'>[] {
  const { node, above } = place;
  const declared = above.at(-1)?.type === 'VariableDeclarator' ? above.at(-1)?.['id'] : node['id'];
  const [first] = node['params'] as readonly unknown[];
  const [name, gathered] = [pathOf(declared), pathOf(first)];
  const [program] = above;
  if (program === undefined || name === '' || gathered === '') return [];
  const isStep = callsIn({ node: program, above: [] }).some(
    (call) => /^reduce(Right)?$/.test(call.name) && pathOf(call.args[0]) === name,
  );
  let copy: Node | undefined;
  if (isStep)
    walk(node, (each) => {
      copy ??= copies(each, gathered) ? each : undefined;
    });
  return copy === undefined ? [] : [copyFound(place, copy, gathered)];
}

function copyFound(place: HotPlace, node: Node, name: string): Omit<Found, 'rule' | 'file' | 'function'> {
  const { fn } = place;
  const gcMs = fn.ownGcCpuMsPerRequest ?? fn.gcCpuMsPerRequest;
  const allocatedBytes = fn.ownAllocatedBytesPerRequest ?? fn.allocatedBytesPerRequest;
  return {
    certainty: 'certain',
    ...at(place, node),
    cpuMs: place.linesMs(linesOf(node)),
    ...(gcMs === undefined ? {} : { gcMs }),
    ...(allocatedBytes === undefined ? {} : { allocatedBytes }),
    facts: { what: name },
    effort: 2,
  };
}

function copies(node: Node, name: string): boolean {
  switch (node.type) {
    case 'ArrayExpression':
    case 'ObjectExpression': {
      const parts = (node['elements'] ?? node['properties']) as readonly unknown[];
      return parts.some((part) => isNode(part) && part.type === 'SpreadElement' && pathOf(part['argument']) === name);
    }
    case 'CallExpression': {
      const path = pathOf(node['callee']);
      const [target, ...others] = (node['arguments'] as unknown[]).filter(isNode);
      if (path === `${name}.concat`) return true;
      if (path === 'Buffer.concat') return target?.type === 'ArrayExpression' && copiesInto(target, name);
      return (
        path === 'Object.assign' && target?.type === 'ObjectExpression' && others.some((each) => pathOf(each) === name)
      );
    }
    case 'ParenthesizedExpression':
    case 'TSAsExpression':
      return isNode(node['expression']) && copies(node['expression'], name);
    default:
      return false;
  }
}

function isSpliceAtStart({ name, args: [start] }: Call): boolean {
  return name === 'splice' && start?.type === 'NumericLiteral' && start['value'] === 0;
}

/** `shift`, `unshift`, `splice(0, …)`: each moves all that is behind it. */
export const shiftInLoop = placeRule('shift-in-loop', (place) =>
  place.calls.flatMap((call) => {
    const moves = call.name === 'shift' || call.name === 'unshift' || isSpliceAtStart(call);
    const searched = receiverOf(call);
    if (!moves || searched === undefined || loopsAround(call.node, call.above).length === 0) return [];
    return [
      {
        certainty: 'likely' as const,
        ...at(place, call.node),
        cpuMs: place.linesMs(linesOf(call.node)),
        facts: { call: call.name, what: textOf(searched, place.source).slice(0, 40) },
        effort: 2 as const,
      },
    ];
  }),
);
