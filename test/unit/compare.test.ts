import assert from 'node:assert/strict';
import fc from 'fast-check';
import { advise } from '../../src/advise/advise.ts';
import { ratioChange, unknownPace, widening } from '../../src/compare/change.ts';
import { compare } from '../../src/compare/compare.ts';
import { matchFunctions } from '../../src/compare/match-functions.ts';
import type { Costs, FunctionCost } from '../../src/model/costs.ts';
import type { ReportFunction } from '../../src/model/report-code.ts';
import type { Report } from '../../src/model/report.ts';
import { price } from '../../src/price/price.ts';
import { renderComparison, renderComparisonMarkdown } from '../../src/report/render-comparison.ts';
import { toReport } from '../../src/report/to-report.ts';
import { sampleCosts } from './sample-costs.ts';

const reportOf = (costs: Costs): Report => toReport(advise(price(costs)));
const sample = reportOf(sampleCosts);
const against = (head: Report, base = sample) =>
  compare({ name: 'before', report: base }, { name: 'after', report: head });
const withCpu = (value: number, half: number): Report =>
  reportOf({
    ...sampleCosts,
    totals: {
      ...sampleCosts.totals,
      cpuMsPerRequest: value,
      cpuMsPerRequestInterval: { low: value - half, high: value + half },
    },
  });
const totalOf = (report: Report, metric: string) => against(report).totals.find((total) => total.metric === metric);

describe('two runs compared', () => {
  it('do not differ where they are one', () => {
    const { verdict, totals, routes, functions, caveats } = against(sample);
    assert.notEqual(verdict, 'worse');
    assert.notEqual(verdict, 'better');
    assert.deepEqual(caveats, []);
    assert.ok(totals.length > 5 && routes.length === sample.routes.length && functions.length > 5);
    for (const { ratio } of totals) assert.equal(ratio?.value ?? 1, 1);
    for (const { cpuMsPerRequest } of functions) assert.equal(cpuMsPerRequest.difference, 0);
  });

  it('differ by the ratio of the two, with relative errors added in quadrature', () => {
    // 4.2 ± 0.09 (2.14 %) against 5.04 ± 0.1512 (3 %): ×1.2, and the root of 2.14² + 3² is 3.69 %.
    const cpu = totalOf(withCpu(5.04, 0.1512), 'cpuMsPerRequest');
    assert.equal(cpu?.verdict, 'worse');
    assert.ok(Math.abs((cpu.ratio?.value ?? 0) - 1.2) < 1e-9);
    assert.ok(Math.abs((cpu.ratio?.low ?? 0) - 1.2 * Math.exp(-0.03686)) < 0.0005);
    assert.ok(Math.abs((cpu.ratio?.high ?? 0) - 1.2 * Math.exp(0.03686)) < 0.0005);
  });

  it('are better, the same or unclear by the interval and the least difference together', () => {
    const verdict = (value: number, half: number) => totalOf(withCpu(value, half), 'cpuMsPerRequest')?.verdict;
    assert.equal(verdict(3.5, 0.05), 'better');
    // Surely different, but by no more than two runs of the same code may be.
    assert.equal(verdict(4.35, 0.01), 'same');
    // A great difference that the interval does not bear.
    assert.equal(verdict(5.04, 2), 'unclear');
  });

  it('differ only by what the machine’s pace does not explain', () => {
    const atPace = (us: number, report: Report): Report =>
      reportOf({
        ...sampleCosts,
        totals: report.totals,
        quality: { ...sampleCosts.quality, pace: { us, interval: { low: us, high: us } } },
      });
    const [before, dearer] = [withCpu(4.2, 0.05), withCpu(5.46, 0.05)];
    const judge = (headUs: number) => {
      const { totals, caveats } = compare(
        { name: 'base', report: atPace(2000, before) },
        { name: 'head', report: atPace(headUs, dearer) },
      );
      const verdict = totals.find(({ metric }) => metric === 'cpuMsPerRequest')?.verdict;
      return [verdict, caveats.flatMap((caveat) => (caveat.kind === 'pace' ? [caveat.ratio] : []))];
    };
    // 30 % more CPU for a request: on a machine as fast, on one that took 30 % longer for everything, and on one that was faster.
    assert.deepEqual(judge(2000), ['worse', []]);
    assert.deepEqual(judge(2600), ['unclear', [1.3]]);
    assert.deepEqual(judge(1800), ['worse', [0.9]]);
  });

  it('turned around have the inverse ratio and the opposite verdict', () => {
    const opposite = { better: 'worse', worse: 'better', same: 'same', unclear: 'unclear' } as const;
    fc.assert(
      fc.property(
        fc.double({ min: 1, max: 20, noNaN: true }),
        fc.double({ min: 0.001, max: 0.5, noNaN: true }),
        (value, half) => {
          const judging = { least: 0.05, comparable: true, comparisons: 4, pace: unknownPace };
          const [a, b] = [
            { value: 4.2, interval: { low: 4.1, high: 4.3 } },
            { value, interval: { low: value - half, high: value + half } },
          ];
          const [there, back] = [ratioChange(a, b, judging), ratioChange(b, a, judging)];
          assert.ok(Math.abs((there.ratio?.value ?? 0) * (back.ratio?.value ?? 0) - 1) < 1e-9);
          assert.equal(back.verdict, there.verdict === undefined ? undefined : opposite[there.verdict]);
        },
      ),
    );
  });

  it('ask each figure to be the surer the more of them there are', () => {
    // Tables of the normal distribution: z of 0.025 is 1.9600, of 0.0025 is 2.8070, of 0.00025 is 3.4808.
    for (const [comparisons, z] of [
      [1, 1.96],
      [10, 2.807],
      [100, 3.4808],
    ] as const)
      assert.ok(Math.abs(widening(comparisons) - z / 1.96) < 0.002, String(comparisons));
  });

  it('are not judged where processors differ, and by their routes only where the mix does', () => {
    const elsewhere = against({ ...sample, machine: { ...sample.machine, cpuModel: 'another' } });
    assert.deepEqual(
      elsewhere.caveats.map(({ kind }) => kind),
      ['processor'],
    );
    assert.equal(elsewhere.verdict, 'unclear');
    const mixed = against({ ...sample, routes: sample.routes.map((route) => ({ ...route, share: route.share / 2 })) });
    assert.deepEqual(mixed.caveats, [{ kind: 'mix' }]);
    assert.equal(mixed.totals.find(({ metric }) => metric === 'cpuMsPerRequest')?.verdict, 'unclear');
  });

  it('have a worse verdict where one route is, although the mix is not', () => {
    const routes = sample.routes.map((route, index) =>
      index === 0 && route.cpuMsPerRequest !== undefined
        ? {
            ...route,
            cpuMsPerRequest: route.cpuMsPerRequest * 2,
            interval: { low: route.cpuMsPerRequest * 1.98, high: route.cpuMsPerRequest * 2.02 },
          }
        : route,
    );
    const comparison = against({ ...sample, routes });
    assert.equal(comparison.verdict, 'worse');
    assert.equal(comparison.routes[0]?.cpuMsPerRequest.verdict, 'worse');
    // And although the mix is better.
    const better = against({ ...withCpu(3.5, 0.05), routes });
    assert.equal(better.totals.find(({ metric }) => metric === 'cpuMsPerRequest')?.verdict, 'better');
    assert.equal(better.verdict, 'worse');
  });

  it('know a function that is gone by what base spent in it, and never as 0 in head', () => {
    const [gone] = sample.functions;
    assert.ok(gone);
    const head = { ...sample, functions: sample.functions.slice(1) };
    const [first] = against(head).functions;
    assert.equal(first?.name, gone.name);
    assert.equal(first.headId, undefined);
    assert.equal(first.cpuMsPerRequest.head, undefined);
    assert.equal(first.cpuMsPerRequest.difference, -(gone.ownCpuMsPerRequest ?? gone.selfCpuMsPerRequest));
    assert.equal(first.cpuMsPerRequest.verdict, 'better');
  });

  it('are told in words and in Markdown, without markup from the application', () => {
    const functions: FunctionCost[] = sampleCosts.functions.map((fn) => ({ ...fn, name: '<img onerror=x>|`' }));
    const evil = reportOf({ ...sampleCosts, functions: functions.slice(1) });
    const comparison = against(evil);
    assert.match(renderComparison(comparison, { width: 120 }), /after.*against before/);
    assert.doesNotMatch(renderComparisonMarkdown(comparison), /<img/);
  });
});

describe('functions of two runs', () => {
  const rest = { origin: 'app', selfShare: 0, totalShare: 0, selfCpuMsPerRequest: 1, totalCpuMsPerRequest: 1 } as const;
  const fn = (file: string, name: string, line: number): ReportFunction => ({
    ...{ ...rest, id: `${file}:${line}`, file, name, line, confidence: 'high' },
  });
  const pairsOf = (base: readonly ReportFunction[], head: readonly ReportFunction[]) =>
    matchFunctions(base, head).map((pair) => [pair.base?.id, pair.head?.id]);

  it('are found again where lines have moved', () => {
    assert.deepEqual(pairsOf([fn('a.ts', 'f', 3)], [fn('a.ts', 'f', 40)]), [['a.ts:3', 'a.ts:40']]);
  });

  it('of one name are paired in order, or by the nearest lines where one is new', () => {
    const [first, second] = [fn('a.ts', '(anonymous)', 10), fn('a.ts', '(anonymous)', 20)];
    assert.deepEqual(pairsOf([first, second], [fn('a.ts', '(anonymous)', 25), fn('a.ts', '(anonymous)', 12)]), [
      ['a.ts:10', 'a.ts:12'],
      ['a.ts:20', 'a.ts:25'],
    ]);
    assert.deepEqual(pairsOf([second], [fn('a.ts', '(anonymous)', 3), fn('a.ts', '(anonymous)', 21)]), [
      ['a.ts:20', 'a.ts:21'],
      [undefined, 'a.ts:3'],
    ]);
  });

  it('are found in a file that was moved, unless the name is there twice or none', () => {
    assert.deepEqual(pairsOf([fn('a.ts', 'f', 3)], [fn('lib/a.ts', 'f', 3)]), [['a.ts:3', 'lib/a.ts:3']]);
    assert.equal(pairsOf([fn('a.ts', '(anonymous)', 3)], [fn('b.ts', '(anonymous)', 3)]).length, 2);
    assert.equal(pairsOf([fn('a.ts', 'f', 3)], [fn('b.ts', 'f', 3), fn('c.ts', 'f', 3)]).length, 3);
  });
});
