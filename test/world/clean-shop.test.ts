/** The clean twin of the example shop: the same answers without the documented wastes. There is nothing to tell its author to change. */
import assert from 'node:assert/strict';
import type { Report } from '../../src/model/report.ts';
import { fixedShop, fixes } from '../shop-fixes.ts';
import { leftBehindSoon, measure } from './leanscope.ts';

describe('the clean twin of the shop', function () {
  this.timeout(90_000);
  let report: Report;
  before(async () => {
    report = await measure(await fixedShop('clean', Object.keys(fixes)), 12, ['node', 'src/server.ts']);
  });

  it('has no finding above "look here" about its code and its answers', () => {
    const sure = report.advice.filter(({ certainty }) => certainty !== 'lookHere');
    assert.deepEqual(
      sure.map(({ rule, file, line, route, evidence }) => ({ rule, file, line, route, evidence })),
      [],
    );
  });

  it('was measured under the same requests, and answered them', () => {
    assert.equal(report.totals.errors, 0);
    assert.equal(report.routes.length, 10);
    assert.ok(report.functions.some(({ name, totalShare }) => name === 'productPage' && totalShare > 0));
  });

  after(async () => {
    assert.deepEqual(await leftBehindSoon(), []);
  });
});
