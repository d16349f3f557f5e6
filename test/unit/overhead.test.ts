/** What sampling costs is told by pairs of neighbouring slices, so that a machine that slows down costs nothing. */
import assert from 'node:assert/strict';
import { attribute } from '../../src/attribute/attribute.ts';
import { planTime } from '../../src/capture/plan.ts';
import type { SampledWhat, Slice } from '../../src/model/recorded-slice.ts';
import { symbolicate } from '../../src/symbolicate/symbolicate.ts';
import { recordingWith, sliceWith } from '../recording-with.ts';

const costs = { off: 1, cpu: 1.1, cpuAndAllocation: 1.21 };

/** 100 requests at `factor` ms of CPU each. */
function overheadSlice(sampled: SampledWhat | undefined, factor: number): Slice {
  const slice = sliceWith('overhead', { usage: { processCpuUs: 100_000 * factor } });
  return sampled === undefined ? slice : { ...slice, sampled };
}

/** Back and forth, on a machine whose speed differs from round to round. */
function rounds(speeds: readonly number[], noise = 0): readonly Slice[] {
  const order: readonly (SampledWhat | undefined)[] = [undefined, 'cpu', 'cpuAndAllocation'];
  return speeds.flatMap((speed, round) =>
    (round % 2 === 0 ? order : [...order].reverse()).map((sampled) =>
      overheadSlice(
        sampled,
        speed * costs[sampled ?? 'off'] * (1 + (sampled === 'cpu' && round % 2 === 0 ? noise : 0)),
      ),
    ),
  );
}

function costOf(slices: readonly Slice[]) {
  const recording = recordingWith({ slices: [sliceWith('asIs'), sliceWith('asIs'), ...slices] });
  return attribute(recording, symbolicate(recording));
}

describe('what sampling costs', () => {
  it('is the ratio within rounds, however the machine changes between them', () => {
    const { quality, totals } = costOf(rounds([1, 3, 0.5, 7]));
    const { cpu, cpuAndAllocation, pairs } = quality.samplerCost ?? {};
    assert.equal(pairs, 4);
    assert.ok(Math.abs((cpu?.value ?? 0) - 1.1) < 1e-9);
    assert.ok(Math.abs((cpuAndAllocation?.value ?? 0) - 1.21) < 1e-9);
    assert.ok((cpu?.high ?? 2) - (cpu?.low ?? 0) < 1e-6, 'exact pairs leave no doubt');
    // The figures of cost know nothing of it.
    assert.equal(totals.cpuMsPerRequest, 1);
  });

  it('has an interval as wide as the pairs disagree', () => {
    const { low = 0, high = 0 } = costOf(rounds([1, 1, 1, 1], 0.2)).quality.samplerCost?.cpu ?? {};
    // Two pairs at 1.1 and two at 1.32: their geometric mean lies between, and the interval holds it and both.
    assert.ok(low < 1.1 && high > 1.32, `${low} to ${high}`);
  });

  it('is unknown from one round, and where there was none', () => {
    assert.equal(costOf(rounds([1])).quality.samplerCost, undefined);
    assert.equal(costOf([]).quality.samplerCost, undefined);
  });

  it('takes its part of the time, and all parts are no more than there is', () => {
    for (const seconds of [6, 12, 30, 120]) {
      const plan = planTime(seconds * 1000, 0);
      const all = Object.entries(plan as unknown as Record<string, number>).filter(
        ([name]) => name.endsWith('Ms') && !/^(startedAt|endsAt|longestWarmUp)/.test(name),
      );
      const sum = all.reduce((total, [, ms]) => total + ms, 0);
      assert.ok(sum <= seconds * 1000, `${sum} ms of ${seconds} s`);
      assert.ok(plan.overheadMs > 0);
    }
  });
});
