/** Regular expressions that may try the same text over and over, where they were seen to cost. */
import type { HotPlace } from '../evidence.ts';
import { backtrackingOf } from '../expressions.ts';
import { at, placeRule, type Found } from '../rule.ts';
import { isNode, linesOf, pathOf, receiverOf, shortened, walk, type Call, type Node } from '../syntax.ts';

/** Of the CPU: most expressions are quick even where they could be slow. */
const worthShare = 0.02;

const matching = new Set(['test', 'exec', 'match', 'matchAll', 'replace', 'replaceAll', 'search', 'split']);

export const backtracking = placeRule('backtracking-expression', (place, { priced, programOf, expressionMs }) => {
  const least =
    (priced.findings?.thresholds?.['backtracking-expression'] ?? worthShare) * priced.totals.cpuMsPerRequest;
  return place.calls.flatMap((call) => {
    const literal = literalOf(call, programOf(place.file));
    const [pattern, flags] = [literal?.['pattern'], literal?.['flags']];
    if (typeof pattern !== 'string') return [];
    // V8 names machine code of an expression only where it was made after sampling began; older code counts for its line.
    const cpuMs = place.linesMs(linesOf(call.node)) + expressionMs(place.fn, pattern);
    return cpuMs < least ? [] : foundAt(place, call, { pattern, flags, cpuMs });
  });
});

interface Costly {
  readonly pattern: string;
  readonly flags: unknown;
  readonly cpuMs: number;
}

function foundAt(
  place: HotPlace,
  call: Call,
  { pattern, flags, cpuMs }: Costly,
): readonly Omit<Found, 'rule' | 'file' | 'function'>[] {
  const kind = backtrackingOf(pattern, typeof flags === 'string' ? flags : '');
  if (kind === undefined) return [];
  return [
    {
      // Its cost is measured; that it is what makes the texts of this run slow is not.
      certainty: kind === 'exponential' ? 'likely' : 'lookHere',
      ...at(place, call.node),
      cpuMs,
      facts: { what: shortened(pattern), kind },
      effort: 1,
    },
  ];
}

/** What it matches with: written in the call, or a variable of the file that stands for a literal. */
function literalOf(call: Call, program: Node | undefined): Node | undefined {
  if (!matching.has(call.name)) return undefined;
  for (const node of [receiverOf(call), call.args[0]]) {
    if (node?.type === 'RegExpLiteral') return node;
    const name = node?.type === 'Identifier' ? pathOf(node) : '';
    const literal = name === '' || program === undefined ? undefined : declaredLiteral(name, program);
    if (literal !== undefined) return literal;
  }
  return undefined;
}

function declaredLiteral(name: string, program: Node): Node | undefined {
  let found: Node | undefined;
  walk(program, (node) => {
    const { init } = node;
    if (node.type !== 'VariableDeclarator' || !isNode(init) || init.type !== 'RegExpLiteral') return;
    if (pathOf(node['id']) === name) found = init;
  });
  return found;
}
