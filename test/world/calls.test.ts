/** Functions that are called a known number of times for a request, of which some ask others. */
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Report } from '../../src/model/report.ts';
import { app, leftBehindSoon, measure, nodeOf, testMs } from './leanscope.ts';

const folder = app('run-wastes');

/** Questions to the other process for one request, of which each is one call of the function that asks. */
const asked = {
  ...{ '/one-by-one': 6, '/series': 2, '/together': 2, '/dependent': 2, '/fresh': 1 },
  ...{ '/some-of-list': 1, '/whole-list': 1, '/statements': 0 },
};

describe('calls', function () {
  this.timeout(testMs);
  let report: Report;
  let lines: readonly string[];

  before(async () => {
    lines = (await readFile(join(folder, 'server.cjs'), 'utf8')).split('\n');
    const flags = ['--scenario', join(folder, 'scenario.json')];
    report = await measure(folder, 2, [await nodeOf(24), 'server.cjs'], {}, flags);
  });

  const callsAt = (text: string): readonly (readonly [string, number])[] => {
    const line = lines.findIndex((each) => each.includes(text)) + 1;
    const fn = report.functions.find((each) => each.file === 'server.cjs' && each.line === line);
    return (fn?.calls ?? []).map(({ path, callsPerRequest }) => [path, callsPerRequest] as const);
  };

  it('of functions are counted for each request', () => {
    // It takes most of the CPU, so that no sample has to be lucky to meet it; only what was met in samples has its calls told.
    assert.deepEqual(callsAt('function countStatements'), [['/statements', 1]]);
  });

  it('of an asynchronous function are not, which is entered again after each wait', () => {
    assert.deepEqual(callsAt('async function oneByOne'), []);
  });

  it('of others are counted for each route', () => {
    assert.equal(report.totals.errors, 0);
    const found = Object.fromEntries(report.routes.map(({ path, outgoing }) => [path, outgoing?.callsPerRequest]));
    assert.deepEqual(found, asked);
  });

  after(async () => {
    assert.deepEqual(await leftBehindSoon(), []);
  });
});
