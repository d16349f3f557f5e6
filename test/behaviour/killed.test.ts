/** Whichever process of a run is killed, by whichever signal: nothing is left running. */
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { app, ended, leftBehindSoon, pidsOf, start, startParent } from '../world/leanscope.ts';

/** What the tool may end with once one of its own processes was hit; null stands for the signal itself. */
const exits: Readonly<Record<string, readonly (number | null)[]>> = { cli: [null, 130], keeper: [3], generator: [3] };

describe('a run of which', function () {
  this.timeout(60_000);
  for (const file of ['starts-children', 'ignores-sigterm', 'blocks-loop']) {
    for (const [program, codes] of Object.entries(exits)) {
      for (const signal of ['SIGKILL', 'SIGTERM'] as const) {
        it(`the ${program} gets ${signal} (${file}) leaves nothing behind`, async () => {
          const child = start([
            'run',
            '--cwd',
            app('misbehaving'),
            '--budget-seconds',
            '20',
            '--no-store',
            '--quiet',
            '--',
            'node',
            `${file}.cjs`,
          ]);
          const end = ended(child);
          const pid = await untilThere(program);
          await untilThere('generator');
          process.kill(pid, signal);
          const { code, stderr } = await end;
          assert.ok(codes.includes(code), `exit code ${code ?? 'none'}: ${stderr}`);
          assert.deepEqual(await leftBehindSoon(), []);
        });
      }
    }
  }
});

describe('the parent of a run that asked for its events', function () {
  this.timeout(60_000);
  for (const signal of ['SIGKILL', 'SIGTERM'] as const) {
    it(`gets ${signal} and takes everything with it`, async () => {
      const args = ['run', '--events', '--cwd', app('misbehaving'), '--no-store', '--', 'node', 'ignores-sigterm.cjs'];
      const parent = startParent(args);
      const gone = once(parent, 'exit');
      await untilThere('generator');
      parent.kill(signal);
      await gone;
      assert.deepEqual(await leftBehindSoon(), []);
    });
  }
});

async function untilThere(program: string): Promise<number> {
  const deadline = performance.now() + 20_000;
  while (performance.now() < deadline) {
    const [pid] = await pidsOf(program);
    if (pid !== undefined) return pid;
    await new Promise((settle) => setTimeout(settle, 20));
  }
  throw new Error(`the ${program} did not start`);
}
