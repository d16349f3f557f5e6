import assert from 'node:assert/strict';
import fc from 'fast-check';
import { createHistogram, threeDigits } from '../../src/load/histogram.ts';

describe('a latency histogram', () => {
  it('keeps whole µs below 1,000 and three digits above', () => {
    for (const [us, kept] of [
      [0.4, 0],
      [999.4, 999],
      [999.5, 1000],
      [1004, 1000],
      [1006, 1010],
      [123_456, 123_000],
    ] as const)
      assert.equal(threeDigits(us), kept);
  });

  it('is never off by 0.5 % from 100 µs up', () => {
    fc.assert(
      fc.property(fc.double({ min: 100, max: 1e9, noNaN: true }), (us) => {
        // Half a unit of 1 at 100, or of 10 at 1,000, and so on.
        assert.ok(Math.abs(threeDigits(us) - us) / us <= 0.005);
      }),
    );
  });

  it('loses no sample', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: 0, max: 1e7, noNaN: true })), (samples) => {
        const histogram = createHistogram();
        for (const us of samples) histogram.record(us);
        const entries = histogram.entries();
        assert.equal(
          entries.reduce((sum, [, count]) => sum + count, 0),
          samples.length,
        );
        assert.deepEqual(
          entries,
          [...entries].sort(([a], [b]) => a - b),
        );
      }),
    );
  });
});
