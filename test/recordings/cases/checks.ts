/** What truths are made of. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ReportFunction } from '../../../src/model/report-code.ts';
import type { Report } from '../../../src/model/report.ts';
import { app } from '../../world/leanscope.ts';
import type { Truth } from '../case.ts';

export const truth = (says: string, holds: Truth['holds']): Truth => ({ says, holds });

export const budget = (seconds: number): readonly string[] => ['--budget-seconds', String(seconds)];

export function functionNamed({ functions }: Report, name: string): ReportFunction {
  const found = functions.find((each) => each.name === name);
  assert.ok(
    found,
    `${name} is not among ${functions
      .slice(0, 12)
      .map((each) => each.name)
      .join(', ')}`,
  );
  return found;
}

/** 1-based, of the first line that holds the text, in a file of an application of test/apps. */
export function lineOf(application: string, file: string, text: string): number {
  const line = linesOf(application, file).findIndex((each) => each.includes(text)) + 1;
  assert.ok(line > 0, `${file} does not hold ${text}`);
  return line;
}

export function linesOf(application: string, file: string): readonly string[] {
  return readFileSync(join(app(application), file), 'utf8').split('\n');
}

export function within(measured: number | undefined, known: number, tolerance: number, what: string): void {
  assert.ok(measured !== undefined, `${what} is unknown`);
  assert.ok(Math.abs(measured / known - 1) <= tolerance, `${what}: ${measured} instead of ${known}`);
}

/** CPU time of functions whose shares of their sum are known, by name. */
export type Shares = Readonly<Record<string, number>>;

/** The same kernel in three functions of three files, 5:3:2 by construction. */
export const kernelShares: Shares = { alpha: 0.5, beta: 0.3, gamma: 0.2 };

/** To ±3 points, and no further off than the Report itself says (95 %). */
export function sharesAre(shares: Shares): Truth {
  return truth(`${Object.keys(shares).join(', ')} have ${Object.values(shares).join(', ')} of their sum`, (report) => {
    const found = Object.keys(shares).map((name) => functionNamed(report, name));
    const sum = sumOf(found);
    for (const { name, selfCpuMsPerRequest, interval } of found) {
      const known = (shares[name] ?? NaN) * sum;
      const off = Math.abs(selfCpuMsPerRequest - known) / sum;
      assert.ok(off <= 0.03, `${name}: ${selfCpuMsPerRequest / sum} of the kernels instead of ${shares[name] ?? NaN}`);
      assert.ok(interval, `${name} has no interval`);
      assert.ok(
        interval.low <= known && known <= interval.high,
        `${known} ms of ${name} is not in ${JSON.stringify(interval)}`,
      );
    }
  });
}

export const sumOf = (functions: readonly ReportFunction[]): number =>
  functions.reduce((sum, { selfCpuMsPerRequest }) => sum + selfCpuMsPerRequest, 0);

/** Not slivers of a whole that went elsewhere. */
export function takeMost(names: readonly string[], least: number): Truth {
  return truth(`they have more than ${least * 100} % of all CPU`, (report) => {
    const part = sumOf(names.map((name) => functionNamed(report, name))) / report.totals.cpuMsPerRequest;
    assert.ok(part > least && part <= 1, `${part}`);
  });
}

export const noErrors: Truth = truth('no request failed', ({ totals, quality }) => {
  assert.equal(totals.errors, 0, quality.warnings.join('\n'));
});

/** `rule function`, `rule route` or `rule` of each finding, in their order. */
export const findingsOf = ({ advice }: Report): readonly string[] =>
  advice.map((each) => [each.rule, each.function ?? each.route ?? ''].join(' ').trim());
