/** A program that is left to its own work: figures are per second of running, or per piece of work that it tells of. */
import assert from 'node:assert/strict';
import { unitsDone } from '../../src/capture/count-units.ts';
import { planTime } from '../../src/capture/plan.ts';
import type { Recording } from '../../src/model/recording.ts';
import { unitOf, unitsOf } from '../../src/model/unit.ts';
import { renderMarkdown } from '../../src/report/render-markdown.ts';
import { renderText } from '../../src/report/render-text.ts';
import { conclude } from '../../src/run.ts';
import { resolveSpec } from '../../src/spec/spec.ts';
import { translator } from '../../src/webview/strings.ts';
import { drawStacks } from '../profile-drawing.ts';
import { recordingWith, sliceWith } from '../recording-with.ts';

const perRequestWords = /request/i;

function processRecording(unit?: string): Recording {
  const { app } = recordingWith();
  // 0.5 s of wall time each; 100 ms of CPU in it.
  const slice = (kind: 'asIs' | 'cpuSampling', startUs: number) => {
    const bare = sliceWith(kind, { startUs, endUs: startUs + 500_000, usage: { processCpuUs: 100_000 } });
    return { ...bare, outcome: unitsDone(bare.outcome, unit === undefined ? 0.5 : 20) };
  };
  return recordingWith({
    app: { ...app, kind: 'process', ...(unit === undefined ? {} : { unit }), command: ['node', 'consumer.js'] },
    requests: [{ method: 'RUN', path: 'node consumer.js', route: 'node consumer.js', share: 1 }],
    slices: [slice('asIs', 0), slice('asIs', 1_000_000), slice('cpuSampling', 2_000_000)],
    stacks: [drawStacks('work')],
  });
}

describe('a process at its own work', () => {
  it('costs CPU per second of running: 100 ms in half a second are 200', () => {
    const { totals, app, routes, capacity } = conclude(processRecording());
    assert.equal(totals.cpuMsPerRequest, 200);
    assert.equal(totals.requests, 1);
    assert.equal(app.kind, 'process');
    assert.deepEqual(routes, []);
    assert.equal(capacity, undefined);
    assert.equal(totals.bytesOutPerRequest, undefined);
    assert.deepEqual(totals.latencyMs, {});
  });

  it('or per piece of work: 100 ms for 20 jobs are 5', () => {
    const { totals, app } = conclude(processRecording('jobs:done'));
    assert.equal(totals.cpuMsPerRequest, 5);
    assert.equal(totals.requests, 40);
    assert.equal(app.unit, 'jobs:done');
  });

  for (const unit of [undefined, 'jobs:done']) {
    it(`is never spoken of in requests (${unit ?? 'seconds'})`, () => {
      const report = conclude(processRecording(unit));
      for (const text of [renderText(report, { colour: false, width: 100 }), renderMarkdown(report)]) {
        const [figures = ''] = text.split('What the dollars assume');
        assert.doesNotMatch(figures, perRequestWords);
        assert.match(figures, unit === undefined ? /CPU per second/ : /CPU per jobs:done/);
      }
    });
  }

  it('has its words on the page too, in both languages', () => {
    const process = { kind: 'process' } as const;
    assert.equal(translator('en', process)('cpuPerRequest'), 'CPU per second');
    assert.match(translator('fr', process)('cpuPerRequest'), /par seconde/);
    assert.equal(translator('en', { kind: 'script' })('cpuPerRequest'), 'CPU per run');
    assert.equal(translator('en', { kind: 'process', unit: 'jobs:done' })('cpuPerRequest'), 'CPU per jobs:done');
    assert.equal(translator('en')('cpuPerRequest'), 'CPU per request');
    // What fills a hole is a name, and stays.
    assert.equal(
      translator('en', process)('found', 'request', 'requests'),
      translator('en')('found', 'request', 'requests'),
    );
  });

  it('has a word for one and for several', () => {
    assert.deepEqual([unitOf({ kind: 'server' }), unitsOf({ kind: 'server' })], ['request', 'requests']);
    assert.deepEqual([unitOf({ kind: 'script' }), unitsOf({ kind: 'script' })], ['run', 'runs']);
    assert.deepEqual([unitOf({ kind: 'process' }), unitsOf({ kind: 'process' })], ['second', 'seconds']);
    const told = { kind: 'process', unit: 'jobs:done' } as const;
    assert.deepEqual([unitOf(told), unitsOf(told)], ['jobs:done', 'jobs:done']);
  });

  it('takes the time that is stated, and no time for requests', async () => {
    const spec = await resolveSpec({ cwd: '.', command: ['node', 'consumer.js'], seconds: 20, per: 'jobs:done' });
    assert.equal(spec.kind, 'process');
    assert.equal(spec.unit, 'jobs:done');
    assert.equal(spec.budgetSeconds, 20);
    const { climbMs, oneAtATimeMs, asIsMs } = planTime(20_000, 0, { loaded: false });
    assert.deepEqual({ climbMs, oneAtATimeMs }, { climbMs: 0, oneAtATimeMs: 0 });
    assert.ok(asIsMs > planTime(20_000, 0).asIsMs);
  });
});
