/** Wastes beside the CPU of functions, and the same things done well: each is found at its line on a real run, and nothing else is. */
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { RunRuleId } from '../../src/model/finding.ts';
import { runRuleIds } from '../../src/model/finding.ts';
import type { Report } from '../../src/model/report.ts';
import { app, leftBehindSoon, measure, nodeOf } from './leanscope.ts';

const folder = app('run-wastes');

/** Rule, the line that it is at, and what it is about. */
const wastes: readonly (readonly [rule: RunRuleId, line: string, route: string | undefined])[] = [
  ['repeated-upstream', 'for (const id of ids)', 'GET /one-by-one'],
  ['upstream-without-keep-alive', '.get({ port', undefined],
  ['upstream-over-fetch', '.get({ port', 'GET /some-of-list'],
  ['awaits-in-series', 'const user = await loadUser();', 'GET /series'],
  ['costly-dependency', 'return String(parse(source', undefined],
];

describe('what a run sees beside the CPU of functions', function () {
  this.timeout(60_000);
  let report: Report;
  let lines: readonly string[];

  before(async () => {
    lines = (await readFile(join(folder, 'server.cjs'), 'utf8')).split('\n');
    const flags = ['--scenario', join(folder, 'scenario.json')];
    report = await measure(folder, 21, [await nodeOf(24), 'server.cjs'], {}, flags);
  });

  for (const [rule, text, route] of wastes)
    it(`${rule} is found once, at its line`, () => {
      // The same words stand in a function that does it well: the first is the waste.
      const line = lines.findIndex((each) => each.includes(text)) + 1;
      const found = report.advice.filter((each) => each.rule === rule);
      assert.deepEqual(
        found.map((each) => [each.file, each.line, each.route]),
        [['server.cjs', line, route]],
        JSON.stringify(report.advice, undefined, 1),
      );
    });

  it('and how often functions are called for a request is counted', () => {
    const callsAt = (text: string) => {
      const line = lines.findIndex((each) => each.includes(text)) + 1;
      const fn = report.functions.find((each) => each.file === 'server.cjs' && each.line === line);
      return new Map(fn?.calls?.map(({ path, callsPerRequest }) => [path, callsPerRequest]));
    };
    const asked = callsAt('new Promise((resolve, reject)');
    const truths = { '/one-by-one': 6, '/series': 2, '/together': 2, '/dependent': 2, '/fresh': 1 };
    for (const [path, count] of Object.entries(truths)) {
      // Where there was no time to drive it alone, nothing is claimed.
      if (asked.has(path)) assert.equal(asked.get(path), count, path);
    }
    assert.ok(asked.size >= 3, JSON.stringify([...asked]));
    assert.deepEqual([...callsAt('function countStatements')], [['/statements', 1]]);
    // An asynchronous function is entered again after each wait.
    assert.deepEqual([...callsAt('async function oneByOne')], []);
  });

  it('and nothing is found that is not there', () => {
    const known = new Set<string>(wastes.map(([rule]) => rule));
    const others = report.advice.filter(({ rule }) => runRuleIds.some((id) => id === rule) && !known.has(rule));
    assert.deepEqual(others, []);
  });

  it('and no waiting is told twice', () => {
    const ofRoute = (path: string) => report.routes.find((each) => each.path === path);
    for (const { route, saving } of report.advice) {
      const { latencyPartsMs, share = 0 } = ofRoute(route?.split(' ')[1] ?? '') ?? {};
      if (saving.waitMsPerRequest === undefined || latencyPartsMs === undefined) continue;
      assert.ok(saving.waitMsPerRequest <= latencyPartsMs.waiting * share, JSON.stringify(route));
    }
  });

  after(async () => {
    assert.deepEqual(await leftBehindSoon(), []);
  });
});
