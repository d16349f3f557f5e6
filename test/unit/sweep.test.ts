/** Who is ended, and who is never touched. */
import assert from 'node:assert/strict';
import { spawn, type ChildProcess } from 'node:child_process';
import process from 'node:process';
import { limitReached } from '../../src/cli/system-limits.ts';
import { newMark } from '../../src/launch/mark.ts';
import { processAt, processTable } from '../../src/launch/process-table.ts';
import { sweep } from '../../src/launch/sweep.ts';
import { inTemporaryFolder } from '../temporary-folder.ts';

const sleeper = (env: NodeJS.ProcessEnv = {}): ChildProcess =>
  spawn(process.execPath, ['-e', 'setTimeout(() => {}, 60_000)'], { env: { ...process.env, ...env }, stdio: 'ignore' });

const ended = (child: ChildProcess): Promise<NodeJS.Signals | null> =>
  new Promise((resolve) => {
    child.once('exit', (_code, signal) => {
      resolve(signal);
    });
  });

describe('the processes of this machine', () => {
  it('are told apart by when they began', async function () {
    if (process.platform === 'win32') this.skip();
    const own = await processAt(process.pid);
    assert.equal(own?.parent, process.ppid);
    assert.deepEqual(
      (await processTable()).find(({ pid }) => pid === process.pid),
      own,
    );
    const child = sleeper();
    const gone = ended(child);
    assert.equal((await processAt(child.pid ?? 0))?.parent, process.pid);
    child.kill('SIGKILL');
    await gone;
    assert.equal(await processAt(child.pid ?? 0), undefined);
  });
});

describe('a sweep', () => {
  it('ends who carries the mark or was noted, and nobody else', async function () {
    if (process.platform === 'win32') this.skip();
    const mark = newMark('00000000-0000-4000-8000-000000000001');
    const [marked, noted, other] = [sleeper({ LEANSCOPE_RUN: mark.runId }), sleeper(), sleeper()];
    const { start = '' } = (await processAt(noted.pid ?? 0)) ?? {};
    const ends = [ended(marked), ended(noted)];
    await inTemporaryFolder({ descendants: `${noted.pid ?? 0} ${start}\n` }, async (folder) => {
      await sweep({ mark, folder });
    });
    assert.deepEqual(await Promise.all(ends), ['SIGKILL', 'SIGKILL']);
    assert.notEqual(await processAt(other.pid ?? 0), undefined);
    other.kill('SIGKILL');
  });

  it('never touches a process that has the number of one that has gone', async function () {
    if (process.platform === 'win32') this.skip();
    const mark = newMark('00000000-0000-4000-8000-000000000002');
    const child = sleeper();
    const pid = child.pid ?? 0;
    // It began at another time than the process that was noted.
    await inTemporaryFolder({ descendants: `${pid} 1\n` }, async (folder) => {
      await sweep({ mark, folder, leader: { pid, start: '1' }, limited: true });
    });
    assert.notEqual(await processAt(pid), undefined);
    child.kill('SIGKILL');
  });
});

describe('a limit of the system', () => {
  it('is told from a bug by the error that it gives', () => {
    const error = (code: string, syscall = ''): Error => Object.assign(new Error('x'), { code, syscall });
    assert.equal(limitReached(error('EMFILE'))?.limit, 'files');
    assert.equal(limitReached(error('EAGAIN', 'spawn node'))?.limit, 'processes');
    assert.equal(limitReached(error('ERR_WORKER_OUT_OF_MEMORY'))?.limit, 'memory');
    assert.equal(limitReached(error('EAGAIN', 'read')), undefined);
    assert.equal(limitReached(new TypeError('x')), undefined);
  });
});
