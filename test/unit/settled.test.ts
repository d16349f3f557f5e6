import assert from 'node:assert/strict';
import { attribute } from '../../src/attribute/attribute.ts';
import { settled } from '../../src/attribute/settled.ts';
import { symbolicate } from '../../src/symbolicate/symbolicate.ts';
import type { Slice } from '../../src/model/recorded-slice.ts';
import { recordingWith, sliceWith, type SliceParts } from '../recording-with.ts';

/** Slices of the mix, one a second, that cost so many µs per request. */
const mixOf = (costs: readonly number[], parts: SliceParts = {}): readonly Slice[] =>
  costs.map((us, second) => sliceWith('asIs', { startUs: second * 1e6, usage: { processCpuUs: us * 100 }, ...parts }));

const left = (slices: readonly Slice[]): number =>
  settled(recordingWith({ slices })).slices.filter(({ kind }) => kind === 'asIs').length;

/** Of json-server as it was measured: V8 was at work for four seconds. */
const compiling = [354, 339, 383, 249, 276, 315, 551, 252, 251, 249, 212, 223, 218];

describe('a cost that has not settled', () => {
  it('is not counted until it has', () => {
    const recording = recordingWith({ slices: [...mixOf(compiling), sliceWith('cpuSampling')] });
    const { totals, capacity } = attribute(recording, symbolicate(recording));
    const last = compiling.slice(-6);
    const mean = last.reduce((sum, us) => sum + us, 0) / last.length / 1000;
    assert.ok(Math.abs(totals.cpuMsPerRequest / mean - 1) < 1e-9, `${totals.cpuMsPerRequest}`);
    assert.equal(Math.round(capacity?.requestsPerSecondPerCore ?? 0), Math.round(1000 / totals.cpuMsPerRequest));
  });

  it('is cut where it falls to what it stays at', () => {
    assert.equal(left(mixOf([200, 150, 100, 101, 99, 100, 101, 100, 99, 100])), 8);
  });

  it('is cut only where V8 had more to do meanwhile, if that is known', () => {
    const costs = [200, 200, 100, 101, 99, 100, 101, 100, 99, 100];
    const withEngine = (engineUs: readonly number[]) =>
      mixOf(costs).map((slice, i) => ({
        ...slice,
        usage: { ...slice.usage, otherThreadCpuUs: { engine: engineUs[i] ?? 500, threadPool: 0 } },
      }));
    assert.equal(left(withEngine([9000, 5000])), 8);
    assert.equal(left(withEngine([])), 10);
  });

  it('is left as it is where nothing settles', () => {
    assert.equal(left(mixOf([100, 104, 97, 101, 99, 103, 98, 100, 102, 96])), 10);
    // It becomes dearer with time, it is noisy, or there is too little of it.
    assert.equal(left(mixOf([100, 100, 100, 100, 150, 200, 200, 200, 200, 200])), 10);
    assert.equal(left(mixOf([130, 70, 120, 100, 90, 140, 60, 110, 80, 100])), 10);
    assert.equal(left(mixOf([200, 100, 100, 100])), 4);
  });

  it('stays where requests failed meanwhile, or one would be left with no cost of its own', () => {
    const falling = [200, 200, 100, 101, 99, 100, 100, 101, 100, 99];
    assert.equal(left(mixOf(falling)), 8);
    assert.equal(left(mixOf(falling, { errors: 1 })), 10);
    const alone = sliceWith('asIs', { startUs: 0.5e6, requestIndex: 0 });
    assert.equal(left([...mixOf(falling), alone]), 11);
    const later = [5, 6].map((second) => sliceWith('asIs', { startUs: second * 1e6 + 5e5, requestIndex: 0 }));
    assert.equal(left([...mixOf(falling), alone, ...later]), 10);
  });
});
