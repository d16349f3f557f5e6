/** Sees to it that a measurement ends in time, or soon after: what is slow to answer must not make it endless. */
import type { Evidence } from './evidence.ts';
import { hasTime, type Plan } from './plan.ts';
import { sum } from './slice.ts';

export interface Timekeeper {
  /** For passes before the one that tells who spends the CPU, which comes whatever the time. */
  before(pass: () => Promise<void>): Promise<void>;
  after(pass: () => Promise<void>): Promise<void>;
  warnings(): readonly string[];
}

export function createTimekeeper(plan: Plan): Timekeeper {
  let skipped = false;
  const unlessLate = async (pass: () => Promise<void>, before: boolean): Promise<void> => {
    if (hasTime(plan, performance.now(), before)) await pass();
    else skipped = true;
  };
  return {
    before: (pass) => unlessLate(pass, true),
    after: (pass) => unlessLate(pass, false),
    warnings: () =>
      skipped
        ? [
            'Answers took so long that there was no time for all of the measurement: give the run a longer --budget-seconds.',
          ]
        : [],
  };
}

/** What was still under way when the time to wait for it was over, in words. */
export function unanswered({ slices, requests }: Pick<Evidence, 'slices' | 'requests'>): readonly string[] {
  // A load that is not kept up with leaves requests under way.
  const outcomes = slices.filter(({ kind }) => kind !== 'climb').flatMap(({ outcome }) => outcome.perRequest);
  const names = requests.flatMap(({ method, path }, index) => {
    const count = sum(outcomes.map((each) => (each.requestIndex === index ? (each.unanswered ?? 0) : 0)));
    return count === 0 ? [] : [`${method} ${path} (${count})`];
  });
  if (names.length === 0) return [];
  return [
    `Not waited for any longer when a stretch of the measurement was over, and counted neither as answered nor as failed: ${names.join(', ')}. A longer --budget-seconds waits longer.`,
  ];
}
