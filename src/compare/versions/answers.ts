/**
 * Do two versions answer the same? Base's answers are held against each other first: what differs there differs by itself (times, ids, an
 * order) and is left out. Out: for each request one of three words, and the first place that differs.
 */
import type { GivenAnswer } from '../../model/given-answer.ts';
import type { AnswerChange, AnswersChange, Side } from '../../model/version-comparison.ts';
import { bodyDifferences } from './body-differences.ts';
import type { Found } from './found.ts';
import { shownValue } from './shown-value.ts';

export interface AskedStart {
  readonly side: Side;
  readonly requests: readonly {
    readonly key: string;
    readonly method: string;
    readonly path: string;
    readonly route: string;
  }[];
  readonly answers: readonly GivenAnswer[];
}

export function compareAnswers(starts: readonly AskedStart[]): AnswersChange {
  const base = starts.filter(({ side }) => side === 'base');
  const head = starts.filter(({ side }) => side === 'head');
  const [first] = base;
  let [compared, same] = [0, 0];
  const requests = (first?.requests ?? []).flatMap((request, at): readonly AnswerChange[] => {
    const before = base.flatMap((start) => answersTo(start, request.key, at));
    const after = head.flatMap((start) => answersTo(start, request.key, at));
    if (before.length === 0 || after.length === 0) return [];
    const { method, route } = request;
    const change = compareOne(before, after);
    compared += after.length;
    if (change.verdict === 'same') same += after.length;
    return [{ method, path: route, ...change }];
  });
  const has = (verdict: AnswerChange['verdict']): boolean => requests.some((each) => each.verdict === verdict);
  const verdict = has('differs') ? 'differs' : has('cannotTell') || requests.length === 0 ? 'cannotTell' : 'same';
  return { verdict, compared, same, requests };
}

/** By its key, and where several requests have one, by its place among them. */
function answersTo({ requests, answers }: AskedStart, key: string, at: number): readonly GivenAnswer[] {
  const index = requests[at]?.key === key ? at : requests.findIndex((each) => each.key === key);
  return answers.filter(({ requestIndex }) => requestIndex === index);
}

type Compared = Omit<AnswerChange, 'method' | 'path'>;

function compareOne(base: readonly GivenAnswer[], head: readonly GivenAnswer[]): Compared {
  const found = [
    ...valuesDiffer(
      'status',
      base.map(({ status }) => String(status)),
      head.map(({ status }) => String(status)),
    ),
    ...headersDiffer(base, head),
  ];
  const body = bodyDifferences(base, head);
  const all = [...found, ...(body === 'unknown' ? [] : body)];
  const [first, ...others] = all;
  if (first === undefined) return { verdict: body === 'unknown' ? 'cannotTell' : 'same' };
  return {
    verdict: 'differs',
    at: first.at,
    ...(first.base === undefined ? {} : { base: shownValue(first.at, first.base) }),
    ...(first.head === undefined ? {} : { head: shownValue(first.at, first.head) }),
    ...(others.length === 0 ? {} : { more: others.length }),
  };
}

function headersDiffer(base: readonly GivenAnswer[], head: readonly GivenAnswer[]): readonly Found[] {
  const names = [...new Set([...base, ...head].flatMap(({ headers }) => Object.keys(headers)))].sort();
  return names.flatMap((name) => {
    const of = (answers: readonly GivenAnswer[]) => answers.map(({ headers }) => headers[name] ?? '');
    return valuesDiffer(`header ${name}`, of(base), of(head));
  });
}

/** What base itself has several of is no difference. */
function valuesDiffer(at: string, base: readonly string[], head: readonly string[]): readonly Found[] {
  const [usual] = base;
  if (usual === undefined || base.some((each) => each !== usual)) return [];
  const other = head.find((each) => each !== usual);
  return other === undefined ? [] : [{ at, base: usual, head: other }];
}
