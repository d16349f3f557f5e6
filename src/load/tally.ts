/** Counts what comes of requests, one row for each request of the load. */
import type { RequestOutcome } from '../model/recorded-slice.ts';
import { createAnswerTimes, type AnswerTimes } from './answer-times.ts';
import type { Answer } from './connection.ts';
import { createHistogram, type Histogram } from './histogram.ts';

interface Row {
  completed: number;
  errors: number;
  unanswered: number;
  bytesIn: number;
  bytesOut: number;
  bodyBytesOut: number;
  readonly latency: Histogram;
  readonly statuses: Record<string, number>;
  readonly problems: Map<string, number>;
}

export interface Tally {
  count(requestIndex: number, counted: Counted): void;
  outcomes(): readonly RequestOutcome[];
}

export interface Counted {
  readonly answer: Answer;
  readonly latencyUs: number;
  readonly problem: string | undefined;
}

/** An application that words each error anew must not fill the Recording. */
const mostProblems = 8;

export function createTally(times: AnswerTimes = createAnswerTimes()): Tally {
  const rows: Row[] = [];
  return {
    count: (requestIndex, { answer, latencyUs, problem }) => {
      const row = (rows[requestIndex] ??= newRow());
      if (answer.givenUp === true && !times.isLate(requestIndex, answer)) {
        row.unanswered++;
        return;
      }
      times.note(requestIndex, answer);
      row.completed++;
      row.bytesIn += answer.bytesIn;
      row.bytesOut += answer.bytesOut;
      row.bodyBytesOut += answer.bodyBytesOut;
      row.statuses[answer.status] = (row.statuses[answer.status] ?? 0) + 1;
      if (answer.status !== 0) row.latency.record(latencyUs);
      if (problem !== undefined) countProblem(row, problem);
    },
    outcomes: () => rows.flatMap((row, requestIndex) => [outcomeOf(row, requestIndex)]),
  };
}

function newRow(): Row {
  return {
    completed: 0,
    errors: 0,
    unanswered: 0,
    bytesIn: 0,
    bytesOut: 0,
    bodyBytesOut: 0,
    latency: createHistogram(),
    statuses: {},
    problems: new Map(),
  };
}

function countProblem(row: Row, problem: string): void {
  row.errors++;
  const name = row.problems.has(problem) || row.problems.size < mostProblems ? problem : 'other problems';
  row.problems.set(name, (row.problems.get(name) ?? 0) + 1);
}

function outcomeOf({ latency, problems, unanswered, ...counts }: Row, requestIndex: number): RequestOutcome {
  return {
    requestIndex,
    ...counts,
    ...(unanswered === 0 ? {} : { unanswered }),
    latencyUs: latency.entries(),
    ...(problems.size === 0 ? {} : { problems: Object.fromEntries(problems) }),
  };
}
