/** Whether an instance with a setting answers as the application does without it: the same requests, statuses, and about as many bytes. */
import type { SliceOutcome } from '../model/recorded-slice.ts';
import type { RecordedRequest } from '../model/recording.ts';

/** By request. */
export type Answers = Map<number, { completed: number; bodyBytes: number; readonly statuses: Map<string, number> }>;

export interface Answering {
  readonly requests: readonly Pick<RecordedRequest, 'method' | 'path'>[];
  readonly answers: Answers;
}

export function noAnswers(): Answers {
  return new Map();
}

export function noteAnswers(answers: Answers, { perRequest }: Pick<SliceOutcome, 'perRequest'>): void {
  for (const { requestIndex, completed, bodyBytesOut = 0, statuses } of perRequest) {
    const known = answers.get(requestIndex) ?? { completed: 0, bodyBytes: 0, statuses: new Map<string, number>() };
    known.completed += completed;
    known.bodyBytes += bodyBytesOut;
    for (const [status, count] of Object.entries(statuses))
      known.statuses.set(status, (known.statuses.get(status) ?? 0) + count);
    answers.set(requestIndex, known);
  }
}

/** Spaces that a template leaves out in production are fewer; a page that says "not found" is a part of it. */
const mostTimes = 2;

/** What is different, in words; undefined where nothing is. */
export function otherAnswers(usual: Answering, other: Answering): string | undefined {
  const names = ({ requests }: Answering) => requests.map(({ method, path }) => `${method} ${path}`);
  const [expected, got] = [names(usual), names(other)];
  const missing = expected.find((name) => !got.includes(name)) ?? got.find((name) => !expected.includes(name));
  if (missing !== undefined) return `${missing} does not work the same with and without it`;
  for (const [index, name] of expected.entries()) {
    const [before, after] = [usual.answers.get(index), other.answers.get(got.indexOf(name))];
    if (before === undefined || after === undefined) continue;
    const [status, otherStatus] = [most(before.statuses), most(after.statuses)];
    if (status !== otherStatus) return `${name} answers ${otherStatus ?? '0'} with it, ${status ?? '0'} without`;
    const times = after.bodyBytes / after.completed / (before.bodyBytes / before.completed);
    if (times > mostTimes || times < 1 / mostTimes) return `${name} sends ${times.toPrecision(2)} times as many bytes`;
  }
  return undefined;
}

function most(statuses: ReadonlyMap<string, number>): string | undefined {
  return [...statuses].sort(([, a], [, b]) => b - a)[0]?.[0];
}
