/** Whichever process of a run is killed, by whichever signal, as soon as it is there: nothing is left running. */
import assert from 'node:assert/strict';
import { randomInt } from 'node:crypto';
import { once } from 'node:events';
import { readdir, readFile } from 'node:fs/promises';
import {
  app,
  ended,
  leanscope,
  leftBehind,
  leftBehindSoon,
  newMark,
  pidsOf,
  start,
  startParent,
  testMs,
  until,
} from '../world/leanscope.ts';

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

describe('a run of which the tool and the keeper are killed in the same moment', function () {
  this.timeout(testMs);
  // A loop that is never free hears of nothing; a shell, and what is started with another environment, carry no agent.
  for (const file of ['starts-children', 'blocks-loop', 'leaves-its-group', 'never-listens'])
    it(`leaves nothing behind (${file})`, async () => {
      const mark = newMark();
      const flags = ['--cwd', app('misbehaving'), '--no-store', '--quiet'];
      const seconds = sleepSeconds();
      const child = start(['run', ...flags, '--', 'node', `${file}.cjs`], { mark, env: { SLEEP_SECONDS: seconds } });
      const end = ended(child);
      const keeper = await whenThere('keeper', mark);
      await untilStarted(`${file}.cjs`, mark);
      const both = [child.pid ?? 0, keeper];
      for (const signal of ['SIGSTOP', 'SIGKILL'] as const) for (const pid of both) process.kill(pid, signal);
      await end;
      assert.deepEqual(await leftBehindSoon(mark), []);
      await untilNoneSleeps(seconds);
    });
});

describe('an application that starts programs with an environment and a group of their own', function () {
  this.timeout(testMs);
  it('leaves none of them behind after an ordinary end', async () => {
    const call = ['run', '--cwd', app('misbehaving'), '--budget-seconds', '2', '--no-store', '--quiet'];
    const seconds = sleepSeconds();
    const command = ['--', 'node', 'leaves-its-group.cjs'];
    const { code, stderr } = await leanscope([...call, ...command], { env: { SLEEP_SECONDS: seconds } });
    assert.equal(code, 0, stderr);
    // An ordinary end waits for them.
    assert.deepEqual(await sleepers(seconds), []);
  });
});

/** Tells what one run of `leaves-its-group.cjs` starts from all other programs of this machine. */
const sleepSeconds = (): string => String(1e8 + randomInt(1e8));

/** Who is killed by whom is over before the last of them is gone. */
function untilNoneSleeps(seconds: string): Promise<true> {
  return until(
    `no program of the application sleeps for ${seconds} s`,
    async () => (await sleepers(seconds)).length === 0 || undefined,
  );
}

async function sleepers(seconds: string): Promise<readonly string[]> {
  const commands = await Promise.all(
    (await readdir('/proc'))
      .filter((name) => /^\d+$/.test(name))
      .map((pid) => readFile(`/proc/${pid}/cmdline`, 'latin1').catch(() => '')),
  );
  return commands.filter((command) => command.startsWith(`sleep\0${seconds}`));
}

function untilStarted(file: string, mark: string): Promise<true> {
  return until(`${file} runs`, async () => {
    const commands = await leftBehind(mark);
    return commands.some((line) => line.includes(file) && !line.includes('cli.cjs')) || undefined;
  });
}

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
