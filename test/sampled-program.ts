/** Samples a program from start to end, as a run of a script does, without the passes in which nothing is sampled. */
import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import { decodeCpu } from '../src/capture/decode.ts';
import { recordScript } from '../src/capture/scripts.ts';
import { recordSources } from '../src/capture/sources.ts';
import { readEvidence } from '../src/launch/evidence.ts';
import type { ThreadEvidence } from '../src/model/agent-protocol.ts';
import type { Recording } from '../src/model/recording.ts';
import { recordingWith, sliceWith } from './recording-with.ts';

export interface Sampler {
  /** What ran in the main thread that left the most samples: launchers leave some of their own. */
  sample(command: readonly string[], cwd: string, env?: NodeJS.ProcessEnv): Promise<Recording>;
  dispose(): Promise<void>;
}

export async function createSampler(): Promise<Sampler> {
  const folder = await mkdtemp(join(tmpdir(), 'leanscope-sampled-'));
  const preload = join(folder, 'preload.cjs');
  const entry = join(import.meta.dirname, 'record-preload.ts');
  await build({ entryPoints: [entry], bundle: true, platform: 'node', target: 'node20', outfile: preload });
  return {
    sample: async (command, cwd, env) => {
      const into = await mkdtemp(join(folder, 'evidence-'));
      await run(command, cwd, { ...env, SAMPLES_INTO: into, NODE_OPTIONS: `--require ${preload}` });
      return recordingOf(await evidenceIn(into), cwd);
    },
    dispose: () => rm(folder, { recursive: true, force: true }),
  };
}

async function run([program = '', ...args]: readonly string[], cwd: string, env: NodeJS.ProcessEnv): Promise<void> {
  const child = spawn(program, args, { cwd, env: { ...process.env, ...env }, stdio: ['ignore', 'ignore', 'pipe'] });
  let words = '';
  child.stderr.on('data', (text: Buffer) => (words += text.toString()));
  await new Promise<void>((settle, reject) => {
    child.on('error', reject);
    child.on('close', (code) => {
      if (code === 0) settle();
      else reject(new Error(`${program} ${args.join(' ')} ended with ${code ?? 'a signal'}:\n${words}`));
    });
  });
}

async function evidenceIn(folder: string): Promise<ThreadEvidence> {
  // A loader's thread that only waits has samples too, of nothing: on a busy machine more than the one that computes.
  const mains = (await readEvidence(folder)).filter(({ threadId }) => threadId === 0);
  const [most] = mains.toSorted((a, b) => (b.cpu?.samples.length ?? 0) - (a.cpu?.samples.length ?? 0));
  if (most === undefined) throw new Error('the program left no samples');
  return most;
}

async function recordingOf({ cpu, scripts, startedAtUs }: ThreadEvidence, cwd: string): Promise<Recording> {
  if (cpu === undefined) throw new Error('the program left no samples');
  const thread = { process: 1, thread: 0 };
  const whole = { startUs: cpu.startTime, endUs: cpu.endTime };
  const recorded = await Promise.all(scripts.map((script) => recordScript(script, thread)));
  const recording = recordingWith({
    stacks: [decodeCpu(cpu, { ...thread, startedAtUs })],
    ...(await recordSources(recorded, cwd)),
    slices: [sliceWith('asIs'), sliceWith('cpuSampling', whole)],
  });
  return { ...recording, app: { ...recording.app, cwd, workspaceRoot: cwd } };
}
