import * as assert from 'node:assert/strict';
import type { RunEvent } from '../../../src/model/progress.ts';
import { followRun, type RunEnd } from '../../../src/extension/run-process.ts';
import { workspaceFolder } from './workspace.ts';

interface Followed {
  readonly end: RunEnd;
  readonly events: readonly RunEvent[];
}

async function follow(
  script: string,
  controller = new AbortController(),
  args: readonly string[] = [],
): Promise<Followed> {
  const program = process.env['LEANSCOPE_TEST_PROGRAM'];
  assert.ok(program);
  const events: RunEvent[] = [];
  process.env['SCRIPTED_RUN'] = script;
  try {
    const end = await followRun({
      program,
      cwd: workspaceFolder().uri.fsPath,
      args,
      signal: controller.signal,
      onEvent: (event) => {
        events.push(event);
        if (script === 'stubborn') controller.abort();
      },
      onOutput: () => undefined,
      patience: { untilTerminateMs: 200, untilKillMs: 400 },
    });
    return { end, events };
  } finally {
    delete process.env['SCRIPTED_RUN'];
  }
}

describe('following a run', () => {
  it('passes its events on in their order', async () => {
    const { end, events } = await follow('succeed');
    assert.equal(end.kind, 'done');
    assert.deepEqual(
      events.map((event) => (event.kind === 'phase' ? event.phase : event.kind)),
      ['starting', 'progress', 'measuring', 'progress', 'warning', 'sampling', 'progress'],
    );
  });

  it('names the process to measure, where there is one', async () => {
    const { events } = await follow('succeed', new AbortController(), ['--pid', '4242']);
    assert.deepEqual(events[0], { kind: 'phase', phase: 'starting', detail: 'process 4242' });
  });

  it('tells an expected failure from a death', async () => {
    assert.equal((await follow('fail')).end.kind, 'failed');
    assert.deepEqual((await follow('crash')).end, { kind: 'died', code: 4, signal: null });
  });

  it('does not start when it was cancelled before', async () => {
    const controller = new AbortController();
    controller.abort();
    assert.deepEqual(await follow('succeed', controller), { end: { kind: 'cancelled' }, events: [] });
  });

  it('kills a command line that does not let itself be cancelled', async () => {
    assert.deepEqual((await follow('stubborn')).end, { kind: 'cancelled' });
  });
});
