import assert from 'node:assert/strict';
import { advise } from '../../src/advise/advise.ts';
import { annotate } from '../../src/annotate/annotate.ts';
import type { ReportFunction } from '../../src/model/report-code.ts';
import type { PackageCall } from '../../src/model/report-packages.ts';
import type { Report } from '../../src/model/report.ts';
import { price } from '../../src/price/price.ts';
import { toReport } from '../../src/report/to-report.ts';
import { sampleCosts } from './sample-costs.ts';

const report = toReport(advise(price(sampleCosts)));
const annotationsOf = (changed: Partial<Report>, file: string) =>
  annotate({ ...report, ...changed }).find((known) => known.file === file);

const cheap: ReportFunction = {
  id: 'cheap',
  name: 'cheap',
  file: 'src/cheap.ts',
  line: 3,
  origin: 'app',
  selfShare: 0.004,
  totalShare: 0.009,
  selfCpuMsPerRequest: 0.0168,
  totalCpuMsPerRequest: 0.0378,
  confidence: 'low',
};

const figure = { cpuMsPerRequest: 0.5, share: 0.12, interval: { low: 0.45, high: 0.55 } };

/** One call into lodash, from a function of that name and the second line of the file. */
function calling(
  name: string,
  file: string,
  call: Partial<PackageCall> = {},
  isCallSite = true,
): NonNullable<Report['packages']> {
  const caller = { function: name, name, file, line: 2, ...(isCallSite ? { isCallSite } : {}) } as const;
  const entry = { function: 'e', name: 'lodash.cloneDeep', file: 'node_modules/lodash/lodash.js', line: 1 };
  const calls = [{ entry, caller, ...figure, ...call }];
  return {
    packages: [{ name: 'lodash', origin: 'dependency', ...figure, calls }],
    ...{ application: figure, other: figure },
  };
}

describe('packages beside the code', () => {
  const called = { name: 'lodash', entry: 'cloneDeep', cpuMsPerRequest: 0.5, share: 0.12 };
  const at = (packages: NonNullable<Report['packages']>) =>
    annotationsOf({ packages, functions: [{ ...cheap, totalShare: 0.5 }], lines: [] }, cheap.file);

  it('are named at the function and on the line that calls them, with the figures of the Report', () => {
    const file = at(calling('cheap', cheap.file));
    assert.deepEqual(file?.functions[0]?.packages, [called]);
    assert.deepEqual(
      file.lines.map(({ line, heat, calls }) => [line, heat, calls]),
      [[2, 0, [called]]],
    );
  });

  it('are named on no line where the line of the call is not known, or the call is hardly worth it', () => {
    const unknown = at(calling('cheap', cheap.file, {}, false));
    assert.deepEqual(unknown?.functions[0]?.packages, [called]);
    assert.deepEqual(unknown.lines, []);
    const unsure = at(calling('cheap', cheap.file, { interval: { low: 0.05, high: 0.95 } }));
    assert.deepEqual(unsure?.lines, []);
  });

  it('leave the heat of a line to what it costs itself', () => {
    const line = { file: cheap.file, line: 2, selfCpuMsPerRequest: report.totals.cpuMsPerRequest * 0.2 };
    const packages = calling('cheap', cheap.file);
    const [hot] = annotationsOf({ packages, lines: [line] }, cheap.file)?.lines ?? [];
    assert.deepEqual([hot?.heat, hot?.calls], [4, [called]]);
  });
});

describe('annotate', () => {
  it('says what its figures are per', () => {
    const per = (app: Partial<Report['app']>) => annotate({ ...report, app: { ...report.app, ...app } })[0]?.per;
    assert.equal(per({ kind: 'server' }), 'request');
    assert.equal(per({ kind: 'script' }), 'run');
    assert.equal(per({ kind: 'process' }), 'second');
    assert.deepEqual(per({ kind: 'process', unit: 'mail:sent' }), { unit: 'mail:sent' });
  });

  it('annotates the application only, file by file, top to bottom', () => {
    const files = annotate(report);
    assert.deepEqual(
      files.map(({ file }) => file),
      [
        'src/catalogue/load.ts',
        'src/catalogue/render.ts',
        'src/orders/order-token.ts',
        'src/search/rank.ts',
        'src/server.ts',
      ],
    );
    const rank = files.find(({ file }) => file === 'src/search/rank.ts');
    assert.deepEqual(
      rank?.functions.map(({ name, line }) => [name, line]),
      [
        ['rankProducts', 8],
        ['similarity', 31],
      ],
    );
    assert.deepEqual(
      rank.lines.map(({ line, heat }) => [line, heat]),
      [
        [12, 1],
        [36, 4],
        [38, 3],
      ],
    );
  });

  it('puts routes at their handlers', () => {
    const routes = annotationsOf({}, 'src/server.ts')?.routes;
    assert.deepEqual(
      routes?.map(({ line, path }) => `${line} ${path}`),
      ['14 /catalogue', '22 /search', '30 /products/:id', '36 /cart'],
    );
  });

  it('has a problem where a budget is broken, and none where it is kept or not sure', () => {
    const place = { file: 'src/search/rank.ts', line: 8 };
    const budget = { scope: 'function', metric: 'cpuMsPerRequest', limit: 1, value: 2, ...place } as const;
    const budgets = (['within', 'unclear', 'over'] as const).map((verdict) => ({ ...budget, verdict }));
    const problems = annotationsOf({ advice: [], budgets }, place.file)?.problems;
    assert.deepEqual(problems, [{ kind: 'budget', index: 2, line: 8 }]);
  });

  it('marks lines that allocate much, however little CPU they take', () => {
    const totals = { ...report.totals, cpuMsPerRequest: 10, allocatedBytesPerRequest: 1000 };
    const line = (number: number, selfCpuMsPerRequest: number, allocatedBytesPerRequest: number) => ({
      ...{ file: 'src/a.ts', line: number, selfCpuMsPerRequest, allocatedBytesPerRequest },
    });
    const lines = [line(1, 0.01, 50), line(2, 0.01, 49), line(3, 2, 0)];
    assert.deepEqual(
      annotationsOf({ totals, lines, functions: [], routes: [] }, 'src/a.ts')?.lines.map(
        ({ line: number, heat, isMemoryHeavy, allocationShare }) => [number, heat, isMemoryHeavy, allocationShare],
      ),
      [
        [1, 0, true, 0.05],
        [3, 4, false, 0],
      ],
    );
  });

  it('gives no hint for what is not worth one, but for a little CPU with much garbage it does', () => {
    assert.equal(annotationsOf({ functions: [cheap] }, 'src/cheap.ts'), undefined);
    const churning = { ...cheap, allocatedBytesPerRequest: 20_000 };
    assert.equal(annotationsOf({ functions: [churning] }, 'src/cheap.ts')?.functions.length, 1);
  });

  it('leaves files outside the workspace and installed packages alone', () => {
    const files = [
      '/usr/lib/x.js',
      'C:\\x.js',
      '../other/x.ts',
      'node:fs',
      'file:///x.js',
      'node_modules/a/b.js',
      'packages/a/node_modules/b/c.js',
      '',
    ];
    const functions = files.map((file) => ({ ...cheap, file, selfShare: 0.5 }));
    const lines = files.map((file) => ({ file, line: 1, selfCpuMsPerRequest: 1 }));
    const packages = calling('send', files[5] ?? '');
    assert.deepEqual(annotate({ ...report, packages, functions, lines, routes: [], advice: [] }), []);
  });

  it('paints nothing where nothing was measured', () => {
    const totals = { ...report.totals, cpuMsPerRequest: 0, allocatedBytesPerRequest: 0 };
    const { packages, ...without } = report;
    assert.ok(packages);
    assert.deepEqual(annotate({ ...without, totals, functions: [], routes: [], advice: [] }), []);
  });
});
