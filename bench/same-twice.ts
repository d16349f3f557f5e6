/**
 * How far are two runs of the same code apart, and does `compare` keep quiet about it? The example shop is measured several times;
 * every two of the runs are held against each other.
 *
 *     npm run bench:same [runs] [seconds each]
 */
import { join } from 'node:path';
import { compare } from '../src/compare/compare.ts';
import type { Change, ChangeVerdict, Comparison } from '../src/model/comparison.ts';
import type { Report } from '../src/model/report.ts';
import { measure } from '../test/world/leanscope.ts';

const shop = join(import.meta.dirname, '..', 'test', 'apps', 'shop');
const [runs = 6, seconds = 30] = process.argv.slice(2).map(Number);

const figure = (value: number): string => value.toFixed(3);

async function main(): Promise<void> {
  const reports: Report[] = [];
  for (let run = 0; run < runs; run++) {
    const report = await measure(shop, seconds, []);
    const { totals, quality } = report;
    const interval = totals.cpuMsPerRequestInterval;
    const between = interval === undefined ? 'unknown' : `${figure(interval.low)} to ${figure(interval.high)}`;
    const pace = quality.pace === undefined ? 'unknown' : `${quality.pace.us.toFixed(0)} µs`;
    const noise = quality.noise === undefined ? 'unknown' : `${(quality.noise * 100).toFixed(1)} %`;
    console.log(
      `run ${run + 1}: ${figure(totals.cpuMsPerRequest)} (${between}) ms per request, noise ${noise}, pace ${pace}`,
    );
    reports.push(report);
  }
  const comparisons = reports.flatMap((base, first) =>
    reports
      .slice(first + 1)
      .map((head, second) =>
        compare({ name: String(first + 1), report: base }, { name: String(first + second + 2), report: head }),
      ),
  );
  console.log(
    `\n| figure | pairs | median apart | most apart | called better or worse |\n| --- | --- | --- | --- | --- |`,
  );
  for (const [name, changesOf] of Object.entries(figures)) console.log(row(name, comparisons.flatMap(changesOf)));
  const told = (verdict: ChangeVerdict): number => comparisons.filter((each) => each.verdict === verdict).length;
  console.log(
    `\nverdicts of ${comparisons.length} pairs: same ${told('same')}, unclear ${told('unclear')}, better ${told('better')}, worse ${told('worse')}`,
  );
}

const ofTotal =
  (metric: string) =>
  ({ totals }: Comparison): readonly Change[] =>
    totals.filter((total) => total.metric === metric);

/** With the change of the machine's pace taken off. */
const atOnePace = ({ totals, caveats }: Comparison): readonly Change[] => {
  const cpu = totals.find(({ metric }) => metric === 'cpuMsPerRequest')?.ratio;
  const pace = caveats.flatMap((caveat) => (caveat.kind === 'pace' ? [caveat.ratio] : []))[0] ?? 1;
  return cpu === undefined ? [] : [{ ratio: { value: cpu.value / pace } }];
};

/** The functions that matter: at least a hundredth of the CPU of a request. */
const hotFunctions = ({ functions, totals }: Comparison): readonly Change[] => {
  const whole = totals.find(({ metric }) => metric === 'cpuMsPerRequest')?.base ?? 0;
  return functions
    .map(({ cpuMsPerRequest }) => cpuMsPerRequest)
    .filter(({ base = 0, head = 0 }) => Math.max(base, head) > whole / 100);
};

const figures: Readonly<Record<string, (comparison: Comparison) => readonly Change[]>> = {
  'CPU per request': ofTotal('cpuMsPerRequest'),
  'CPU per request, at one pace': atOnePace,
  'CPU per request, by route': ({ routes }) => routes.map(({ cpuMsPerRequest }) => cpuMsPerRequest),
  'CPU per request, by function of 1 % or more': hotFunctions,
  'allocated per request': ofTotal('allocatedBytesPerRequest'),
  'sent per request': ofTotal('bytesOutPerRequest'),
};

function row(name: string, changes: readonly Change[]): string {
  const apart = changes
    .flatMap(({ ratio }) => (ratio === undefined ? [] : [Math.max(ratio.value, 1 / ratio.value) - 1]))
    .sort((a, b) => a - b);
  const percent = (value: number | undefined): string =>
    value === undefined ? 'unknown' : `${(value * 100).toFixed(1)} %`;
  const called = changes.filter(({ verdict }) => verdict === 'better' || verdict === 'worse').length;
  const cells = [
    name,
    String(changes.length),
    percent(apart[apart.length >> 1]),
    percent(apart.at(-1)),
    String(called),
  ];
  return `| ${cells.join(' | ')} |`;
}

await main();
