/** A worker that sleeps in `Atomics.wait` rests, whatever V8 calls the function it sleeps in; one that stands in line computes. */
import assert from 'node:assert/strict';
import { attribute } from '../../src/attribute/attribute.ts';
import type { Costs } from '../../src/model/costs.ts';
import type { CpuProgress, RecordedScript } from '../../src/model/recorded-samples.ts';
import type { ThreadUsage } from '../../src/model/recorded-slice.ts';
import { symbolicate } from '../../src/symbolicate/symbolicate.ts';
import { costNamed, costsOf, near, rowOf } from '../costs-of.ts';
import { drawStacks } from '../profile-drawing.ts';
import { recordingWith, sliceWith } from '../recording-with.ts';

const text = 'function sleeps(bell) {\n  Atomics.wait(bell, 0, 0);\n}\nfunction works() {\n}\n';
const starts = { sleeps: 0, works: text.indexOf('function works') };

/** 900 samples of sleep and 100 of work in a second, in which the system books 250 ms: 100 of work, and 150 for falling asleep and waking. */
function costs({ silent, sleepLine = 2 }: { readonly silent: boolean; readonly sleepLine?: number }): Costs {
  const stacks = {
    ...drawStacks(`${`sleeps:pool.js:1@${sleepLine}  `.repeat(9)}works:pool.js:4  `.repeat(100)),
    ...{ process: 0, thread: 1 },
  };
  const scripts = stacks.tree.frames
    .filter(({ url }) => url !== '')
    .slice(0, 1)
    .map(({ scriptId, url }): RecordedScript => ({
      ...{ process: 0, thread: 1, scriptId, url, text },
      functions: [
        { name: 'sleeps', start: starts.sleeps, end: starts.works - 1 },
        { name: 'works', start: starts.works, end: text.length - 1 },
      ],
    }));
  const thread: ThreadUsage = {
    ...{ process: 0, thread: 1, cpuUs: 250_000, eventLoopActiveUs: 250_000, eventLoopIdleUs: 750_000 },
    ...(silent ? { silent: true as const } : {}),
    heapUsedBytes: 1,
  };
  const usage = { processCpuUs: 250_000, javascriptThreadCpuUs: 250_000, threads: [thread] };
  const slices = [sliceWith('asIs', { usage }), sliceWith('cpuSampling', { usage })];
  const recording = recordingWith({ stacks: [stacks], scripts, slices });
  return attribute(recording, symbolicate(recording));
}

describe('a worker that sleeps in Atomics.wait', () => {
  it('works for as long as its samples of work say; the rest of its CPU is native, and not the sleeper’s', () => {
    const found = costs({ silent: true });
    // 100 ms of 250 for 100 requests.
    near(costNamed(found, 'works').selfCpuMsPerRequest, 1);
    assert.equal(found.functions.find(({ name }) => name === 'sleeps')?.selfCpuMsPerRequest ?? 0, 0);
    near(rowOf(found, 'native'), 1.5);
    assert.equal(found.quality.samples, 100);
  });

  it('works where it stands on another line than that of the call', () => {
    assert.ok(costNamed(costs({ silent: true, sleepLine: 1 }), 'sleeps').selfCpuMsPerRequest > 0);
  });

  it('is one that does not turn its event loop: elsewhere a call of it holds up what waits for the loop', () => {
    assert.ok(costNamed(costs({ silent: false }), 'sleeps').selfCpuMsPerRequest > 0);
  });
});

describe('a thread that stands in line for a processor', () => {
  /** By turns 10 samples of each, a ms apart. A third of the CPU that `computes` wants is there; it stands in line for the rest. */
  const stacks = drawStacks(`${'waits  '.repeat(10)}${'computes  '.repeat(10)}`.repeat(50));
  const readings = Array.from({ length: 101 }, (_, i) => i);
  const atUs = readings.map((i) => i * 10_000);
  const used = readings.map((i) => Math.floor(i / 2) * 3_000);
  const queued = readings.map((i) => Math.floor(i / 2) * 7_000);
  const slices = [
    sliceWith('asIs', { usage: { processCpuUs: 100_000, javascriptThreadCpuUs: 100_000 } }),
    sliceWith('cpuSampling', { usage: { javascriptThreadCpuUs: 150_000 } }),
  ];
  const of = (name: string, cpuProgress: CpuProgress): number =>
    costsOf({ stacks: [{ ...stacks, cpuProgress }], slices }).functions.find((each) => each.name === name)
      ?.selfCpuMsPerRequest ?? 0;

  it('computes', () => {
    near(of('computes', { atUs, cpuUs: used, queuedUs: queued }), 1, 1e-6);
    near(of('waits', { atUs, cpuUs: used, queuedUs: queued }), 0, 1e-6);
  });

  it('and one that waits gets nothing for being woken by its samples, though it never rests', () => {
    // 20 µs for each of the 10 samples of a wait.
    const woken = readings.map((i) => Math.floor(i / 2) * 10_000 + Math.ceil(i / 2) * 200);
    const cpuProgress = { atUs, cpuUs: woken, queuedUs: readings.map(() => 0) };
    near(of('waits', cpuProgress), 0, 1e-6);
    near(of('computes', cpuProgress), 1, 1e-6);
  });
});
