/**
 * Waits one after the other that need nothing of each other, in the handler of a route that was seen waiting. Only what looks like
 * reading: the order of writes may matter to somebody.
 */
import { routeName } from '../../model/format.ts';
import { isFunction } from '../../model/source-syntax.ts';
import type { ReportRoute } from '../../model/report-load.ts';
import type { Evidence } from '../evidence.ts';
import type { Found, Rule } from '../rule.ts';
import { callsIn, functionAt, isNode, pathOf, walk, type Node } from '../syntax.ts';

/** Of the mean time of a request; and less than this nobody notices. */
const muchWaiting = 0.25;
const leastWaitMs = 2;

export const awaitsInSeries: Rule = {
  id: 'awaits-in-series',
  find: (evidence) =>
    evidence.priced.routes.flatMap((route): readonly Found[] => {
      const { latencyPartsMs: parts, file, line } = route;
      if (parts === undefined || file === undefined || line === undefined) return [];
      if (parts.waiting < Math.max(leastWaitMs, muchWaiting * parts.mean)) return [];
      return seriesOf(route, evidence).map((each) => found(each, file, route, evidence));
    }),
};

/** The first loop on the way to an answer that waits in each of its turns, and its lines. */
export function waitingLoopOf(
  route: Pick<ReportRoute, 'file' | 'line'>,
  evidence: Evidence,
): { readonly line: number; readonly endLine: number } | undefined {
  const loop = seriesOf(route, evidence).find(({ count }) => count === undefined);
  return loop === undefined ? undefined : { line: loop.first.loc.start.line, endLine: loop.last.loc.end.line };
}

function seriesOf({ file, line }: Pick<ReportRoute, 'file' | 'line'>, { programOf }: Evidence): readonly Series[] {
  const program = file === undefined || line === undefined ? undefined : programOf(file);
  const handler = program === undefined || line === undefined ? undefined : functionAt(program, { line });
  if (program === undefined || handler === undefined) return [];
  return [handler.node, ...calledBy(handler.node, program)].flatMap(seriesIn);
}

interface Series {
  readonly in: Node;
  readonly first: Node;
  readonly last: Node;
  /** How many waits; undefined for a loop. */
  readonly count?: number;
}

function found({ in: fn, first, last, count }: Series, file: string, route: ReportRoute, { priced }: Evidence): Found {
  const waiting = route.latencyPartsMs?.waiting ?? 0;
  const times = count ?? Math.max(2, route.outgoing?.callsPerRequest ?? Infinity);
  const name = priced.functions.find((each) => each.file === file && each.line === fn.loc.start.line)?.name;
  return {
    rule: 'awaits-in-series',
    // That they may run at the same time is what the text says; what they do to each other elsewhere, it does not.
    certainty: 'likely',
    file,
    line: first.loc.start.line,
    ...(last.loc.end.line === first.loc.start.line ? {} : { endLine: last.loc.end.line }),
    ...(name === undefined ? {} : { function: name }),
    route: routeName(route),
    cpuMs: 0,
    // As if all of the waiting were theirs, and they took equally long: the longest of them is still waited for.
    waitMs: waiting * (1 - 1 / times) * route.share,
    mostWaitMs: waiting * route.share,
    waitsAt: Array.from(
      { length: last.loc.end.line - first.loc.start.line + 1 },
      (_, index) => `${file}:${first.loc.start.line + index}`,
    ),
    facts: count === undefined ? { route: routeName(route) } : { count, route: routeName(route) },
    effort: 1,
  };
}

/** Functions of the same file that the handler calls by their names. */
function calledBy(handler: Node, program: Node): readonly Node[] {
  const names = new Set(callsIn({ node: handler, above: [] }).map(({ path }) => path));
  const found: Node[] = [];
  walk(program, (node, above) => {
    if (!isFunction(node) || node === handler) return;
    const declared = above.at(-1)?.type === 'VariableDeclarator' ? above.at(-1)?.['id'] : node['id'];
    if (names.has(pathOf(declared))) found.push(node);
  });
  return found;
}

function seriesIn(fn: Node): readonly Series[] {
  const found: Series[] = [];
  walk(fn, (node, above) => {
    if (above.some((each) => each !== fn && isFunction(each))) return;
    if (node.type === 'BlockStatement') found.push(...runsIn(fn, node['body'] as readonly Node[]));
    if (node.type === 'ForOfStatement' && node['await'] !== true && repeatsAlone(node))
      found.push({ in: fn, first: node, last: node });
  });
  return found;
}

/** Neighbouring `const x = await read(…)`, none of which uses what one before it has read. */
function runsIn(fn: Node, statements: readonly Node[]): readonly Series[] {
  const runs: Series[] = [];
  let run: Node[] = [];
  let bound = new Set<string>();
  const end = () => {
    const [first, ...more] = run;
    const last = more.at(-1);
    if (first !== undefined && last !== undefined) runs.push({ in: fn, first, last, count: run.length });
    run = [];
    bound = new Set();
  };
  for (const statement of statements) {
    const reads = isRead(statement);
    if (!reads || uses(statement, bound)) end();
    if (!reads) continue;
    run.push(statement);
    for (const name of namesBoundBy(statement)) bound.add(name);
  }
  end();
  return runs;
}

function isRead({ type, ['declarations']: declarations }: Node): boolean {
  return (
    type === 'VariableDeclaration' &&
    (declarations as readonly Node[]).every(({ init }) => isNode(init) && isAwaitedRead(init))
  );
}

/** A verb that changes something, or whose outcome the next step rests on. */
const changes =
  /(^|[^a-z])(save|insert|create|update|upsert|delete|remove|destroy|write|set|put|post|patch|send|publish|push|emit|commit|begin|rollback|lock|unlock|acquire|release|open|close|connect|login|logout|auth\w*|verify|validate|check|assert|ensure|require\w*|sleep|delay|wait|next|read|getreader)(?![a-z])/i;

function isAwaitedRead(node: Node): boolean {
  if (node.type !== 'AwaitExpression' || !isNode(node['argument'])) return false;
  const { argument } = node;
  if (argument.type !== 'CallExpression') return false;
  const words = (pathOf(argument['callee']).split('.').at(-1) ?? '').replace(/([a-z])([A-Z])/g, '$1 $2');
  return words !== '' && words !== 'all' && words !== 'json' && words !== 'text' && !changes.test(words);
}

/** A loop over something known beforehand, each turn of which only reads for itself. */
function repeatsAlone({ left, body }: Node): boolean {
  if (!isNode(left) || !isNode(body)) return false;
  const inside: Node[] = [];
  walk(body, (node, above) => {
    if (!above.some(isFunction)) inside.push(node);
  });
  const own = new Set([
    ...namesBoundBy(left),
    ...inside.flatMap(({ type, id }) => (type === 'VariableDeclarator' ? patternNames(id) : [])),
  ]);
  const waits = inside.filter(({ type }) => type === 'AwaitExpression');
  return (
    waits.length > 0 &&
    waits.every((wait) => isAwaitedRead(wait) || isBodyRead(wait)) &&
    inside.every((node) => !changesCourse(node) && !leavesSomething(node, own)) &&
    uses(body, new Set(namesBoundBy(left)))
  );
}

function changesCourse({ type }: Node): boolean {
  return /^(Break|Return|Continue|Throw|Try|If)Statement$/.test(type);
}

/** For the next turn. A place in a table of its own is nobody else's: `byId[id] = await …`; nor does the order of a sum matter. */
function leavesSomething({ type, operator, left }: Node, own: ReadonlySet<string>): boolean {
  if (type !== 'AssignmentExpression' || operator !== '=' || own.has(pathOf(left))) return false;
  return !(isNode(left) && left.type === 'MemberExpression' && left['computed'] === true);
}

/** `await response.json()` of what was just asked for. */
function isBodyRead({ argument }: Node): boolean {
  return isNode(argument) && argument.type === 'CallExpression' && /\.?(json|text)$/.test(pathOf(argument['callee']));
}

function namesBoundBy(declaration: Node): readonly string[] {
  const declarations = declaration['declarations'];
  return Array.isArray(declarations) ? (declarations as readonly Node[]).flatMap(({ id }) => patternNames(id)) : [];
}

function patternNames(pattern: unknown): readonly string[] {
  const names: string[] = [];
  if (isNode(pattern))
    walk(pattern, (node) => {
      if (node.type === 'Identifier') names.push(String(node['name']));
    });
  return names;
}

function uses(node: Node, names: ReadonlySet<string>): boolean {
  let used = false;
  walk(node, (each) => {
    used ||= each.type === 'Identifier' && names.has(String(each['name']));
  });
  return used;
}
