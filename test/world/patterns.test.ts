/** Rules on the source of a real run: each finds its pattern, and leaves alone what nearly has it and costs about the same. */
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { Report } from '../../src/model/report.ts';
import { app, leftBehindSoon, measure } from './leanscope.ts';

const folder = app('patterns');
const wasteful = createRequire(import.meta.url)(join(folder, 'wasteful.cjs')) as Readonly<Record<string, () => number>>;
const rules = Object.keys(wasteful);
/** The rule names the function that computes, not the one that calls it. */
const functionOf = (rule: string): string => (rule === 'same-arguments' ? 'tagCounts' : (wasteful[rule]?.name ?? ''));

describe('rules on a real run', function () {
  this.timeout(90_000);
  let report: Report;
  before(async () => {
    report = await measure(folder, 14, []);
  });

  for (const rule of rules)
    it(`${rule} finds its pattern, in its function`, async () => {
      const found = report.advice.filter((each) => each.rule === rule && each.function === functionOf(rule));
      assert.equal(found.length, 1, JSON.stringify(report.advice.map((each) => [each.rule, each.function])));
      const lines = (await readFile(join(folder, 'wasteful.cjs'), 'utf8')).split('\n');
      const start = lines.findIndex((text) => text.startsWith(`function ${functionOf(rule)}(`)) + 1;
      const end = lines.indexOf('}', start) + 1;
      const line = found[0]?.line ?? 0;
      assert.ok(line >= start && line <= end, `line ${line} is not between ${start} and ${end}`);
    });

  it('say nothing above "look here" of what nearly has a pattern, and nothing else of what has one', () => {
    const expected = rules.map((rule) => `${rule} ${functionOf(rule)}`);
    const sure = report.advice.filter(({ certainty, file }) => certainty !== 'lookHere' && file !== 'server.cjs');
    const unexpected = sure
      .map((each) => `${each.rule} ${each.function ?? ''}`)
      .filter((each) => !expected.includes(each));
    assert.deepEqual(unexpected, []);
    const near = report.advice.filter(({ file }) => file?.endsWith('near-misses.cjs') === true);
    assert.deepEqual(
      near.map(({ rule }) => rule).filter((rule) => rule !== 'hot-function' && rule !== 'garbage'),
      [],
    );
  });

  it('saw what nearly has a pattern cost something, so that silence is an answer', () => {
    const near = report.functions.filter(({ file }) => file.endsWith('near-misses.cjs'));
    const dear = near.filter((fn) => (fn.ownCpuMsPerRequest ?? 0) >= 0.005 * report.totals.cpuMsPerRequest);
    assert.ok(dear.length >= 12, near.map(({ name, selfShare }) => `${name} ${selfShare}`).join(', '));
  });

  after(async () => {
    assert.deepEqual(await leftBehindSoon(), []);
  });
});
