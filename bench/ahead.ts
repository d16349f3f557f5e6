/**
 * Beside busy programs, does it help to put V8's sampler ahead in the queue for a processor? Two kernels of the same cost, one after the
 * other, each time from rest; two programs that work and rest by turns of up to 1.5 s keep the processors busy. Turns with and without,
 * each in a process of its own; Linux, and a user who may (root, or CAP_SYS_NICE).
 *
 *     npm run bench:ahead [turns]
 */
import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { Session } from 'node:inspector/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { CPU_INTERVAL_US } from '../src/model/agent-protocol.ts';
import { putSamplersAhead } from '../src/agent/sampler-thread.ts';

const sampledMs = 5000;
const restMs = 2;
const busyPrograms = 2;
const longestTurnMs = 1500;

/** The first kernel's part of the samples of both. */
async function firstPart(isAhead: boolean): Promise<number> {
  const session = new Session();
  session.connect();
  await session.post('Profiler.enable');
  await session.post('Profiler.setSamplingInterval', { interval: CPU_INTERVAL_US });
  await session.post('Profiler.start');
  if (isAhead) putSamplersAhead();
  const end = performance.now() + sampledMs;
  while (performance.now() < end) {
    first();
    second();
    await sleep(restMs);
  }
  const { profile } = await session.post('Profiler.stop');
  const samplesOf = (name: string): number =>
    profile.nodes.reduce(
      (sum, { callFrame, hitCount = 0 }) => sum + (callFrame.functionName === name ? hitCount : 0),
      0,
    );
  return samplesOf('first') / (samplesOf('first') + samplesOf('second'));
}

function first(): number {
  let x = 0;
  for (let i = 0; i < 1_000_000; i++) x = (x * 31 + i) % 1_000_003;
  return x;
}

function second(): number {
  let x = 0;
  for (let i = 0; i < 1_000_000; i++) x = (x * 31 + i) % 1_000_003;
  return x;
}

async function keepBusy(): Promise<never> {
  // Never longer than who started it.
  process.once('disconnect', () => process.exit());
  for (;;) {
    const end = performance.now() + Math.random() * longestTurnMs;
    while (performance.now() < end) first();
    await sleep(Math.random() * longestTurnMs);
  }
}

const start = (part: string): ChildProcess => fork(import.meta.filename, [part], { execArgv: ['--no-warnings'] });

async function partIn(child: ChildProcess): Promise<number> {
  const [part] = (await once(child, 'message')) as [number];
  return part;
}

async function main(turns: number): Promise<void> {
  const busy = Array.from({ length: busyPrograms }, () => start('busy'));
  const parts: Record<'as it is' | 'ahead', number[]> = { 'as it is': [], ahead: [] };
  for (let turn = 0; turn < turns; turn++)
    for (const name of ['as it is', 'ahead'] as const) parts[name].push(await partIn(start(name)));
  for (const child of busy) child.kill('SIGKILL');
  console.log('part of the samples that the first of two equal kernels has (truth 0.5)');
  for (const [name, found] of Object.entries(parts)) {
    const sorted = found.toSorted((a, b) => a - b).map((part) => part.toFixed(3));
    console.log(
      `  ${name.padEnd(10)} median ${sorted[sorted.length >> 1] ?? ''}, ${sorted[0] ?? ''} to ${sorted.at(-1) ?? ''}`,
    );
  }
}

const [part] = process.argv.slice(2);
if (part === 'busy') await keepBusy();
else if (part === 'ahead' || part === 'as it is') process.send?.(await firstPart(part === 'ahead'));
else await main(Number(part ?? 9));
