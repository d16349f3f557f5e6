/** Applications that run already: measured without a restart, and left as they were. What cannot be measured so is left alone. */
import assert from 'node:assert/strict';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readdir } from 'node:fs/promises';
import { listeningPorts } from '../../src/launch/listening-ports.ts';
import { allowedError, app, ended, leanscope, leftBehindSoon, measure, nodeOf, start } from './leanscope.ts';

const truth = { alpha: 0.5, beta: 0.3, gamma: 0.2 };
const heldTo = 0.03;

describe('an application that is running', function () {
  this.timeout(60_000);
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
      const report = await measure(app('kernels'), 6, [], {}, ['--pid', String(pid)]);
      const kernels = report.functions.filter(({ name }) => name in truth);
      const all = kernels.reduce((sum, { selfCpuMsPerRequest }) => sum + selfCpuMsPerRequest, 0);
      for (const [name, share] of Object.entries(truth)) {
        const measured = (kernels.find((each) => each.name === name)?.selfCpuMsPerRequest ?? 0) / all;
        assert.ok(
          Math.abs(measured - share) <= allowedError(report, heldTo),
          `${name}: ${measured.toFixed(3)} instead of ${share}`,
        );
      }
      assert.match(report.app.command, /server\.cjs$/);
      assert.equal((await fetch(url, { headers: { connection: 'close' } })).status, 200);
      assert.deepEqual(await footprint(pid), before);
      assert.equal(running.exitCode, null);
    });
  }

  it('runs on when the tool is killed while it measures', async () => {
    const { pid, url } = await startKernels(process.execPath);
    const before = await footprint(pid);
    const tool = start(['run', '--pid', String(pid), '--cwd', app('kernels'), '--no-store', '--budget-seconds', '20']);
    const end = ended(tool);
    await new Promise<void>((settle) => {
      tool.stderr?.on('data', (text: Buffer) => {
        if (text.toString().includes('Measuring')) settle();
      });
    });
    tool.kill('SIGKILL');
    await end;
    assert.deepEqual(await leftBehindSoon(), []);
    assert.equal((await fetch(url, { headers: { connection: 'close' } })).status, 200);
    assert.deepEqual(await footprint(pid), before);
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

/** What an agent, or an inspector, left behind would show in: ports, threads, open files. Connections of the load need a moment to go. */
async function footprint(pid: number): Promise<unknown> {
  const look = async (): Promise<readonly unknown[]> => [
    await listeningPorts(pid),
    (await readdir(`/proc/${pid}/task`)).length,
    (await readdir(`/proc/${pid}/fd`)).length,
  ];
  for (let tries = 0; tries < 20; tries++) {
    const seen = await look();
    await new Promise((settle) => setTimeout(settle, 100));
    if (JSON.stringify(seen) === JSON.stringify(await look()) && tries > 5) return seen;
  }
  return look();
}
