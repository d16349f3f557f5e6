/** A package that costs more than all code of the application's own, and the place of the application that calls it. */
import { costsBelow, type CostBelow } from '../below.ts';
import type { Evidence } from '../evidence.ts';
import type { Found, Rule } from '../rule.ts';
import { callsIn, isNode, pathOf, walk, type Node } from '../syntax.ts';
import { seen } from '../../model/observation.ts';
import type { ReportFunction } from '../../model/report-code.ts';

/** Of all CPU. */
const muchCpu = 0.1;

export const costlyDependency: Rule = {
  id: 'costly-dependency',
  find: (evidence) => {
    const { functions, totals } = evidence.priced;
    const ownMs = functions.reduce((all, fn) => all + (fn.origin === 'app' ? fn.selfCpuMsPerRequest : 0), 0);
    // The package that the application calls answers for those that it calls in turn.
    const costs = costsBelow(evidence.priced, ({ package: owner }) => owner, { outermost: true });
    const frameworks = frameworksOf(evidence.priced);
    return [...new Set(costs.map(({ kind }) => kind))].flatMap((name) => {
      if (frameworks.has(name)) return [];
      const calls = costs.filter(({ kind, caller }) => kind === name && caller !== undefined);
      const cpuMs = calls.reduce((all, cost) => all + cost.cpuMs, 0);
      if (cpuMs <= ownMs || cpuMs < muchCpu * totals.cpuMsPerRequest) return [];
      return foundAt(name, cpuMs, calls, evidence);
    });
  },
};

/**
 * Packages that call the application with nobody of the application above them. What a handler asks of its framework, to send an answer
 * say, is what the framework is there for.
 */
function frameworksOf({ functions, stacks }: Evidence['priced']): ReadonlySet<string> {
  const frameworks = new Set<string>();
  /** By node: the packages above it; undefined where the application is above it too, whose own calls begin there. */
  const above: (readonly string[] | undefined)[] = [];
  stacks.parent.forEach((parent, node) => {
    const fn = functions[stacks.function[node] ?? -1];
    const callers = parent < 0 ? [] : above[parent];
    const isEntry = fn?.origin === 'app' && callers !== undefined;
    for (const name of isEntry ? callers : []) frameworks.add(name);
    const isNew = fn?.package !== undefined && callers?.includes(fn.package) === false;
    above[node] = fn?.origin === 'app' ? undefined : isNew ? [...callers, fn.package] : callers;
  });
  return frameworks;
}

/** At the function that it does most for. */
function foundAt(
  name: string,
  cpuMs: number,
  calls: readonly CostBelow<string>[],
  evidence: Evidence,
): readonly Found[] {
  const { functions, totals } = evidence.priced;
  const [most] = [...calls].sort((a, b) => b.cpuMs - a.cpuMs);
  const caller = functions[most?.caller ?? -1];
  if (most === undefined || caller === undefined || caller.file === '') return [];
  const line = lineOfCall(caller, name, evidence) ?? caller.line;
  return [
    {
      rule: 'costly-dependency',
      certainty: 'lookHere',
      file: caller.file,
      function: caller.name,
      ...(line === undefined ? {} : { line }),
      cpuMs: most.cpuMs,
      facts: { package: name, share: cpuMs / totals.cpuMsPerRequest },
      because: [seen('calledFrom', { functions: calls.length, name: caller.name })],
      effort: 3,
    },
  ];
}

/** The first call in the function of something that the file imports from the package. */
function lineOfCall(caller: ReportFunction, name: string, { programOf, places }: Evidence): number | undefined {
  const program = programOf(caller.file);
  const place = places.find(({ fn }) => fn.id === caller.id);
  if (program === undefined || place === undefined) return undefined;
  const bound = boundTo(program, name);
  const found = callsIn(place).find(({ path }) => bound.has(path.split('.')[0] ?? ''));
  return found?.node.loc.start.line;
}

/** Names that a file gives to a package or to parts of it. */
function boundTo(program: Node, name: string): ReadonlySet<string> {
  const names = new Set<string>();
  const isOf = (source: unknown) => {
    const from = isNode(source) ? String(source['value']) : '';
    return from === name || from.startsWith(`${name}/`);
  };
  walk(program, (node) => {
    if (node.type === 'ImportDeclaration' && isOf(node['source']))
      for (const specifier of node['specifiers'] as readonly Node[]) names.add(pathOf(specifier['local']));
    if (node.type === 'VariableDeclarator' && isRequire(node['init'], isOf)) addPattern(node['id'], names);
  });
  return names;
}

function isRequire(init: unknown, isOf: (source: unknown) => boolean): boolean {
  if (!isNode(init)) return false;
  if (init.type === 'MemberExpression') return isRequire(init['object'], isOf);
  if (init.type !== 'CallExpression') return false;
  const [source] = init['arguments'] as readonly unknown[];
  return pathOf(init['callee']) === 'require' ? isOf(source) : isRequire(init['callee'], isOf);
}

function addPattern(pattern: unknown, names: Set<string>): void {
  if (!isNode(pattern)) return;
  if (pattern.type === 'Identifier') names.add(String(pattern['name']));
  if (pattern.type === 'ObjectPattern')
    for (const property of pattern['properties'] as readonly Node[]) addPattern(property['value'], names);
}
