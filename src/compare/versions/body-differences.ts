/** Bodies held against each other: as JSON where all of them are, else line by line; what is too long or no text, as a whole. */
import type { GivenAnswer } from '../../model/given-answer.ts';
import { isTooDeep } from '../../model/nesting.ts';
import type { Found } from './found.ts';
import { jsonDifferences } from './json-differences.ts';

/** More lines than this part that differ by themselves, and what is left says nothing. */
const mostVariableLines = 0.5;

export function bodyDifferences(
  base: readonly GivenAnswer[],
  head: readonly GivenAnswer[],
): readonly Found[] | 'unknown' {
  const digests = [...base, ...head].map(({ digest }) => digest);
  // Nothing was sent, or nothing that could be read.
  if (digests.every((digest) => digest === undefined)) return [];
  if (digests.includes(undefined)) return 'unknown';
  if (new Set(digests).size === 1) return [];
  const bodies = (answers: readonly GivenAnswer[]): readonly string[] | undefined => {
    const kept = answers.map(({ body }) => body).filter((body) => body !== undefined);
    return kept.length === answers.length ? kept : undefined;
  };
  const [before, after] = [bodies(base), bodies(head)];
  if (before === undefined || after === undefined) return asAWhole(base, head);
  const values = [before.map(parsed), after.map(parsed)];
  if (values.flat().every((value) => value !== undefined)) return jsonDifferences(values[0] ?? [], values[1] ?? []);
  return lineDifferences(before, after);
}

interface Parsed {
  readonly json: unknown;
}

function parsed(text: string): Parsed | undefined {
  try {
    const json: unknown = JSON.parse(text);
    return typeof json === 'object' && json !== null && !isTooDeep(json) ? { json } : undefined;
  } catch {
    return undefined;
  }
}

/** Too long to be kept: known by their digests. */
function asAWhole(base: readonly GivenAnswer[], head: readonly GivenAnswer[]): readonly Found[] | 'unknown' {
  const usual = base[0]?.digest;
  if (base.some(({ digest }) => digest !== usual)) return 'unknown';
  return head.every(({ digest }) => digest === usual) ? [] : [{ at: 'body' }];
}

function lineDifferences(base: readonly string[], head: readonly string[]): readonly Found[] | 'unknown' {
  const [before, after] = [base, head].map((texts) => texts.map((text) => text.split('\n')));
  const usual = before?.[0] ?? [];
  if (before === undefined || after === undefined || before.some(({ length }) => length !== usual.length))
    return 'unknown';
  const variable = usual.map((line, index) => before.some((lines) => lines[index] !== line));
  if (variable.filter(Boolean).length > mostVariableLines * usual.length) return 'unknown';
  for (const lines of after)
    for (let index = 0; index < Math.max(usual.length, lines.length); index++) {
      if (variable[index] === true || lines[index] === usual[index]) continue;
      const [was, is] = [usual[index], lines[index]];
      return [
        {
          at: `line ${index + 1}`,
          ...(was === undefined ? {} : { base: was }),
          ...(is === undefined ? {} : { head: is }),
        },
      ];
    }
  return [];
}
