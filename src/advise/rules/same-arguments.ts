/** A result that is computed anew at each call from what never changes. */
import { seen } from '../../model/observation.ts';
import { isFunction } from '../../model/source-syntax.ts';
import type { Evidence, HotPlace } from '../evidence.ts';
import type { Found, Rule } from '../rule.ts';
import { callsIn, isNode, pathOf, shortened, textOf, walk, type Call, type Node } from '../syntax.ts';

/** Of all CPU, with its garbage: a result is worth keeping only where making it is dear. */
const worthKeeping = 0.05;

/** A function that the app calls, wherever it does, with literals and constants of modules only. */
export const sameArguments: Rule = {
  id: 'same-arguments',
  find: (evidence) => {
    const { totals, findings } = evidence.priced;
    const least = (findings?.thresholds?.['same-arguments'] ?? worthKeeping) * totals.cpuMsPerRequest;
    return evidence.places
      .filter((place) => costOf(place) > 0 && costOf(place) >= least && isComputation(place))
      .flatMap((place) => foundAt(place, sitesOf(place.fn.name, evidence), evidence));
  },
};

function foundAt({ fn }: HotPlace, sites: readonly Site[] | undefined, { priced }: Evidence): readonly Found[] {
  const site = sites?.find(({ call }) => call.above.some(isFunction));
  if (site === undefined) return [];
  return [
    {
      rule: 'same-arguments',
      // A constant may stand for something that changes within.
      certainty: 'lookHere',
      file: fn.file,
      ...(fn.line === undefined ? {} : { line: fn.line }),
      ...(fn.endLine === undefined ? {} : { endLine: fn.endLine }),
      function: fn.name,
      cpuMs: fn.ownCpuMsPerRequest ?? fn.selfCpuMsPerRequest,
      gcMs: fn.ownGcCpuMsPerRequest ?? fn.gcCpuMsPerRequest ?? 0,
      facts: { what: shortened(textOf(site.call.node, priced.sources?.get(site.file) ?? '')), name: fn.name },
      because: [seen('calledAt', { place: `${site.file}:${site.call.node.loc.start.line}` })],
      effort: 1,
    },
  ];
}

function costOf({ fn }: HotPlace): number {
  return (fn.ownCpuMsPerRequest ?? fn.selfCpuMsPerRequest) + (fn.ownGcCpuMsPerRequest ?? fn.gcCpuMsPerRequest ?? 0);
}

/** What gives another result the next time. */
const impure = /^(Math\.random|Date(\.now)?|performance\.now|crypto\..*|random\w*|process\..*)$/;

/** Takes parameters, gives a value, and changes nothing that is seen from outside. */
function isComputation({ node, calls }: HotPlace): boolean {
  if (node['async'] === true || node['generator'] === true || (node['params'] as readonly unknown[]).length === 0)
    return false;
  if (calls.some(({ path }) => impure.test(path))) return false;
  let gives = isNode(node['body']) && node['body'].type !== 'BlockStatement';
  let isAlone = true;
  const own = declaredIn(node);
  walk(node, (each) => {
    gives ||= each.type === 'ReturnStatement' && isNode(each['argument']);
    const written =
      each.type === 'AssignmentExpression'
        ? each['left']
        : each.type === 'UpdateExpression'
          ? each['argument']
          : undefined;
    if (each.type === 'ThisExpression' || (written !== undefined && !own.has(pathOf(written).split('.')[0] ?? '')))
      isAlone = false;
  });
  return gives && isAlone;
}

function declaredIn(root: Node): ReadonlySet<string> {
  const names = new Set<string>();
  walk(root, ({ type, ...node }) => {
    if (type === 'VariableDeclarator') for (const name of identifiersIn(node['id'])) names.add(name);
  });
  return names;
}

function identifiersIn(node: unknown): readonly string[] {
  const names: string[] = [];
  if (isNode(node))
    walk(node, (each) => {
      if (each.type === 'Identifier') names.push(String(each['name']));
    });
  return names;
}

interface Site {
  readonly file: string;
  readonly call: Call;
}

/** Where it is called, if it is only ever called by its name, and with constants. */
function sitesOf(name: string, { priced, programOf }: Evidence): readonly Site[] | undefined {
  const found: Site[] = [];
  for (const file of priced.sources?.keys() ?? []) {
    const program = programOf(file);
    if (program === undefined) continue;
    if (!isOnlyCalled(name, program)) return undefined;
    const calls = callsIn({ node: program, above: [] }).filter(({ path }) => path === name);
    const constants = constantsOf(program);
    if (calls.some(({ args }) => args.length === 0 || !args.every((each) => isConstant(each, constants))))
      return undefined;
    found.push(...calls.map((call) => ({ file, call })));
  }
  return found;
}

const declaring = new Set(['FunctionDeclaration', 'VariableDeclarator', 'ImportSpecifier', 'ExportSpecifier']);

/** A function that is handed on, or a method of that name, is called who knows with what. */
function isOnlyCalled(name: string, program: Node): boolean {
  let only = true;
  walk(program, (node, above) => {
    if (node.type !== 'Identifier' || node['name'] !== name) return;
    const around = above.at(-1);
    only &&=
      around !== undefined &&
      (declaring.has(around.type) || (around.type === 'CallExpression' && around['callee'] === node));
  });
  return only;
}

/** What a file imports, and its own constants. */
function constantsOf(program: Node): ReadonlySet<string> {
  return new Set((program['body'] as readonly Node[]).flatMap(namesOfStatement));
}

function namesOfStatement(statement: Node): readonly string[] {
  if (statement.type === 'ImportDeclaration')
    return (statement['specifiers'] as readonly Node[]).map(({ local }) => pathOf(local));
  const declaration = isNode(statement['declaration']) ? statement['declaration'] : statement;
  if (declaration.type !== 'VariableDeclaration' || declaration['kind'] !== 'const') return [];
  return (declaration['declarations'] as readonly Node[]).flatMap(({ id }) => identifiersIn(id));
}

function isConstant(node: Node, constants: ReadonlySet<string>): boolean {
  return node.type === 'Identifier'
    ? constants.has(pathOf(node))
    : /^(String|Numeric|Boolean|Null)Literal$/.test(node.type);
}
