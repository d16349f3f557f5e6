/** Rules on real runs: each finds what is there, and nothing that is not. */
import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { runRuleIds, type RunRuleId } from '../../../src/model/finding.ts';
import type { Report } from '../../../src/model/report.ts';
import { app } from '../../world/leanscope.ts';
import type { RecordingCase, Truth } from '../case.ts';
import { developmentApp } from '../development-app.ts';
import { budget, lineOf, linesOf, noErrors, truth } from './checks.ts';

const wasteful = createRequire(import.meta.url)(join(app('patterns'), 'wasteful.cjs')) as Readonly<
  Record<string, () => number>
>;
const rules = Object.keys(wasteful);
/** The rule names the function that computes, not the one that calls it. */
const functionOf = (rule: string): string => (rule === 'same-arguments' ? 'tagCounts' : (wasteful[rule]?.name ?? ''));

const findsItsPattern = (rule: string): Truth =>
  truth(`${rule} finds its pattern, at a line of its function`, ({ advice }) => {
    const found = advice.filter((each) => each.rule === rule && each.function === functionOf(rule));
    assert.equal(found.length, 1, JSON.stringify(advice.map((each) => [each.rule, each.function])));
    const start = lineOf('patterns', 'wasteful.cjs', `function ${functionOf(rule)}(`);
    const end = linesOf('patterns', 'wasteful.cjs').indexOf('}', start) + 1;
    const line = found[0]?.line ?? 0;
    assert.ok(line >= start && line <= end, `line ${line} is not between ${start} and ${end}`);
  });

const patterns: RecordingCase = {
  name: 'patterns',
  app: 'patterns',
  node: 24,
  command: [],
  flags: budget(14),
  derivation:
    'by construction: wasteful.cjs has a function for each rule, near-misses.cjs one that nearly has its pattern',
  truths: [
    ...rules.map(findsItsPattern),
    truth(
      'nothing above "look here" is told of what nearly has a pattern, and nothing else of what has one',
      ({ advice }) => {
        const expected = rules.map((rule) => `${rule} ${functionOf(rule)}`);
        const sure = advice.filter(({ certainty, file }) => certainty !== 'lookHere' && file !== 'server.cjs');
        const told = sure.map((each) => `${each.rule} ${each.function ?? ''}`);
        assert.deepEqual(
          told.filter((each) => !expected.includes(each)),
          [],
        );
        const near = advice.filter(({ file }) => file?.endsWith('near-misses.cjs') === true);
        const others = near.map(({ rule }) => rule).filter((rule) => rule !== 'hot-function' && rule !== 'garbage');
        assert.deepEqual(others, []);
      },
    ),
    truth('what nearly has a pattern costs something, so that silence is an answer', ({ functions, totals }) => {
      const near = functions.filter(({ file }) => file.endsWith('near-misses.cjs'));
      const dear = near.filter((fn) => (fn.ownCpuMsPerRequest ?? 0) >= 0.005 * totals.cpuMsPerRequest);
      assert.ok(dear.length >= 12, near.map(({ name, selfShare }) => `${name} ${selfShare}`).join(', '));
    }),
    noErrors,
  ],
};

/** Rule, the line that it is at, and what it is about. */
const wastes: readonly (readonly [rule: RunRuleId, line: string, route: string | undefined])[] = [
  ['repeated-upstream', 'for (const id of ids)', 'GET /one-by-one'],
  ['upstream-without-keep-alive', '.get({ port', undefined],
  ['upstream-over-fetch', '.get({ port', 'GET /some-of-list'],
  ['awaits-in-series', 'const user = await loadUser();', 'GET /series'],
  ['costly-dependency', 'return String(parse(source', undefined],
];

const runWastes: RecordingCase = {
  name: 'run-wastes',
  app: 'run-wastes',
  node: 24,
  command: ['node', 'server.cjs'],
  flags: [...budget(21), '--scenario', join(app('run-wastes'), 'scenario.json')],
  derivation: 'by construction: five wastes beside the CPU of functions, and the same things done well',
  truths: [
    ...wastes.map(([rule, text, route]) =>
      truth(`${rule} is found once, at its line`, ({ advice }) => {
        const found = advice.filter((each) => each.rule === rule).map((each) => [each.file, each.line, each.route]);
        // The same words stand in a function that does it well: the first is the waste.
        assert.deepEqual(
          found,
          [['server.cjs', lineOf('run-wastes', 'server.cjs', text), route]],
          JSON.stringify(advice),
        );
      }),
    ),
    truth('how often functions are called for a request is counted', ({ functions }) => {
      const callsAt = (text: string) => {
        const line = lineOf('run-wastes', 'server.cjs', text);
        const fn = functions.find((each) => each.file === 'server.cjs' && each.line === line);
        return new Map(fn?.calls?.map(({ path, callsPerRequest }) => [path, callsPerRequest]));
      };
      const asked = callsAt('new Promise((resolve, reject)');
      const known = { '/one-by-one': 6, '/series': 2, '/together': 2, '/dependent': 2, '/fresh': 1 };
      // Where there was no time to drive it alone, nothing is claimed.
      for (const [path, count] of Object.entries(known))
        if (asked.has(path)) assert.equal(asked.get(path), count, path);
      assert.ok(asked.size >= 3, JSON.stringify([...asked]));
      assert.deepEqual([...callsAt('function countStatements')], [['/statements', 1]]);
      // An asynchronous function is entered again after each wait.
      assert.deepEqual([...callsAt('async function oneByOne')], []);
    }),
    truth('nothing is found that is not there', ({ advice }) => {
      const known = new Set<string>(wastes.map(([rule]) => rule));
      assert.deepEqual(
        advice.filter(({ rule }) => runRuleIds.some((id) => id === rule) && !known.has(rule)),
        [],
      );
    }),
    truth('no waiting is told twice', ({ advice, routes }) => {
      for (const { route, saving } of advice) {
        const { latencyPartsMs, share = 0 } = routes.find(({ path }) => path === route?.split(' ')[1]) ?? {};
        if (saving.waitMsPerRequest === undefined || latencyPartsMs === undefined) continue;
        assert.ok(saving.waitMsPerRequest <= latencyPartsMs.waiting * share, JSON.stringify(route));
      }
    }),
  ],
};

const ofMode = ({ advice }: Report) => advice.filter(({ rule }) => rule === 'development-mode');

const mode = (nodeEnv: string, name: string, truths: readonly Truth[]): RecordingCase => ({
  name,
  app: developmentApp,
  node: 24,
  command: ['node', 'server.cjs'],
  env: { NODE_ENV: nodeEnv },
  flags: budget(6),
  derivation: 'by construction: a package computes five times as much outside production, and there is little else',
  truths: [...truths, noErrors],
});

export const findingCases: readonly RecordingCase[] = [
  patterns,
  runWastes,
  mode('', 'mode-development', [
    truth('it is found by what a package does in it, as most of the CPU', (report) => {
      const [finding, ...more] = ofMode(report);
      assert.match(finding?.title ?? '', /^widget works as in development \(NODE_ENV unset\)/);
      assert.equal(more.length, 0);
      // A loop of 100,000 rounds is nearly all there is.
      assert.ok((finding?.saving.cpuMsPerRequest ?? 0) > 0.5 * report.totals.cpuMsPerRequest);
    }),
  ]),
  mode('production', 'mode-production', [
    truth('it is not found in production', (report) => {
      assert.deepEqual(ofMode(report), []);
    }),
  ]),
];
