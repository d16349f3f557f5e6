/** The same kernel in three functions of three files, 5:3:2 by construction: V8 inlines them, the Report must not. */
import assert from 'node:assert/strict';
import type { Report } from '../../src/model/report.ts';
import { allowedError, app, leftBehindSoon, measure, nodeOf } from './leanscope.ts';

const truth = { alpha: 0.5, beta: 0.3, gamma: 0.2 };
const heldTo = 0.03;

/** What there is to say why it is not so: who has it instead, and how well it is known. */
const told = ({ functions, ledger, quality }: Report): unknown => ({
  functions: functions.slice(0, 6).map(({ name, selfShare, totalShare }) => ({ name, selfShare, totalShare })),
  ...{ ledger, quality },
});

describe('functions that V8 inlines', function () {
  this.timeout(90_000);
  for (const major of [20, 22, 24, 26]) {
    it(`keep their own share on Node.js ${major}`, async () => {
      const report = await measure(app('kernels'), 12, [await nodeOf(major), 'server.cjs']);
      const kernels = report.functions.filter(({ name }) => name in truth);
      const all = kernels.reduce((sum, { selfCpuMsPerRequest }) => sum + selfCpuMsPerRequest, 0);
      for (const [name, share] of Object.entries(truth)) {
        const found = kernels.find((each) => each.name === name);
        assert.ok(found, `${name} is missing`);
        assert.equal(found.file, `${name}.cjs`);
        const measured = found.selfCpuMsPerRequest / all;
        assert.ok(
          Math.abs(measured - share) <= allowedError(report, heldTo),
          `${name}: ${measured.toFixed(3)} instead of ${share}, ${JSON.stringify(told(report))}`,
        );
      }
      // Not three slivers of a whole that went elsewhere: the rest is Node's own HTTP work.
      assert.ok(
        all / report.totals.cpuMsPerRequest > 0.8,
        `the kernels have only ${all} of ${report.totals.cpuMsPerRequest} ms`,
      );
      // Each is found, for each costs; who only calls them costs nothing of its own, and is not.
      const advised = report.advice.filter(({ rule }) => rule === 'hot-function').map((each) => each.function ?? '');
      for (const name of Object.keys(truth))
        assert.ok(advised.includes(name), `${name} is not among ${advised.join(', ')}`);
      assert.ok(!advised.includes('mix'), JSON.stringify(report.advice));
      const way = report.advice.find((each) => each.function === 'gamma')?.stack?.map(({ name }) => name);
      assert.deepEqual(way?.slice(-2), ['mix', 'gamma']);
      for (const name of Object.keys(truth)) {
        const lines = report.lines.filter(({ file }) => file === `${name}.cjs`);
        assert.equal(lines[0]?.line, 4, `hottest line of ${name}.cjs`);
      }
    });
  }

  it('leaves nothing behind', async () => {
    assert.deepEqual(await leftBehindSoon(), []);
  });
});
