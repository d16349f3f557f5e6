/** Runs the built command line, or the sampler, on the application of a case; gives the Recording as it left it. */
import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import type { Recording } from '../../src/model/recording.ts';
import { readRecording } from '../../src/store/read-run.ts';
import { listRuns } from '../../src/store/store.ts';
import { root } from '../host/folders.ts';
import { createSampler } from '../sampled-program.ts';
import { app, ended, leanscope, nodeOf } from '../world/leanscope.ts';
import type { RecordingCase } from './case.ts';

export async function make(recordingCase: RecordingCase): Promise<Recording> {
  const { app: of } = recordingCase;
  const folder = typeof of === 'string' ? app(of) : await of();
  const node = await nodeOf(recordingCase.node);
  const command = recordingCase.command.map((word) => (word === 'node' ? node : word));
  const env = { ...recordingCase.env, PATH: [dirname(node), process.env['PATH']].join(delimiter) };
  const started = { recordingCase, folder, command, env };
  return recordingCase.by === 'sampler' ? sample(started) : measure(started);
}

interface Started {
  readonly recordingCase: RecordingCase;
  readonly folder: string;
  readonly command: readonly string[];
  readonly env: Readonly<Record<string, string>>;
}

async function sample({ folder, command, env }: Started): Promise<Recording> {
  const sampler = await createSampler();
  try {
    const recording = await sampler.sample(command, folder, env);
    const nodeVersion = execFileSync(command[0] ?? '', ['--version'], { encoding: 'utf8' }).trim();
    const agentFile = join(root, 'dist', 'agent.cjs');
    return { ...recording, agentFile, app: { ...recording.app, kind: 'script', command, nodeVersion } };
  } finally {
    await sampler.dispose();
  }
}

async function measure(started: Started): Promise<Recording> {
  const { recordingCase, folder, command, env } = started;
  const scenario = await mkdtemp(join(tmpdir(), 'leanscope-scenario-'));
  const running = recordingCase.by === 'attach' ? await startAhead(started) : undefined;
  try {
    const which = running === undefined ? [] : ['--pid', String(running.pid)];
    const flags = [...which, ...recordingCase.flags, ...(await scenarioFlags(recordingCase, scenario))];
    const what = running !== undefined || command.length === 0 ? [] : ['--', ...command];
    const { code, stderr } = await leanscope(['run', '--cwd', folder, '--quiet', ...flags, ...what], { env });
    if (code !== (recordingCase.exitCode ?? 0))
      throw new Error(`leanscope ended with ${code ?? 'a signal'}:\n${stderr}`);
    return await newestOf(folder);
  } finally {
    await rm(scenario, { recursive: true, force: true });
    if (running !== undefined) await stop(running);
  }
}

async function scenarioFlags({ paths }: RecordingCase, folder: string): Promise<readonly string[]> {
  if (paths === undefined) return [];
  const file = join(folder, 'scenario.json');
  await writeFile(file, JSON.stringify({ requests: paths.map((path) => ({ method: 'GET', path })) }));
  return ['--scenario', file];
}

/** It tells where it listens: its first words are waited for. */
async function startAhead({ folder, command: [program = '', ...args], env }: Started): Promise<ChildProcess> {
  const child = spawn(program, args, {
    cwd: folder,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  await once(child.stdout, 'data');
  return child;
}

async function stop(child: ChildProcess): Promise<void> {
  const end = ended(child);
  child.kill('SIGKILL');
  await end;
}

/** The run is taken out of the application's folder, in which it would count as an earlier one. */
async function newestOf(folder: string): Promise<Recording> {
  const [newest] = await listRuns(folder);
  if (newest === undefined) throw new Error(`no run was stored in ${folder}`);
  const recording = await readRecording(folder, newest);
  await rm(join(folder, '.leanscope', 'runs', newest), { recursive: true });
  return recording;
}
