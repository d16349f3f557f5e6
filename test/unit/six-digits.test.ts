import assert from 'node:assert/strict';
import fc from 'fast-check';
import { sixDigits } from '../../src/model/six-digits.ts';

const asText = (value: number): number => Number(value.toPrecision(6));

describe('six significant digits', () => {
  it('are those that the number has as text', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) => {
        assert.equal(sixDigits(value), asText(value));
      }),
      { numRuns: 2000 },
    );
  });

  it('are so at the sizes of costs, near ties and powers of ten', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: -9_999_999, max: 9_999_999 }),
        fc.integer({ min: -8, max: 17 }),
        (digits, decimals) => {
          for (const value of [
            digits / 10 ** decimals,
            (digits / 10 ** decimals) * (1 + Number.EPSILON),
            (digits + 0.5) / 10 ** decimals,
          ])
            assert.equal(sixDigits(value), asText(value));
        },
      ),
      { numRuns: 5000 },
    );
  });
});
