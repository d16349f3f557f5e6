import assert from 'node:assert/strict';
import fc from 'fast-check';
import { formatBytes, figuresIn, formatMs, formatUnitUsd, formatUsd, type Figures } from '../../src/model/format.ts';

const english = figuresIn('en-US');

const all = (name: keyof Figures, values: readonly number[]) => values.map((value) => english[name](value));

describe('numbers as text', () => {
  it('gives time in the unit that reads best', () => {
    assert.deepEqual(all('ms', [0, 0.0004, 0.42, 1.2345, 12.34, 123.4, 1500]), [
      '0 ms',
      '0.4 µs',
      '0.42 ms',
      '1.23 ms',
      '12.3 ms',
      '123 ms',
      '1.5 s',
    ]);
  });

  it('gives bytes in decimal units', () => {
    assert.deepEqual(all('bytes', [0, 512, 999, 999.9, 1234, 372_000, 1.12e6, 3e9]), [
      '0 B',
      '512 B',
      '999 B',
      '1 kB',
      '1.23 kB',
      '372 kB',
      '1.12 MB',
      '3 GB',
    ]);
  });

  it('gives money in two significant digits', () => {
    assert.deepEqual(all('usd', [0, 0.001, 0.034, 0.1, 1.234, 9.96, 45.4, 1234]), [
      '$0',
      '<$0.01',
      '$0.034',
      '$0.10',
      '$1.20',
      '$10',
      '$45',
      '$1,200',
    ]);
    assert.deepEqual(all('unitUsd', [0.00001, 0.0047, 0.034]), ['<$0.0001', '$0.0047', '$0.034']);
    assert.equal(english.usdPerHour(0.077519), '$0.077519/h');
  });

  it('gives shares in percent', () => {
    assert.deepEqual(all('share', [0, 0.0001, 0.0123, 0.382, 1]), ['0%', '<0.1%', '1.2%', '38.2%', '100%']);
  });

  it('speaks the language of its locale', () => {
    const french = formatUsd(1234, 'fr-FR').replace(/\s/gu, ' ');
    assert.equal(french, '1 200 $');
    assert.match(formatUnitUsd(0.0047, 'fr-FR'), /^0,0047/);
    assert.match(formatMs(1.5, 'fr-FR'), /^1,5/);
    assert.deepEqual(
      [512, 12_345, 1_200_000].map((bytes) => formatBytes(bytes, 'fr-FR')),
      ['512 o', '12,3 ko', '1,2 Mo'],
    );
    assert.equal(english.count(12_345), '12,345');
  });

  it('never shows a cost as nothing, nor what is no number as a number', () => {
    const small = fc.double({ min: Number.MIN_VALUE, max: 1, noNaN: true });
    fc.assert(
      fc.property(small, (value) => {
        for (const format of [english.usd, english.unitUsd]) assert.match(format(value), /[1-9]/);
      }),
    );
    for (const format of Object.values(english) as Figures[keyof Figures][]) {
      for (const value of [NaN, Infinity, -Infinity]) assert.equal(format(value), '–');
    }
  });
});
