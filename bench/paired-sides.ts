/** Two instances of an application side by side, one as it is and one with the agent in it, and the CPU that each takes for a request. Linux. */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { launch } from '../src/launch/launch.ts';
import { load } from '../src/load/load.ts';
import type { Spec } from '../src/model/spec.ts';
import type { Target } from '../src/model/target.ts';
import type { LoadSession, LoadSlice } from '../src/model/workload.ts';

const dist = (file: string): string => join(import.meta.dirname, '..', 'dist', file);
const [plainPort, measuredPort] = [18_473, 18_474];

export interface Side {
  readonly pid: number;
  readonly session: LoadSession;
}

export interface TwoSides {
  readonly bare: Side;
  readonly measured: Side;
  /** That with the agent in it. */
  readonly target: Target;
  readonly stop: () => Promise<void>;
}

/** Both have been warmed up. */
export async function startTwoSides(spec: Spec, warmUpMs: number): Promise<TwoSides> {
  const plain = await startPlain(spec, plainPort);
  let target: Target | undefined;
  const sessions: LoadSession[] = [];
  const stop = async (): Promise<void> => {
    await Promise.all(sessions.map((session) => session.close()));
    plain.kill('SIGKILL');
    await target?.stop();
  };
  try {
    target = await launch(
      { ...spec, env: { PORT: String(measuredPort) } },
      {
        agentFile: dist('agent.cjs'),
        keeperFile: dist('keeper.cjs'),
        guardFile: dist('guard.cjs'),
        signal: new AbortController().signal,
      },
    );
    for (const baseUrl of [`http://127.0.0.1:${plainPort}`, target.baseUrl])
      sessions.push(await openLoad(spec, { ...target, baseUrl }));
    const [bare, measured] = [plain.pid, target.agents()[0]?.pid].map((pid, i) => sideOf(pid, sessions[i]));
    if (bare === undefined || measured === undefined) throw new Error('the application has gone');
    for (const side of [bare, measured, bare, measured]) await cpuPerRequest(side, { durationMs: warmUpMs });
    return { bare, measured, target, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

function sideOf(pid: number | undefined, session: LoadSession | undefined): Side | undefined {
  return pid === undefined || session === undefined ? undefined : { pid, session };
}

async function startPlain({ command: [program = '', ...args], cwd }: Spec, port: number): Promise<ChildProcess> {
  const child = spawn(program, args, {
    cwd,
    env: { ...process.env, PORT: String(port) },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await once(child.stdout, 'data');
  return child;
}

async function openLoad(spec: Spec, target: Target): Promise<LoadSession> {
  const session = await load(spec, target, dist('generator.cjs')).open();
  await session.prepare();
  return session;
}

export async function cpuPerRequest(side: Side, slice: LoadSlice): Promise<number> {
  let completed = 0;
  const used = await cpuWhile(side, async () => {
    const { perRequest } = await side.session.run(slice);
    completed = perRequest.reduce((sum, each) => sum + each.completed, 0);
  });
  return used / completed;
}

export async function cpuWhile({ pid }: Side, work: () => Promise<unknown>): Promise<number> {
  const before = await cpuNs(pid);
  await work();
  return (await cpuNs(pid)) - before;
}

/** CPU time of all threads of a process, ns: first field of each thread's schedstat. */
async function cpuNs(pid: number): Promise<number> {
  const tasks = await readdir(`/proc/${pid}/task`);
  const each = await Promise.all(tasks.map((task) => readFile(`/proc/${pid}/task/${task}/schedstat`, 'latin1')));
  return each.reduce((sum, text) => sum + Number(text.split(' ')[0]), 0);
}
