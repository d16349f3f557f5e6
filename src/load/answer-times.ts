/** How long answers take: whether one that nobody waited for any longer was late, or would have come. */
import type { Answer } from './connection.ts';

export interface AnswerTimes {
  note(requestIndex: number, answer: Answer): void;
  /** Of a request that was given up. */
  isLate(requestIndex: number, answer: Answer): boolean;
}

/** Nothing is late sooner, and nothing that has not been late for so many times as long as it ever took. */
const [leastLateUs, lateTimes] = [1e6, 3];

/** `tookUs` are what answers took when requests were tried, by index; undefined where none came. */
export function createAnswerTimes(tookUs: readonly (number | undefined)[] = []): AnswerTimes {
  const longestUs = [...tookUs];
  return {
    note: (index, { status, latencyUs }) => {
      if (status !== 0) longestUs[index] = Math.max(longestUs[index] ?? 0, latencyUs);
    },
    isLate: (index, { latencyUs }) => latencyUs >= Math.max(leastLateUs, lateTimes * (longestUs[index] ?? 0)),
  };
}
