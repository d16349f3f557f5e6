import assert from 'node:assert/strict';
import fc from 'fast-check';
import { sliceFinder } from '../../src/attribute/slice-finder.ts';
import { sliceWith } from '../recording-with.ts';

const moment = fc.integer({ min: 0, max: 40 });

describe('the slices that a moment was in', () => {
  it('are those that began before it and had not ended, in whatever order moments come and slices overlap', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(moment, moment), { maxLength: 6 }), fc.array(moment), (spans, moments) => {
        const slices = spans.map(([startUs, endUs]) => sliceWith('cpuSampling', { startUs, endUs }));
        const slicesAt = sliceFinder(slices);
        for (const at of moments) {
          const expected = slices.flatMap(({ startUs, endUs }, index) => (at > startUs && at <= endUs ? [index] : []));
          assert.deepEqual(slicesAt(at), expected);
        }
      }),
    );
  });
});
