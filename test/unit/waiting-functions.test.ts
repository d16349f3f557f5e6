/** Samples are of the clock on the wall; costs are of the processor. */
import assert from 'node:assert/strict';
import type { CpuProgress, CpuSamples } from '../../src/model/recorded-samples.ts';
import type { Costs } from '../../src/model/costs.ts';
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
    near(costNamed(costs, 'a').selfCpuMsPerRequest, 0.6, 1e-4);
    near(costNamed(costs, 'b').selfCpuMsPerRequest, 0.4, 1e-4);
  });

  it('is not seen where a piece of work begins before the figure of its CPU time is brought up to date', () => {
    // Every 20 ms, 3 ms of a and 2 of b; the figure is that of before the piece until the piece has ended. Readings come in the middle of it.
    const piece = `${'a  '.repeat(3)}${'b  '.repeat(2)}${'(idle)  '.repeat(15)}`;
    const moments = Array.from({ length: 330 }, (_, i) => i * 3);
    const cpuAt = (ms: number): number => 5 * Math.floor((ms + 15) / 20);
    const lagging = { atUs: moments.map((ms) => ms * 1000), cpuUs: moments.map((ms) => 1000 * cpuAt(ms)) };
    const costs = costsWith(lagging, drawStacks(piece.repeat(50)));
    near(costNamed(costs, 'a').selfCpuMsPerRequest / costNamed(costs, 'b').selfCpuMsPerRequest, 1.5, 0.02);
  });

  it('is weighed the same for the call tree as for functions', () => {
    const { stacks, functions } = costsWith(progress(10));
    const inTree = stacks.function.map((index, node) => [functions[index]?.name, stacks.selfCpuMsPerRequest[node]]);
    near(inTree.find(([name]) => name === 'computes')?.[1] as number, 1);
  });
});

describe('a sampler that the machine keeps waiting', () => {
  /** Samples `everyMs` apart from a moment on: where it ends is where the next may begin. */
  const sampled = (parts: readonly (readonly [name: string, count: number, everyMs: number])[]): CpuSamples => {
    let atMs = 0;
    const timeUs = parts.flatMap(([, count, everyMs]) => Array.from({ length: count }, () => 1000 * (atMs += everyMs)));
    return { ...drawStacks(parts.map(([name, count]) => `${name}  `.repeat(count)).join('')), timeUs };
  };
  const shareOf = (costs: Costs, name: string): number => costNamed(costs, name).selfCpuMsPerRequest;

  it('takes fewer samples at some times than at others: they stand for as much as was used then', () => {
    // 200 ms at one sample a ms, then 800 ms at one in four; the processor is used all the time.
    const stacks = sampled([
      ['a', 200, 1],
      ['b', 200, 4],
    ]);
    const all = Array.from({ length: 101 }, (_, i) => i * 10_000);
    near(shareOf(costsWith({ atUs: all, cpuUs: all }, stacks), 'a'), 0.2, 1e-3);
  });

  /** 50 pieces of 5 ms of work between rests of 5 ms: the work, and what ends each piece, in a sample that came late; and so did the rests'. */
  const pieces = (restMs: readonly number[]): CpuSamples =>
    sampled(
      Array.from({ length: 50 }, () => [
        ['work', 2, 1] as const,
        ['end', 1, 3] as const,
        ...restMs.map((ms) => ['(idle)', 1, ms] as const),
      ]).flat(),
    );
  const used: CpuProgress = {
    atUs: Array.from({ length: 50 }, (_, i) => 1000 * (10 * i + 9)),
    cpuUs: Array.from({ length: 50 }, (_, i) => 5000 * (i + 1)),
  };

  it('finds the end of a piece of work too often: samples of work that come late are worth nothing then', () => {
    const costs = costsWith(used, pieces([1, 1, 3]));
    assert.equal(costs.functions.find(({ name }) => name === 'end')?.selfCpuMsPerRequest ?? 0, 0);
    assert.ok(shareOf(costs, 'work') > 0);
    assert.equal(costs.quality.samples, 150);
  });

  it('is not what a sample of work is late for where the idle thread is sampled in time', () => {
    const costs = costsWith(used, pieces([1, 1, 1, 1, 1]));
    near(shareOf(costs, 'end') / shareOf(costs, 'work'), 1 / 2, 1e-3);
  });

  it('leaves shares less well known, by what nobody saw', () => {
    const [asIs = sliceWith('asIs')] = slices;
    const halves = (ms: number) =>
      [0, 1].map((half) => sliceWith('cpuSampling', { startUs: half * 500 * ms, endUs: (half + 1) * 500 * ms }));
    const costs = (restMs: readonly number[], pieces = 50): Costs => {
      const piece = [
        ...(['a', 'b', 'end'] as const).map((name, i) => [name, 1, i === 2 ? 2.5 : 1] as const),
        ...restMs.map((ms) => ['(idle)', 1, ms] as const),
      ];
      const stacks = [sampled(Array.from({ length: pieces }, () => piece).flat())];
      return costsOf({ stacks, slices: [asIs, asIs, ...halves(9 * pieces)] });
    };
    const halfWidth = (restMs: readonly number[]): number => {
      const { low, high } = costNamed(costs(restMs), 'a').interval ?? {};
      return ((high ?? NaN) - (low ?? NaN)) / ((high ?? NaN) + (low ?? NaN));
    };
    near(halfWidth([1, 1, 1, 1, 1.5]), 0, 1e-3);
    // Of 4.5 ms, half a ms is more than twice the usual; of the samples, a has a third.
    near(halfWidth([1, 1, 1, 2.5]), (0.5 / 4.5) * 2 * (2 / 3), 1e-3);
    // More time would not help, and is not asked for.
    const { warnings } = costs([1, 1, 1, 2.5], 500).quality;
    assert.match(warnings.join('\n'), /±\d+\.\d points.* Other programs kept the sampler waiting/);
    assert.doesNotMatch(costs([1, 1, 1, 1, 1.5], 500).quality.warnings.join('\n'), /kept the sampler waiting/);
  });
});
