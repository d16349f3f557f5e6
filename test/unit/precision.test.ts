import assert from 'node:assert/strict';
import fc from 'fast-check';
import { partsOf } from '../../src/capture/plan.ts';
import { cpuIsTight, sharesAreTight } from '../../src/capture/precision.ts';
import { costsOf, near } from '../costs-of.ts';
import { drawStacks } from '../profile-drawing.ts';
import { sliceWith, type SliceParts } from '../recording-with.ts';

const slices = (processCpuUs: readonly number[], parts: SliceParts = {}) =>
  processCpuUs.map((us) => sliceWith('asIs', { ...parts, usage: { processCpuUs: us } }));

describe('the parts of a long pass', () => {
  const ms = fc.integer({ min: 100, max: 600_000 });

  it('fill its time, what it costs to begin each anew included', () => {
    fc.assert(
      fc.property(ms, fc.integer({ min: 0, max: 5000 }), (passMs, restartMs) => {
        const parts = partsOf(passMs, restartMs);
        near(parts.reduce((sum, part) => sum + part, 0) + (parts.length - 1) * restartMs, passMs, 1e-6);
        assert.ok(parts.every((part) => part > 0));
      }),
    );
  });

  it('are each as long as all before, and one of a short pass', () => {
    assert.deepEqual(partsOf(3000), [3000]);
    assert.deepEqual(partsOf(30_000), [4000, 4000, 8000, 14_000]);
    // What it costs to begin anew is at most half of what a part samples: 3 + 6, 3 + 12.8.
    assert.deepEqual(partsOf(28_800, 3000), [4000, 6000, 12_800]);
    assert.deepEqual(partsOf(7200, 1800), [7200]);
  });
});

describe('CPU per request is tight', () => {
  const steady = [100, 101, 100, 99, 100, 101, 99, 100].map((ms) => ms * 1000);

  it('where slices of a thousand requests differ by a hundredth', () => {
    // A deviation of 0.76 around 100, over the root of 8, times 2.365: 0.63 %.
    assert.ok(cpuIsTight(slices(steady, { completed: 125 })));
  });

  it('not with fewer slices or requests, nor where they differ by a tenth', () => {
    assert.ok(!cpuIsTight(slices(steady.slice(1), { completed: 200 })));
    assert.ok(!cpuIsTight(slices(steady, { completed: 124 })));
    assert.ok(
      !cpuIsTight(
        slices(
          steady.map((us, i) => us * (1 + 0.1 * (i % 2))),
          { completed: 125 },
        ),
      ),
    );
    assert.ok(!cpuIsTight([]));
  });

  it('only where each request driven alone is, too', () => {
    const mix = slices(steady, { completed: 125 });
    assert.ok(cpuIsTight([...mix, ...slices([100_000, 100_100, 99_900], { requestIndex: 1 })]));
    assert.ok(!cpuIsTight([...mix, ...slices([100_000, 150_000, 99_900], { requestIndex: 1 })]));
    assert.ok(!cpuIsTight([...mix, ...slices([100_000], { requestIndex: 1 })]));
  });
});

describe('shares are tight', () => {
  const window = (index: number, samples: number) =>
    sliceWith('cpuSampling', { startUs: index * samples * 1000, endUs: (index + 1) * samples * 1000 });
  const sampled = (cpu: string, samples: number) =>
    sharesAreTight([drawStacks(cpu)], [window(0, samples), window(1, samples), window(2, samples)]);

  it('where slices agree, whatever the shares are', () => {
    assert.ok(sampled('a b a a  a b a a  a b a a', 4));
    assert.ok(sampled('a (idle) b (gc)  a b (gc) (idle)  (idle) (gc) b a', 4));
  });

  it('not where they do not agree, or nothing was at work', () => {
    assert.ok(!sampled('a b a a  a b b a  a b a a', 4));
    assert.ok(!sampled('(idle) (idle) (idle)', 1));
  });

  it('over all parts: the same function in two profiles is one', () => {
    const [first, second] = [drawStacks('a b'), drawStacks('b a')];
    const later = { ...second, timeUs: second.timeUs.map((us) => us + 2000) };
    assert.ok(sharesAreTight([first, later], [window(0, 2), window(1, 2)]));
  });
});

describe('how well things are known', () => {
  const sampling = (index: number) => sliceWith('cpuSampling', { startUs: index * 4000, endUs: (index + 1) * 4000 });
  const asIs = slices([98_000, 102_000]);

  it('is said of the least known of the hottest functions, and of the total', () => {
    const { quality } = costsOf({ cpu: 'a a a b  a b b b', slices: [...asIs, sampling(0), sampling(1)] });
    // Of 4 samples 3 and 1: residuals ±1 around 0.5, so √(2 / 2) / 4 = 0.25, times 12.706.
    near(quality.shareHalfWidth, 12.706 * 0.25);
    // 98 and 102 ms: a deviation of √8 over √2 is 2, over 100, times 12.706.
    near(quality.cpuHalfWidthShare, 12.706 * 0.02, 1e-6);
  });

  it('is a warning where the time was over before the aim was reached', () => {
    const columns = Array.from({ length: 1000 }, (_, i) => (i < 400 || (i >= 500 && i < 600) ? 'a' : 'b'));
    const half = (index: number) =>
      sliceWith('cpuSampling', { startUs: index * 500_000, endUs: (index + 1) * 500_000 });
    const { quality } = costsOf({ cpu: columns.join('  '), slices: [...slices([100_000]), half(0), half(1)] });
    assert.ok(quality.warnings.some((text) => text.startsWith('The shares of the hottest functions are known to ±')));
  });

  it('is unknown with one slice of each', () => {
    const { quality } = costsOf({ cpu: 'a b', slices: [...slices([100_000]), sampling(0)] });
    assert.equal(quality.shareHalfWidth, undefined);
    assert.equal(quality.cpuHalfWidthShare, undefined);
  });

  it('tells the time that was not needed', () => {
    assert.equal(costsOf({ savedMs: 4200 }).quality.savedSeconds, 4.2);
    assert.equal(costsOf({}).quality.savedSeconds, undefined);
  });
});
