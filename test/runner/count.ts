/** What a suite counted, and how counts are added up. */
export interface TimedTest {
  readonly title: string;
  /** Relative to the checkout. */
  readonly file: string;
  readonly ms: number;
}

export interface Count {
  readonly passed: number;
  readonly failed: number;
  /** For want of something that the machine has not; a test that is skipped says what. */
  readonly skipped?: number;
  /** The title of each that failed and the first line of why, to be told once more at the end of a long output. */
  readonly failures: readonly string[];
  /** Those whose time is known. */
  readonly tests?: readonly TimedTest[];
}

export function oneFailed(what: string): Count {
  return { passed: 0, failed: 1, failures: [what] };
}

export function total(counts: readonly Count[]): Count {
  const sum = (of: (count: Count) => number): number => counts.reduce((all, count) => all + of(count), 0);
  return {
    passed: sum(({ passed }) => passed),
    failed: sum(({ failed }) => failed),
    skipped: sum(({ skipped = 0 }) => skipped),
    failures: counts.flatMap(({ failures }) => failures),
    tests: counts.flatMap(({ tests = [] }) => tests),
  };
}

export function slowest(tests: readonly TimedTest[], most: number): readonly TimedTest[] {
  return [...tests].sort((a, b) => b.ms - a.ms).slice(0, most);
}
