import type { ReportBudget } from '../../src/model/report-findings.ts';
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { advise } from '../../src/advise/advise.ts';
import { checkBudgets } from '../../src/advise/budgets.ts';
import type { Budgets } from '../../src/model/budget.ts';
import { price } from '../../src/price/price.ts';
import { brokenBudgets } from '../../src/report/budget-words.ts';
import { renderMarkdown } from '../../src/report/render-markdown.ts';
import { renderText } from '../../src/report/render-text.ts';
import { renderSarif } from '../../src/report/formats/render-sarif.ts';
import { toReport } from '../../src/report/to-report.ts';
import { sampleCosts } from './sample-costs.ts';

const reportWith = (budgets: Budgets) => toReport(advise(price({ ...sampleCosts, budgets })));
const checked = (budgets: Budgets): readonly ReportBudget[] => reportWith(budgets).budgets ?? [];
const verdicts = (budgets: Budgets) => checked(budgets).map(({ verdict }) => verdict);

describe('budgets', () => {
  it('are absent from a Report whose project states none', () => {
    assert.equal('budgets' in reportWith({}), false);
  });

  it('break only where the whole interval is above the limit: 4.2 ms, 95 % between 4.11 and 4.29', () => {
    assert.deepEqual(
      [4.3, 4.2, 4.15, 4.1].map((cpuMsPerRequest) => verdicts({ cpuMsPerRequest })[0]),
      ['within', 'within', 'unclear', 'over'],
    );
  });

  it('without an interval break as soon as they are exceeded', () => {
    assert.deepEqual(verdicts({ bytesOutPerRequest: 38_400, rssPeakBytes: 147_999_999 }), ['within', 'over']);
  });

  it('of a route count for that method and pattern, at its place', () => {
    const [kept, broken] = checked({
      routes: { 'GET /search': { cpuMsPerRequest: 6.1, p99Ms: 10 } },
    });
    assert.equal(kept?.verdict, 'within');
    assert.deepEqual([broken?.verdict, broken?.value, broken?.file, broken?.line], ['over', 11.8, 'src/server.ts', 22]);
  });

  it('of a function are for it and the library code it calls, by name or by file and name', () => {
    // signOrder: 0.62 ms itself (0.583 to 0.657), 0.66 with what it calls: 0.62 to 0.70 at the same relative width.
    const limits = { cpuMsPerRequest: 0.65 };
    const [byName, byFile] = checked({
      functions: { signOrder: limits, 'src/orders/order-token.ts:signOrder': limits },
    });
    assert.equal(byName?.value, 0.66);
    assert.equal(byName.verdict, 'unclear');
    assert.deepEqual({ ...byFile, name: '' }, { ...byName, name: '' });
    assert.deepEqual(verdicts({ functions: { signOrder: { cpuMsPerRequest: 0.5 } } }), ['over']);
  });

  it('of what was not seen are unknown: neither kept nor broken', () => {
    const unseen = checked({ routes: { 'POST /search': { p50Ms: 1 } }, functions: { gone: { share: 0.1 } } });
    assert.deepEqual(
      unseen.map(({ verdict, value }) => [verdict, value]),
      [
        ['unknown', undefined],
        ['unknown', undefined],
      ],
    );
    assert.equal(brokenBudgets(unseen), undefined);
  });

  it('loosen in one direction: what a limit allows, every higher one allows', () => {
    const order = ['over', 'unclear', 'within'];
    // Priced once: the limit is looked at when the advice is given.
    const priced = price(sampleCosts);
    const verdictOn = (cpuMsPerRequest: number) =>
      checkBudgets({ ...priced, budgets: { cpuMsPerRequest } })[0]?.verdict;
    fc.assert(
      fc.property(fc.double({ min: 0, max: 10, noNaN: true }), fc.double({ min: 0, max: 10, noNaN: true }), (a, b) => {
        const [low, high] = [Math.min(a, b), Math.max(a, b)].map((cpuMsPerRequest) =>
          order.indexOf(verdictOn(cpuMsPerRequest) ?? ''),
        );
        assert.ok((low ?? -1) >= 0 && (low ?? 0) <= (high ?? -1));
      }),
    );
  });

  it('are told in the terminal, in Markdown, in SARIF and in a last word', () => {
    const report = reportWith({ cpuMsPerRequest: 3, routes: { 'GET /search': { bytesOutPerRequest: 10_000 } } });
    const text = renderText(report, { colour: false, width: 120 });
    assert.match(text, /BROKEN\s+3 ms\s+CPU\s+4\.2 ms \(95 % 4\.11 ms to 4\.29 ms\)/);
    assert.match(text, /kept\s+10 kB\s+GET \/search: bytes out\s+9\.8 kB/);
    assert.match(renderMarkdown(report), /\| BROKEN \| `CPU` \| 3 ms \| 4\.2 ms/);
    assert.match(renderSarif(report), /"ruleId": "broken-budget"/);
    assert.equal(
      brokenBudgets(report.budgets),
      '1 of 2 budgets is broken: CPU 4.2 ms (95 % 4.11 ms to 4.29 ms), at most 3 ms.',
    );
  });
});
