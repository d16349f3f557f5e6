/** Applications that run already: measured without a restart, and left as they were. What cannot be measured so is left alone. */
import assert from 'node:assert/strict';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readdir } from 'node:fs/promises';
import { listeningPorts } from '../../src/launch/listening-ports.ts';
import { app, ended, leanscope, leftBehindSoon, measure, nodeOf, start, testMs, until, written } from './leanscope.ts';

/** What test/apps/kernels calls for one request. */
const calls = { alpha: 500, beta: 300, gamma: 200 };

describe('an application that is running', function () {
  this.timeout(testMs);
  let running: ChildProcess;

  async function startKernels(node: string, flags: readonly string[] = []): Promise<{ pid: number; url: string }> {
    running = spawn(node, [...flags, 'server.cjs'], { cwd: app('kernels'), stdio: ['ignore', 'pipe', 'pipe'] });
    const [text] = (await once(running.stdout ?? running, 'data')) as [Buffer];
    return { pid: running.pid ?? 0, url: /http:\S+/.exec(text.toString())?.[0] ?? '' };
  }

  for (const major of [20, 26]) {
    it(`is measured on Node.js ${major}, and runs on as before`, async () => {
      const { pid, url } = await startKernels(await nodeOf(major));
      const before = await footprint(pid);
      const report = await measure(app('kernels'), 1, [], {}, ['--pid', String(pid)]);
      for (const [name, callsPerRequest] of Object.entries(calls)) {
        const found = report.functions.find((each) => each.name === name);
        assert.equal(found?.file, `${name}.cjs`);
        assert.deepEqual(found.calls, [{ method: 'GET', path: '/', callsPerRequest }]);
      }
      assert.equal(report.totals.errors, 0);
      assert.match(report.app.command, /server\.cjs$/);
      assert.equal((await fetch(url, { headers: { connection: 'close' } })).status, 200);
      await leftAsBefore(pid, before);
      assert.equal(running.exitCode, null);
    });
  }

  it('runs on when the tool is killed while it measures', async () => {
    const { pid, url } = await startKernels(process.execPath);
    const before = await footprint(pid);
    const tool = start(['run', '--pid', String(pid), '--cwd', app('kernels'), '--no-store', '--budget-seconds', '20']);
    const end = ended(tool);
    await written(tool, /Measuring/);
    tool.kill('SIGKILL');
    await end;
    assert.deepEqual(await leftBehindSoon(), []);
    assert.equal((await fetch(url, { headers: { connection: 'close' } })).status, 200);
    await leftAsBefore(pid, before);
  });

  it('is refused when it is being debugged', async () => {
    const { pid } = await startKernels(process.execPath, ['--inspect=0']);
    const [text] = (await once(running.stderr ?? running, 'data')) as [Buffer];
    const debuggerUrl = /ws:\S+/.exec(text.toString())?.[0] ?? '';
    const socket = new WebSocket(debuggerUrl);
    await once(socket, 'open');
    await refused(pid, 3, /is being debugged/);
    socket.close();
  });

  it('is refused, and not killed by the signal, when it has its inspector off', async () => {
    const { pid } = await startKernels(await nodeOf(24), ['--disable-sigusr1']);
    await refused(pid, 3, /does not let an inspector be opened/);
  });

  it('is refused, and not killed by the signal, when it is not Node.js', async () => {
    running = spawn('sleep', ['60'], { stdio: 'ignore' });
    await refused(running.pid ?? 0, 2, /is sleep, not an application of Node\.js/);
  });

  it('has to be there', async () => {
    const { code, stderr } = await leanscope(['run', '--pid', '4194305']);
    assert.equal(code, 2);
    assert.match(stderr, /There is no process 4194305/);
  });

  it('is in the list of what can be measured, with its port', async () => {
    const { pid, url } = await startKernels(process.execPath);
    const { stdout } = await leanscope(['processes', '--json']);
    const found = (JSON.parse(stdout) as readonly { pid: number; ports: readonly number[] }[]).find(
      (each) => each.pid === pid,
    );
    assert.deepEqual(found?.ports, [Number(new URL(url).port)]);
  });

  async function refused(pid: number, exitCode: number, words: RegExp): Promise<void> {
    const { code, stderr } = await leanscope(['run', '--pid', String(pid)]);
    assert.equal(code, exitCode, stderr);
    assert.match(stderr, words);
    assert.equal(running.exitCode ?? running.signalCode, null);
  }

  afterEach(async () => {
    running.kill('SIGKILL');
    assert.deepEqual(await leftBehindSoon(), []);
  });
});

/** What an agent, or an inspector, left behind would show in: ports, threads, open files. */
async function footprint(pid: number): Promise<string> {
  const [threads, files] = await Promise.all(['task', 'fd'].map((folder) => readdir(`/proc/${pid}/${folder}`)));
  return JSON.stringify({ ports: await listeningPorts(pid), threads: threads?.length, files: files?.length });
}

/** Connections of the load need a moment to go. */
async function leftAsBefore(pid: number, before: string): Promise<void> {
  let seen = '';
  await until(`process ${pid} is as before`, async () => {
    seen = await footprint(pid);
    return seen === before;
  }).catch((error: unknown) => {
    throw new Error(`${seen} instead of ${before}`, { cause: error });
  });
}
