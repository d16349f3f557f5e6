/** The call tree of a Report: which part of it is whose, and in which order of time. */
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { attribute } from '../../src/attribute/attribute.ts';
import type { CpuSamples } from '../../src/model/recorded-samples.ts';
import type { Recording } from '../../src/model/recording.ts';
import type { ReportStacks, ThreadTimes } from '../../src/model/report-code.ts';
import { symbolicate } from '../../src/symbolicate/symbolicate.ts';
import { near } from '../costs-of.ts';
import { drawAllocations, drawStacks } from '../profile-drawing.ts';
import { recordingWith, sliceWith } from '../recording-with.ts';
import { lehmer } from './lehmer.ts';

interface Costed {
  readonly stacks: ReportStacks;
  /** Name of a node of the tree. */
  readonly nameOf: (node: number) => string;
}

function stacksOf(parts: Partial<Recording>): Costed {
  const recording = recordingWith(parts);
  const { stacks, functions } = attribute(recording, symbolicate(recording));
  return {
    stacks,
    nameOf: (node) => functions[stacks.function[node] ?? -1]?.name ?? stacks.label[node] ?? '',
  };
}

/** "a 2, b 1": spans of one thread with their lengths, ms. */
function spans({ node, ms }: ThreadTimes, { nameOf }: Costed): string {
  return node.map((each, at) => `${each === 0 ? '-' : nameOf(each)} ${ms[at] ?? NaN}`).join(', ');
}

const thread = (drawing: string, number: number): CpuSamples => ({
  ...drawStacks(drawing),
  process: 0,
  thread: number,
});

describe('a call tree by time', () => {
  it('has samples in their order, neighbours with one stack as one span, and idle time as nobody’s', () => {
    const costed = stacksOf({
      stacks: [
        drawStacks(`
          main  main  main  (idle)  (idle)  (gc)  main
          a     a     b                           a`),
      ],
    });
    const times = costed.stacks.byTime?.threads[0];
    assert.ok(times);
    assert.equal(spans(times, costed), 'a 2, b 1, - 2, (garbage collector) 1, a 1');
    assert.deepEqual(times.stretches, [{ startMs: 0, spans: 5 }]);
    assert.equal(costed.stacks.byTime.oneIn, 1);
  });

  it('leaves out what was sampled between the slices, and says when each began', () => {
    // Samples are taken at 1, 2 … 6 ms and tell of the time before them; the measurement began at 0.
    const costed = stacksOf({
      stacks: [drawStacks('a a b b c c')],
      slices: [
        sliceWith('asIs', { endUs: 500 }),
        sliceWith('cpuSampling', { startUs: 500, endUs: 2000 }),
        sliceWith('cpuSampling', { startUs: 4000, endUs: 6000 }),
      ],
    });
    const times = costed.stacks.byTime?.threads[0];
    assert.ok(times);
    assert.equal(spans(times, costed), 'a 1.5, c 2');
    assert.deepEqual(times.stretches, [
      { startMs: 0.5, spans: 1 },
      { startMs: 4, spans: 1 },
    ]);
  });

  it('is as long as the slices, and gives each function the samples that it has, whatever the samples', () => {
    const samples = fc.array(fc.constantFrom('a', 'b', 'c', '(idle)'), { minLength: 1, maxLength: 60 });
    fc.assert(
      fc.property(samples, (names) => {
        const costed = stacksOf({ stacks: [drawStacks(names.join('  '))] });
        const times = costed.stacks.byTime?.threads[0];
        if (times === undefined) {
          assert.ok(names.every((name) => name === '(idle)'));
          return;
        }
        for (const name of ['a', 'b', 'c']) {
          const ms = times.node.reduce(
            (sum, node, at) => sum + (costed.nameOf(node) === name ? (times.ms[at] ?? 0) : 0),
            0,
          );
          near(ms, names.filter((each) => each === name).length, 1e-6);
        }
        near(
          times.ms.reduce((sum, each) => sum + each, 0),
          names.length,
          1e-6,
        );
        assert.ok(
          times.node.every((node, at) => at === 0 || node !== times.node[at - 1]),
          'neighbours differ',
        );
      }),
    );
  });

  it('keeps one of so many samples where there are too many, with all of the time, evenly', () => {
    const count = 100_000;
    const drawn = drawStacks('a b');
    const [a = 0, b = 0] = drawn.node;
    const random = lehmer(7);
    const node = Array.from({ length: count }, () => (random() < 0.25 ? b : a));
    const costed = stacksOf({
      stacks: [{ ...drawn, node, timeUs: node.map((_, at) => (at + 1) * 100), lineTicks: [] }],
      slices: [sliceWith('asIs'), sliceWith('cpuSampling', { endUs: count * 100 })],
    });
    const { byTime } = costed.stacks;
    const times = byTime?.threads[0];
    assert.ok(byTime !== undefined && times !== undefined);
    assert.ok(byTime.oneIn > 1);
    assert.ok(times.node.length <= 20_000);
    const msOf = (name: string): number =>
      times.node.reduce((sum, each, at) => sum + (costed.nameOf(each) === name ? (times.ms[at] ?? 0) : 0), 0);
    near(msOf('a') + msOf('b'), (count * 100) / 1000, 1e-3);
    // A quarter of those kept, within five standard deviations of a binomial count.
    const kept = count / byTime.oneIn;
    near(msOf('b') / (msOf('a') + msOf('b')), 0.25, 5 * Math.sqrt((0.25 * 0.75) / kept));
  });
});

describe('a call tree by thread', () => {
  const parts = {
    stacks: [thread('main main main\na    a    b', 0), thread('main work work\nb    a    (program)', 1)],
    allocations: [
      { ...drawAllocations('main main\na    a'), process: 0, thread: 0 },
      { ...drawAllocations('main\nb'), process: 0, thread: 1 },
      drawAllocations('x x x x', 'allocationTotal'),
    ],
    slices: [sliceWith('asIs'), sliceWith('cpuSampling'), sliceWith('allocationTotal')],
  };

  it('gives each thread its part, and the parts sum to the whole', () => {
    const { stacks } = stacksOf(parts);
    assert.equal(stacks.threads?.length, 2);
    for (const metric of ['selfCpuMsPerRequest', 'selfAllocatedBytesPerRequest'] as const) {
      const summed = stacks.parent.map(() => 0);
      for (const part of stacks.threads)
        part.node.forEach((node, at) => (summed[node] = (summed[node] ?? 0) + (part[metric]?.[at] ?? NaN)));
      summed.forEach((each, node) => {
        near(each, stacks[metric]?.[node] ?? NaN);
      });
    }
  });

  it('knows what only one of them does', () => {
    const { stacks, nameOf } = stacksOf(parts);
    const doing = stacks.threads?.map(({ node, selfCpuMsPerRequest }) =>
      node.flatMap((each, at) => ((selfCpuMsPerRequest[at] ?? 0) > 0 ? [nameOf(each)] : [])).sort(),
    );
    assert.deepEqual(doing, [
      ['a', 'b'],
      ['(program)', 'a', 'b'],
    ]);
  });

  it('is not told where one thread does it all', () => {
    assert.equal(stacksOf({ stacks: [thread('a', 0), thread('(idle)', 1)] }).stacks.threads, undefined);
  });
});
