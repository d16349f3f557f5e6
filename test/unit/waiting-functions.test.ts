/** Samples are of the clock on the wall; costs are of the processor. */
import assert from 'node:assert/strict';
import type { CpuProgress, CpuSamples } from '../../src/model/recorded-samples.ts';
import { costNamed, costsOf, near } from '../costs-of.ts';
import { drawStacks } from '../profile-drawing.ts';
import { sliceWith } from '../recording-with.ts';

/** A sample each ms, the n-th at n ms. Turns of 10 ms: `waits` and `computes` alternate. */
const turns = 50;
const drawing = `${'waits  '.repeat(10)}${'computes  '.repeat(10)}`.repeat(turns);
const slices = [
  sliceWith('asIs', { usage: { processCpuUs: 100_000, javascriptThreadCpuUs: 100_000 } }),
  sliceWith('cpuSampling', { usage: { javascriptThreadCpuUs: 500_000 } }),
];

/** What a clock of the thread shows that ran in the second half of each 20 ms, read every `everyMs`. */
function progress(everyMs: number): CpuProgress {
  const cpuAt = (ms: number): number => Math.floor(ms / 20) * 10 + Math.max(0, (ms % 20) - 10);
  const moments = Array.from({ length: Math.floor((turns * 20) / everyMs) + 1 }, (_, i) => i * everyMs);
  return { atUs: moments.map((ms) => ms * 1000), cpuUs: moments.map((ms) => cpuAt(ms) * 1000) };
}

function costsWith(cpuProgress: CpuProgress | undefined, stacks: CpuSamples = drawStacks(drawing)) {
  return costsOf({ stacks: [{ ...stacks, ...(cpuProgress === undefined ? {} : { cpuProgress }) }], slices });
}

describe('a thread that waits in a call', () => {
  it('costs nothing there where its CPU time is known at each turn', () => {
    const costs = costsWith(progress(10));
    near(costNamed(costs, 'computes').selfCpuMsPerRequest, 1);
    near(costs.functions.find(({ name }) => name === 'waits')?.selfCpuMsPerRequest ?? 0, 0);
    assert.equal(costs.quality.samples, 20 * turns);
  });

  it('costs little there where turns begin and end between two readings', () => {
    // Every 7 ms: most readings hold some of both, and by halves a tenth would go to the wrong one.
    const costs = costsWith(progress(7));
    const wrong = costs.functions.find(({ name }) => name === 'waits')?.selfCpuMsPerRequest ?? 0;
    assert.ok(wrong < 0.03, `${wrong} of 1 ms`);
    // All that the processor did is still told.
    near(wrong + costNamed(costs, 'computes').selfCpuMsPerRequest, 1, 1e-3);
  });

  it('is not told from one that computes where its CPU time is not known', () => {
    near(costNamed(costsWith(undefined), 'waits').selfCpuMsPerRequest, 0.5);
  });

  it('beside one that computes leaves it all of the CPU', () => {
    const all = (name: string, thread: number, cpuUs: number): CpuSamples => ({
      ...drawStacks(`${name}  `.repeat(500)),
      ...{ process: 1, thread, cpuProgress: { atUs: [0, 250_000, 500_000], cpuUs: [0, cpuUs / 2, cpuUs] } },
    });
    const costs = costsOf({ stacks: [all('computes', 0, 500_000), all('waits', 1, 5_000)], slices, scripts: [] });
    const of = (name: string): number => costNamed(costs, name).selfCpuMsPerRequest;
    // 500 ms of one thread's CPU, 5 of the other's.
    near(of('waits') / of('computes'), 0.01);
  });

  it('takes nothing from those that compute side by side with others, however their CPU time came in', () => {
    // Two functions that are always met together, the one or the other first: CPU time tells nothing of either.
    const both = `${'a  '.repeat(6)}${'b  '.repeat(4)}`.repeat(100);
    const moments = Array.from({ length: 334 }, (_, i) => i * 3);
    const uneven = moments.map((ms, i) => 1000 * (ms - (i % 3)));
    const costs = costsWith({ atUs: moments.map((ms) => ms * 1000), cpuUs: uneven }, drawStacks(both));
    near(costNamed(costs, 'a').selfCpuMsPerRequest, 0.6);
    near(costNamed(costs, 'b').selfCpuMsPerRequest, 0.4);
  });

  it('is weighed the same for the call tree as for functions', () => {
    const { stacks, functions } = costsWith(progress(10));
    const inTree = stacks.function.map((index, node) => [functions[index]?.name, stacks.selfCpuMsPerRequest[node]]);
    near(inTree.find(([name]) => name === 'computes')?.[1] as number, 1);
  });
});
