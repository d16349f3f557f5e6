/** Regular expressions that may try the same text over and over, where they were seen to cost. */
import type { Evidence } from '../evidence.ts';
import { backtrackingOf, expressionCosts, literalIn } from '../expressions.ts';
import type { Found, Rule } from '../rule.ts';
import { shortened, type Node } from '../syntax.ts';

/** Of the CPU: most expressions are quick even where they could be slow. */
const worthShare = 0.02;

export const backtracking: Rule = {
  id: 'backtracking-expression',
  find: (evidence) => {
    const { functions, totals, findings } = evidence.priced;
    const least = (findings?.thresholds?.['backtracking-expression'] ?? worthShare) * totals.cpuMsPerRequest;
    return [...expressionCosts(evidence.priced)].flatMap(([index, expressions]) =>
      [...expressions].flatMap(([source, cpuMs]): readonly Found[] => {
        const fn = functions[index];
        return fn === undefined || cpuMs < least ? [] : foundAt(evidence, { ...fn, source, cpuMs });
      }),
    );
  },
};

interface Costly {
  readonly name: string;
  readonly file: string;
  readonly line?: number;
  readonly source: string;
  readonly cpuMs: number;
}

function foundAt({ programOf }: Evidence, { name, file, line, source, cpuMs }: Costly): readonly Found[] {
  const program = programOf(file);
  const literal = program === undefined ? undefined : literalIn(program, source);
  const kind = backtrackingOf(source, flagsOf(literal));
  if (kind === undefined) return [];
  const at = literal?.loc.start.line ?? line;
  return [
    {
      rule: 'backtracking-expression',
      // Its cost is measured; that it is what makes the texts of this run slow is not.
      certainty: kind === 'exponential' ? 'likely' : 'lookHere',
      file,
      ...(at === undefined ? {} : { line: at }),
      function: name,
      cpuMs,
      facts: { what: shortened(source), kind },
      effort: 1,
    },
  ];
}

function flagsOf(literal: Node | undefined): string {
  const flags = literal?.['flags'];
  return typeof flags === 'string' ? flags : '';
}
