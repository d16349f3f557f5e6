/** Whichever process of a run is killed, by whichever signal, as soon as it is there: nothing is left running. */
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { app, ended, leftBehindSoon, newMark, pidsOf, start, startParent, testMs, until } from '../world/leanscope.ts';

/** What the tool may end with once one of its own processes was hit; null stands for the signal itself. */
const exits: Readonly<Record<string, readonly (number | null)[]>> = { cli: [null, 130], keeper: [3], generator: [3] };
const signals = ['SIGKILL', 'SIGTERM'] as const;

describe('a run of which', function () {
  this.timeout(testMs);
  for (const file of ['starts-children', 'ignores-sigterm', 'blocks-loop'])
    for (const [program, codes] of Object.entries(exits))
      it(`the ${program} is killed (${file}) leaves nothing behind, whatever the signal`, async () => {
        await Promise.all(
          signals.map(async (signal) => {
            const mark = newMark();
            const flags = ['--cwd', app('misbehaving'), '--budget-seconds', '60', '--no-store', '--quiet'];
            const end = ended(start(['run', ...flags, '--', 'node', `${file}.cjs`], { mark }));
            await whenThere('generator', mark);
            process.kill(await whenThere(program, mark), signal);
            const { code, stderr } = await end;
            assert.ok(codes.includes(code), `${signal}, exit code ${code ?? 'none'}: ${stderr}`);
            assert.deepEqual(await leftBehindSoon(mark), []);
          }),
        );
      });
});

describe('the parent of a run that asked for its events', function () {
  this.timeout(testMs);
  it('takes everything with it, whatever the signal', async () => {
    await Promise.all(
      signals.map(async (signal) => {
        const mark = newMark();
        const flags = ['--events', '--cwd', app('misbehaving'), '--no-store'];
        const parent = startParent(['run', ...flags, '--', 'node', 'ignores-sigterm.cjs'], mark);
        const gone = once(parent, 'exit');
        await whenThere('generator', mark);
        parent.kill(signal);
        await gone;
        assert.deepEqual(await leftBehindSoon(mark), []);
      }),
    );
  });
});

function whenThere(program: string, mark: string): Promise<number> {
  return until(`the ${program} is there`, async () => (await pidsOf(program, mark))[0]);
}
