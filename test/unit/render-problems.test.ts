import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Report } from '../../src/model/report.ts';
import type { ReportAdvice } from '../../src/model/report-findings.ts';
import { renderProblems } from '../../src/report/render-problems.ts';

const sample = JSON.parse(
  readFileSync(join(import.meta.dirname, '..', 'fixtures', 'sample-report.json'), 'utf8'),
) as Report;

interface Manifest {
  readonly contributes: {
    readonly problemMatchers: readonly [{ readonly pattern: readonly [{ readonly regexp: string }] }];
  };
}

const manifest = JSON.parse(readFileSync(join(import.meta.dirname, '..', '..', 'package.json'), 'utf8')) as Manifest;
const matcher = new RegExp(manifest.contributes.problemMatchers[0].pattern[0].regexp);

const finding: ReportAdvice = {
  ...{ rule: 'json-copy', title: 'A copy\nby way of JSON', file: 'src/a b.ts', line: 12, evidence: 'It costs [much].' },
  ...{ saving: { cpuMsPerRequest: 1 }, certainty: 'likely' },
};
const budget = { scope: 'app', metric: 'cpuMsPerRequest', limit: 1, value: 2, verdict: 'over' } as const;

const matches = (report: Partial<Report>): readonly (readonly string[])[] =>
  renderProblems({ ...sample, advice: [], budgets: [], ...report })
    .split('\n')
    .slice(0, -1)
    .map((line) => [...(matcher.exec(line) ?? [])].slice(1));

describe('findings as lines of a compiler', () => {
  it('are read by the problem matcher that package.json contributes', () => {
    assert.deepEqual(matches({ advice: [finding] }), [
      [
        'src/a b.ts',
        '12',
        'warning',
        'A copy\ufffdby way of JSON. It saves up to 1 ms of CPU per request. It costs [much].',
        'json-copy',
      ],
    ]);
  });

  it('are information where there is only something to look at', () => {
    assert.equal(matches({ advice: [{ ...finding, certainty: 'lookHere' }] })[0]?.[2], 'info');
  });

  it('name a broken budget as an error, in the file that states it where it has no other place', () => {
    const placed = { ...budget, scope: 'function', name: 'search', file: 'src/search.ts', line: 3 } as const;
    const places = matches({ budgets: [budget, placed, { ...budget, verdict: 'within' }] }).map((each) =>
      each.slice(0, 3),
    );
    assert.deepEqual(places, [
      ['leanscope.json', '1', 'error'],
      ['src/search.ts', '3', 'error'],
    ]);
  });

  it('leave out what has no place', () => {
    const { rule, title, evidence, saving, certainty } = finding;
    assert.deepEqual(matches({ advice: [{ rule, title, evidence, saving, certainty }] }), []);
  });
});
