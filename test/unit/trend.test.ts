import assert from 'node:assert/strict';
import { lastAlike, trendOf } from '../../src/extension/view/trend.ts';
import { summaryOf, type RunSummary } from '../../src/model/run-summary.ts';
import { conclude } from '../../src/run.ts';
import { drawStacks } from '../profile-drawing.ts';
import { recordingWith } from '../recording-with.ts';

const runOf = (cpuMsPerRequest: number, halfWidth: number, fields: Partial<RunSummary> = {}): RunSummary => ({
  ...{ schemaVersion: 1, startedAt: '2024-02-29T12:00:00.000Z', kind: 'server', command: 'npm start' },
  ...{ requests: 1000, errors: 0, cpuMsPerRequest },
  cpuMsPerRequestInterval: { low: cpuMsPerRequest - halfWidth, high: cpuMsPerRequest + halfWidth },
  ...fields,
});

describe('the trend of runs', () => {
  it('is up or down where a difference is large and beyond both intervals', () => {
    assert.deepEqual(trendOf(runOf(3, 0.1), runOf(2, 0.1)), { direction: 'more', change: 0.5 });
    assert.deepEqual(trendOf(runOf(1, 0.1), runOf(2, 0.1)), { direction: 'less', change: -0.5 });
  });

  it('is none where chance, or the time of day, may explain it', () => {
    // 1.0 ± 0.6 and 2.0 ± 0.6 overlap from 1.4 to 1.6; 2.1 is 5 % above 2.
    assert.equal(trendOf(runOf(1, 0.6), runOf(2, 0.6))?.direction, 'same');
    assert.equal(trendOf(runOf(2.1, 0.01), runOf(2, 0.01))?.direction, 'same');
  });

  it('is not told without intervals', () => {
    const unsure = Object.fromEntries(
      Object.entries(runOf(3, 0.1)).filter(([name]) => name !== 'cpuMsPerRequestInterval'),
    ) as unknown as RunSummary;
    assert.equal(trendOf(unsure, runOf(2, 0.1))?.direction, 'same');
  });

  it('holds a run against the last of the same command that was whole', () => {
    const other = runOf(9, 0.1, { command: 'node import.js' });
    const broken = runOf(8, 0.1, { partial: true });
    const like = runOf(2, 0.1);
    assert.equal(lastAlike(runOf(3, 0.1), [other, broken, like, runOf(1, 0.1)]), like);
    assert.equal(lastAlike(runOf(3, 0.1), [other]), undefined);
    assert.equal(trendOf(runOf(3, 0.1), other), undefined);
  });
});

describe('the summary of a run', () => {
  const report = conclude(recordingWith({ stacks: [drawStacks('main  main\na     b')] }));

  it('has the figures of its report and nothing that is not known', () => {
    const summary = summaryOf(report);
    assert.equal(summary.cpuMsPerRequest, report.totals.cpuMsPerRequest);
    assert.equal(summary.requests, report.totals.requests);
    assert.equal('brokenBudgets' in summary, false);
    assert.equal(Object.values(summary).includes(undefined), false);
  });

  it('counts the budgets that are broken', () => {
    const budget = { scope: 'app', metric: 'cpuMsPerRequest', limit: 1 } as const;
    const budgets = [{ ...budget, verdict: 'over' } as const, { ...budget, verdict: 'unclear' } as const];
    assert.equal(summaryOf({ ...report, budgets }).brokenBudgets, 1);
  });
});
