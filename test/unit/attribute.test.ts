import assert from 'node:assert/strict';
import { costNamed, costsOf, near, rowOf } from '../costs-of.ts';
import { drawStacks } from '../profile-drawing.ts';
import { sliceWith } from '../recording-with.ts';

/** 10 ms of CPU per request: 8 on the JavaScript thread, 1 of them in garbage collection; 2 on other threads. */
const processOnly = {
  processCpuUs: 1_000_000,
  eventLoopUtilization: 0.8,
  gcUs: { minor: 60_000, major: 40_000, incremental: 0, weakCallbacks: 0 },
};
const usage = { ...processOnly, javascriptThreadCpuUs: 800_000 };
const asIs = sliceWith('asIs', { usage });
/** Without a CPU time of the thread, the samples stand for all that the thread used. */
const sampling = (javascriptThreadCpuUs?: number, window: { startUs?: number; endUs?: number } = {}) =>
  sliceWith('cpuSampling', {
    ...window,
    usage: { ...processOnly, ...(javascriptThreadCpuUs === undefined ? {} : { javascriptThreadCpuUs }) },
  });

describe('costs of functions', () => {
  // 7 samples at work stand for 8 − 1 = 7 ms: one each. The first sample's own time is unknown, so it is an idle one.
  const costs = costsOf({
    cpu: `
      (idle)  main  main  main  main  main                       main            main    (gc)
              a     a     b           dep:node_modules/dep/i.js  read:node:fs:9  write:
              a     b`,
    allocating: `
      main  main  main  main
      a     a     b     dep:node_modules/dep/i.js`,
    allocated: 'main  main  main  main',
    slices: [asIs, sampling(8000), sliceWith('allocationTotal')],
  });
  const ms = (name: string) => {
    const { selfCpuMsPerRequest, totalCpuMsPerRequest, ownCpuMsPerRequest } = costNamed(costs, name);
    return [selfCpuMsPerRequest, totalCpuMsPerRequest, ownCpuMsPerRequest];
  };

  it('are samples: self, total and own', () => {
    // a is twice on its first stack and counts once in its total; own of main: itself, dep, read and write.
    assert.deepEqual(ms('main'), [1, 7, 4]);
    assert.deepEqual(ms('a'), [1, 2, 1]);
    assert.deepEqual(ms('b'), [2, 2, 2]);
    assert.deepEqual(ms('dep'), [1, 1, undefined]);
    assert.deepEqual(ms('read'), [1, 1, undefined]);
    assert.deepEqual(ms('write'), [1, 1, undefined]);
    assert.equal(costs.functions.length, 6);
  });

  it('say why V8 does not optimise one, wherever on a stack it was met', () => {
    const stacks = drawStacks(`
      main  main
      a     b`);
    const bailouts = [{ node: stacks.node[1] ?? -1, reason: 'Function is too big to be optimized' }];
    const { functions } = costsOf({ stacks: [{ ...stacks, bailouts }], slices: [asIs, sampling()] });
    assert.deepEqual(functions.map(({ name, bailoutReason }) => [name, bailoutReason]).sort(), [
      ['a', undefined],
      ['b', 'Function is too big to be optimized'],
      ['main', undefined],
    ]);
  });

  it('have shares of all 10 ms', () => {
    const { selfShare, totalShare, ownShare } = costNamed(costs, 'main');
    near(selfShare, 0.1);
    near(totalShare, 0.7);
    near(ownShare, 0.4);
  });

  it('come dearest first', () => {
    // By self, then by total: b 2; main 1 of 7; a 1 of 2; the others 1 of 1.
    assert.deepEqual(
      costs.functions.slice(0, 3).map(({ name }) => name),
      ['b', 'main', 'a'],
    );
  });

  it('fill the ledger, row by row', () => {
    near(rowOf(costs, 'function'), 6);
    near(rowOf(costs, 'native'), 1);
    near(rowOf(costs, 'gc'), 1);
    near(rowOf(costs, 'offThread'), 2);
    near(rowOf(costs, 'unattributed'), 0);
  });

  it('have 1 ms of GC and 40 bytes per request to share, by what they allocate', () => {
    // 4,000 bytes in the total pass over its 100 requests; of the other pass a allocates 2 of 4, b and dep 1 of 4.
    near(costs.totals.allocatedBytesPerRequest, 40);
    const [a, main, dep] = [costNamed(costs, 'a'), costNamed(costs, 'main'), costNamed(costs, 'dep')];
    assert.deepEqual([a.gcCpuMsPerRequest, a.allocatedBytesPerRequest], [0.5, 20]);
    assert.deepEqual([dep.gcCpuMsPerRequest, dep.allocatedBytesPerRequest], [0.25, 10]);
    // Never caught allocating by itself: unknown, not nothing.
    assert.deepEqual([main.gcCpuMsPerRequest, main.allocatedBytesPerRequest], [undefined, undefined]);
    assert.deepEqual([main.ownGcCpuMsPerRequest, main.ownAllocatedBytesPerRequest], [0.25, 10]);
  });

  it('say nothing of allocation where nothing was sampled', () => {
    const { totals, functions } = costsOf({ cpu: 'a', slices: [asIs, sampling(), sliceWith('allocationTotal')] });
    assert.equal(totals.allocatedBytesPerRequest, undefined);
    assert.equal(functions[0]?.allocatedBytesPerRequest, undefined);
    assert.equal(functions[0]?.gcCpuMsPerRequest, undefined);
  });

  it('are hints where they may be off by more than a third: 2/√n of n samples, the half of an interval', () => {
    const confidence = (samples: number) => costsOf({ cpu: 'a  '.repeat(samples) }).functions[0]?.confidence;
    assert.equal(confidence(35), 'low');
    assert.equal(confidence(36), 'high');
    // By their own interval, each: the first has a half in each slice, the second 0.1 and 0.9 of what is left.
    const uneven = costsOf({
      cpu: `${'a  '.repeat(50)}${'b  '.repeat(5)}${'c  '.repeat(45)}${'a  '.repeat(50)}${'b  '.repeat(45)}${'c  '.repeat(5)}`,
      slices: [
        ...[asIs, asIs],
        sampling(undefined, { startUs: 0, endUs: 100_000 }),
        sampling(undefined, { startUs: 100_000, endUs: 200_000 }),
      ],
    });
    assert.deepEqual(
      uneven.functions.map(({ name, confidence: told }) => `${name} ${told}`),
      ['a high', 'b low', 'c low'],
    );
  });
});

describe('samples', () => {
  it('count in the slices only, and once on the border of two', () => {
    // Taken at 1 … 6 ms. The slices hold what came after their start: b, c and d.
    const slices = [asIs, sampling(1, { startUs: 1000, endUs: 3000 }), sampling(1, { startUs: 3000, endUs: 4000 })];
    const { functions, quality } = costsOf({ cpu: 'a  b  c  d  e  f', slices });
    assert.deepEqual(functions.map(({ name }) => name).sort(), ['b', 'c', 'd']);
    assert.equal(quality.samples, 3);
  });

  it('that saw more time than the system booked are scaled down to it', () => {
    // 4 ms busy on the clock, 2 ms of CPU.
    const costs = costsOf({ cpu: '(idle)  a  a  b  b', slices: [asIs, sampling(2000)] });
    near(costNamed(costs, 'a').selfCpuMsPerRequest, 3.5);
    near(rowOf(costs, 'unattributed'), 0);
    assert.match(costs.quality.warnings.join(), /on the CPU for only 50 %/);
  });

  it('that saw less leave the rest unattributed', () => {
    // 4 ms busy of 8 ms: half of the thread's 8 ms per request was seen, 1 of it GC.
    const costs = costsOf({ cpu: '(idle)  a  a  b  b', slices: [asIs, sampling(8000)] });
    near(costNamed(costs, 'a').selfCpuMsPerRequest, 1.5);
    near(rowOf(costs, 'unattributed'), 4);
    near(costs.quality.ledgerGapShare, 0.4);
  });

  it('that are all idle or all GC leave everything but GC unattributed, which was measured without them', () => {
    // 8 ms of the thread per request, 1 of it in collections by the counters.
    const idle = costsOf({ cpu: '(idle)  (idle)', slices: [asIs, sampling()] });
    assert.deepEqual([rowOf(idle, 'unattributed'), rowOf(idle, 'gc')], [7, 1]);
    const collecting = costsOf({ cpu: '(idle)  (gc)', slices: [asIs, sampling(1000)] });
    assert.deepEqual([rowOf(collecting, 'unattributed'), rowOf(collecting, 'gc')], [7, 1]);
    assert.ok(!collecting.ledger.some(({ kind }) => kind === 'function' || kind === 'native'), 'a row of nothing');
  });

  it('stand for all CPU where the system does not tell threads apart, with no row for other threads', () => {
    const slices = [sliceWith('asIs', { usage: processOnly }), sampling()];
    const costs = costsOf({ cpu: '(idle)  a', slices });
    near(costNamed(costs, 'a').selfCpuMsPerRequest, 9);
    assert.equal(rowOf(costs, 'offThread'), undefined);
    assert.match(costs.quality.warnings.join(), /does not tell CPU time per thread/);
  });

  it('of garbage collection stand for its CPU, not its wall time', () => {
    // The thread had the CPU for 400 of the 800 ms it was busy, so for half of 1 ms of pauses.
    const contended = sliceWith('asIs', { usage: { ...usage, javascriptThreadCpuUs: 400_000 } });
    near(costsOf({ cpu: '(idle)  a', slices: [contended, sampling()] }).totals.gcMsPerRequest, 0.5);
  });
});

describe('costs of lines', () => {
  it("share out a function's own time by its ticks", () => {
    const { lines } = costsOf({ cpu: 'a:x.js:2@3  a:x.js:2@3  a:x.js:2@3  a:x.js:2@4  read:node:fs:9' });
    // 1 ms per request over 5 samples; Node's own lines are nobody's to mend.
    assert.deepEqual(
      lines.map(({ file, line, selfCpuMsPerRequest }) => [file, line, selfCpuMsPerRequest.toFixed(9)]),
      [
        ['x.js', 3, '0.600000000'],
        ['x.js', 4, '0.200000000'],
      ],
    );
  });

  it('leave with the function what no line could be found for', () => {
    const [tick] = drawStacks('a@3').lineTicks;
    assert.ok(tick);
    const { lines } = costsOf({ stacks: [{ ...drawStacks('a@3  a@3  a@3  a@3'), lineTicks: [tick] }] });
    // One of four samples has a line.
    near(lines[0]?.selfCpuMsPerRequest, 0.25);
  });
});
