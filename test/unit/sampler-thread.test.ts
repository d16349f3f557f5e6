import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { Session } from 'node:inspector/promises';
import { getPriority } from 'node:os';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { putSamplersAhead } from '../../src/agent/sampler-thread.ts';

const threads = '/proc/self/task';
const samplers = (): readonly number[] =>
  readdirSync(threads)
    .filter((thread) => readFileSync(`${threads}/${thread}/comm`, 'utf8').startsWith('v8:ProfEvnt'))
    .map(Number);

describe('the thread that V8 samples from', () => {
  it('goes before others as far as the user may ask for that, and nothing else does', async function () {
    if (process.platform !== 'linux') this.skip();
    // `nice` says what it came to be; it counts from where this process is, which may have been put behind others itself.
    const further = String(-10 - getPriority());
    const allowed = Number(spawnSync('nice', ['-n', further, 'nice'], { encoding: 'utf8' }).stdout);
    const session = new Session();
    session.connect();
    await session.post('Profiler.enable');
    await session.post('Profiler.start');
    try {
      const found = samplers();
      assert.equal(found.length, 1);
      putSamplersAhead();
      const others = readdirSync(threads)
        .map(Number)
        .filter((thread) => !found.includes(thread));
      assert.deepEqual(found.map(getPriority), [allowed]);
      assert.deepEqual([...new Set(others.map(getPriority))], [getPriority()]);
    } finally {
      await session.post('Profiler.stop');
      session.disconnect();
    }
    // The thread has ended; the system takes its entry away a moment later.
    while (samplers().length > 0) await nextTurn();
  });
});
