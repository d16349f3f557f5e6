/** What a fix saves: by hand, by law over advice that is made up, and told the same in each place. */
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { advise } from '../../src/advise/advise.ts';
import { removes } from '../../src/advise/removes.ts';
import type { Costs, FunctionCost, RouteCost } from '../../src/model/costs.ts';
import { ruleIds } from '../../src/model/finding.ts';
import type { ReportAdvice } from '../../src/model/report-findings.ts';
import { rangeWords, savingParts, savingSentence, togetherWords } from '../../src/model/saving-words.ts';
import { price, reprice } from '../../src/price/price.ts';
import { renderSarif } from '../../src/report/formats/render-sarif.ts';
import { renderMarkdown } from '../../src/report/render-markdown.ts';
import { renderProblems } from '../../src/report/render-problems.ts';
import { renderText } from '../../src/report/render-text.ts';
import { toReport } from '../../src/report/to-report.ts';
import { functionsOnly, sampleCosts } from './sample-costs.ts';

const file = 'src/code.ts';
const allMs = 10;

const fn = (name: string, line: number, own: number, more: Partial<FunctionCost> = {}): FunctionCost => ({
  ...{ id: name, name, file, line, endLine: line + 2, origin: 'app', selfShare: own / allMs, totalShare: own / allMs },
  ...{ selfCpuMsPerRequest: own, totalCpuMsPerRequest: own, ownCpuMsPerRequest: own, confidence: 'high' },
  ...more,
});

function costsOf(functions: readonly FunctionCost[], source: string, more: Partial<Costs> = {}): Costs {
  return {
    ...functionsOnly(sampleCosts),
    totals: { ...sampleCosts.totals, cpuMsPerRequest: allMs, allocatedBytesPerRequest: 1_000_000 },
    functions,
    ledger: [{ kind: 'function', cpuMsPerRequest: allMs }],
    lines: functions.map(({ line = 1, selfCpuMsPerRequest }) => ({ file, line: line + 1, selfCpuMsPerRequest })),
    stacks: { parent: [-1], function: [-1], label: ['(root)'], selfCpuMsPerRequest: [0] },
    sources: new Map([[file, source]]),
    ...more,
  };
}

const copying = `function work(order) {
  const mine = JSON.parse(JSON.stringify(order));
}`;
const near = (value: number | undefined, expected: number) => {
  assert.ok(Math.abs((value ?? NaN) - expected) < 1e-9, `${value} is not ${expected}`);
};

describe('the saving of a finding', () => {
  const of = (figures: Partial<FunctionCost>, more: Partial<Costs> = {}): ReportAdvice => {
    const [found, ...others] = advise(price(costsOf([fn('work', 1, 2, figures)], copying, more))).advice;
    assert.ok(found?.rule === 'json-copy' && others.length === 0);
    return found;
  };
  const ownInterval = { low: 1.8, high: 2.2 };

  it('is from the lower end of its interval, less what stays, to the upper one', () => {
    const { cpuMsPerRequestInterval: ms, cpuShareInterval: share, cpuMsPerRequest } = of({ ownInterval }).saving;
    // Shares may be 0.7 to 1.65 times as large as the application runs.
    near(ms?.low, 0.8 * 0.7 * 1.8);
    near(ms?.high, 1.65 * 2.2);
    near(share?.low, (0.8 * 0.7 * 1.8) / allMs);
    near(cpuMsPerRequest, 1.65 * 2.2);
  });

  it('has no lower end where no interval is known', () => {
    near(of({}).saving.cpuMsPerRequestInterval?.low, 0);
  });

  it('has the garbage in both ends where it is all of the function', () => {
    const { cpuMsPerRequestInterval: ms } = of({ ownInterval, ownGcCpuMsPerRequest: 0.5 }).saving;
    near(ms?.low, 0.8 * (0.7 * 1.8 + 0.5));
    near(ms?.high, 1.65 * (2.2 + 0.5));
  });

  it("has V8's helper threads by bytes, and its part of what has no owner, in the upper end alone", () => {
    const ledger: Costs['ledger'] = [
      { kind: 'function', cpuMsPerRequest: 7 },
      { kind: 'offThread', cpuMsPerRequest: 2, parts: [{ kind: 'engine', cpuMsPerRequest: 2 }] },
      { kind: 'unattributed', cpuMsPerRequest: 1 },
    ];
    const { cpuMsPerRequestInterval: ms } = of(
      { ownInterval, ownAllocatedBytesPerRequest: 500_000 },
      { ledger },
    ).saving;
    near(ms?.low, 0.8 * 0.7 * 1.8);
    // Half of the bytes: half of the helpers. A ninth of what has an owner: a ninth more.
    near(ms?.high, 1.65 * 2.2 * (1 + 1 / 9) + 1);
  });

  it('does not know the lower end of a part, where any line may have the cost', () => {
    const lines: Costs['lines'] = [];
    near(of({ ownInterval }, { lines }).saving.cpuMsPerRequestInterval?.low, 0);
    near(of({ ownInterval }, { lines }).saving.cpuMsPerRequestInterval?.high, 1.65 * 2.2);
  });

  it('takes no more from elsewhere than there is', () => {
    // A tenth of the CPU is of no function of the application: a ninth of what they have.
    const other = fn('other', 10, 7, { ownInterval: { low: 7, high: 7 } });
    const { advice } = advise(price(costsOf([fn('work', 1, 2, { ownInterval }), other], copying)));
    const copy = advice.find(({ rule }) => rule === 'json-copy');
    near(copy?.saving.cpuMsPerRequestInterval?.high, 2.2 * (1 + 1 / 9));
  });

  it('stays a range when it is priced by other plans', () => {
    const report = toReport(advise(price(costsOf([fn('work', 1, 2, { ownInterval })], copying))));
    const other = reprice(report, { traffic: { averageRequestsPerSecond: 900 } });
    assert.deepEqual(other.advice[0]?.saving.cpuMsPerRequestInterval, report.advice[0]?.saving.cpuMsPerRequestInterval);
    assert.deepEqual(other.advice[0]?.saving.cpuShareInterval, report.advice[0]?.saving.cpuShareInterval);
  });
});

describe('what a fix removes', () => {
  it('is stated for each rule, with its reason, as a part', () => {
    for (const rule of ruleIds) {
      const { low, high, why } = removes[rule];
      assert.ok(low >= 0 && low <= high && high <= (rule === 'uncompressed-response' ? 1.05 : 1), rule);
      assert.match(why, /^[A-Z].{20,}\.$/, rule);
      // A lower end rests on something that was measured, or follows from what the rule says.
      if (low > 0) assert.match(why, /bench\/|Measured|One of the turns|not opened again/, rule);
    }
  });
});

describe('all savings together', () => {
  const pattern = fc.constantFrom(
    'const mine = JSON.parse(JSON.stringify(order));',
    "const format = new Intl.NumberFormat('en-GB');",
    'for (const each of all) sum = [...sum, each];',
    'throw new TypeError(order);',
    'return readFileSync(order);',
    'return order;',
  );
  const part = fc.double({ min: 0, max: 1, noNaN: true });
  const figures = fc.record({ source: pattern, weight: part, unsure: part, gc: part, bytes: part });
  const made = fc.array(figures, { minLength: 1, maxLength: 12 });
  const knobs = fc.option(fc.record({ ratio: fc.double({ min: 0.05, max: 0.99, noNaN: true }), unsure: part }), {
    nil: undefined,
  });

  it('are never more than there is, whatever was found', () => {
    fc.assert(
      fc.property(made, part, knobs, (rows, unowned, knob) => {
        const weights = rows.reduce((sum, { weight, gc }) => sum + weight + gc, 0) || 1;
        const scale = ((1 - unowned / 2) * allMs) / weights;
        const functions = rows.map(({ weight, unsure, gc, bytes }, index) => {
          const own = weight * scale;
          return fn(`f${index}`, 1 + 3 * index, own, {
            ownInterval: { low: own * (1 - unsure), high: own * (1 + unsure) },
            ownGcCpuMsPerRequest: gc * scale,
            ownAllocatedBytesPerRequest: bytes * 1_000_000,
          });
        });
        const source = rows.map((row, index) => `function f${index}(order, all, sum) {\n${row.source}\n}`).join('\n');
        const ledger: Costs['ledger'] = [
          { kind: 'function', cpuMsPerRequest: (1 - unowned / 2) * allMs },
          { kind: 'unattributed', cpuMsPerRequest: (unowned / 2) * allMs },
        ];
        const ratio = {
          value: knob?.ratio ?? 1,
          low: (knob?.ratio ?? 1) * (1 - (knob?.unsure ?? 0)),
          high: knob?.ratio ?? 1,
        };
        const tried: Costs['knobs'] = [
          {
            ...{ setting: '--x', kind: 'v8Flag', cpuRatio: ratio, throughputRatio: ratio, rssRatio: 1 },
            verdict: 'better',
          },
        ];
        const costs = costsOf(functions, source, { ledger, ...(knob === undefined ? {} : { knobs: tried }) });
        const { advice, findingsTogether } = advise(price(costs));
        const ranges = advice.flatMap(({ saving }) => saving.cpuMsPerRequestInterval ?? []);
        const sumOf = (end: 'low' | 'high') => ranges.reduce((sum, range) => sum + range[end], 0);
        assert.ok(sumOf('low') <= allMs * (1 + 1e-9));
        for (const { low, high } of ranges) assert.ok(low >= 0 && low <= high + 1e-12 && high <= allMs * (1 + 1e-9));
        if (findingsTogether === undefined) return;
        const { low, high } = findingsTogether.cpuMsPerRequestInterval;
        assert.ok(Math.abs(low - sumOf('low')) < 1e-9 && low <= high && high <= allMs * (1 + 1e-9));
        assert.ok(high <= sumOf('high') + 1e-9);
      }),
      { numRuns: 60 },
    );
  });
});

describe('the same fix', () => {
  const route = (path: string, line: number, share: number): RouteCost => {
    const [some] = sampleCosts.routes;
    assert.ok(some !== undefined);
    const body = { bytesPerRequest: 20_000, plainBytesPerRequest: 20_000, encodings: [], gzipBytesPerRequest: 5_000 };
    return { ...some, path, line, share, body };
  };
  const found = (routes: readonly RouteCost[]) => advise(price(costsOf([], '', { routes }))).advice;

  it('is one finding for all routes that are not compressed, and never certain', () => {
    const [only, ...more] = found([route('/a', 1, 0.5), route('/b', 2, 0.3), route('/c', 3, 0.2)]);
    assert.equal(more.length, 0);
    assert.equal(only?.title, 'Answers of 3 routes are sent as they are; gzip makes 5 kB of 20 kB');
    assert.equal(only.certainty, 'likely');
    assert.deepEqual(
      only.places?.map(({ route: name, line }) => [name, line]),
      [
        ['GET /a', 1],
        ['GET /b', 2],
        ['GET /c', 3],
      ],
    );
    assert.deepEqual(only.saving.bytesOutPerRequestInterval, { low: 0.85 * 15_000, high: 1.05 * 15_000 });
  });

  it('is a finding of one place for one', () => {
    assert.equal(found([route('/a', 1, 1)])[0]?.places, undefined);
  });
});

describe('the words of a saving', () => {
  const ms = (value: number) => `${value} ms`;
  const interval = { low: 1, high: 2 };
  const saving = { cpuMsPerRequest: 2, cpuMsPerRequestInterval: interval, cpuShareInterval: { low: 0.1, high: 0.2 } };
  const app = { kind: 'server' } as const;

  it('are a range, one figure, or "up to"', () => {
    assert.equal(rangeWords(interval, ms, 'en'), '1 ms to 2 ms');
    assert.equal(rangeWords({ low: 2, high: 2 }, ms, 'en'), '2 ms');
    assert.equal(rangeWords({ low: 0, high: 2 }, ms, 'en'), 'up to 2 ms');
    assert.equal(rangeWords({ low: 0, high: 2 }, ms, 'fr'), 'jusqu’à 2 ms');
    assert.equal(rangeWords(interval, ms, 'fr'), 'de 1 ms à 2 ms');
  });

  it('are there in both languages, and for an older Report', () => {
    assert.deepEqual(savingParts(saving, app, 'en-US'), ['1 ms to 2 ms of CPU per request (10% to 20%)']);
    assert.match(
      savingSentence(saving, app, 'fr-FR'),
      /^Gain : de 1.ms à 2.ms de CPU par requête \(de 10.% à 20.%\)\.$/u,
    );
    assert.deepEqual(savingParts({ cpuMsPerRequest: 2 }, app, 'en-US'), ['up to 2 ms of CPU per request']);
    assert.equal(savingSentence({ cpuMsPerRequest: 0 }, app, 'en-US'), '');
    const together = { cpuMsPerRequestInterval: interval, cpuShareInterval: saving.cpuShareInterval };
    assert.equal(
      togetherWords(together, app, 'en-US'),
      'All findings together save 1 ms to 2 ms of CPU per request (10% to 20%).',
    );
  });

  it('are the same in the terminal, Markdown, Problems and SARIF', () => {
    const own = { low: 1.8, high: 2.2 };
    const report = toReport(advise(price(costsOf([fn('work', 1, 2, { ownInterval: own })], copying))));
    const [first] = report.advice;
    assert.ok(first !== undefined);
    const [words = ''] = savingParts(first.saving, report.app, 'en-US');
    assert.equal(words, '1.01 ms to 3.63 ms of CPU per request (10.1% to 36.3%)');
    const texts = [
      renderText(report, { colour: false, width: 400 }),
      renderMarkdown(report),
      renderProblems(report),
      renderSarif(report),
    ];
    for (const text of texts) assert.ok(text.includes(words), text.slice(0, 400));
  });
});

describe('a callback within a pattern', () => {
  it('is a part of it: what it makes and calls is in the upper end of the one finding', () => {
    const source = `function byId(rows) {
  return rows.reduce((all, row) => ({ ...all, [row.id]: row }), {});
}`;
    const outer = fn('byId', 1, 1, { ownInterval: { low: 0.9, high: 1.1 } });
    const inner = fn('(anonymous)', 2, 1.5, {
      ownInterval: { low: 1.4, high: 1.6 },
      ...{ endLine: 2, ownGcCpuMsPerRequest: 2, ownAllocatedBytesPerRequest: 900_000, selfCpuMsPerRequest: 0.5 },
    });
    const lines = [{ file, line: 2, selfCpuMsPerRequest: 1 }];
    const { advice } = advise(price(costsOf([outer, inner], source, { lines })));
    assert.deepEqual(
      advice.map(({ rule, function: name }) => [rule, name]),
      [['copy-per-step', 'byId']],
    );
    // Its lines have 1 ms, known as well as the callback is; what that calls, and its garbage.
    near(advice[0]?.saving.cpuMsPerRequest, 1.65 * (1 + 0.1 * Math.sqrt(1 / 1.5) + 1 + 2));
  });
});
