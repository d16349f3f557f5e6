import assert from 'node:assert/strict';
import fc from 'fast-check';
import { stopsOf, valueAt, type ChartData, type Series } from '../../src/webview/chart/chart-data.ts';
import { layoutOf, pathOf } from '../../src/webview/chart/layout.ts';
import { domainOf, scaleOf, ticksOf } from '../../src/webview/chart/scale.ts';

const value = fc.double({ min: 1e-6, max: 1e12, noNaN: true });

describe('an axis', () => {
  it('names round values inside its domain, not many more than there is room for', () => {
    fc.assert(
      fc.property(
        value,
        value,
        fc.integer({ min: 2, max: 12 }),
        fc.constantFrom('linear', 'log'),
        (a, b, wanted, kind) => {
          fc.pre(a < b * (1 - 1e-6));
          const ticks = ticksOf(scaleOf(kind, [a, b], [0, 100]), wanted);
          assert.ok(ticks.length <= wanted + 2, `${ticks.length} for ${wanted}`);
          for (const tick of ticks) {
            assert.ok(tick >= a - b * 1e-6 && tick <= b * (1 + 1e-6), `${tick} in ${a} to ${b}`);
          }
          assert.deepEqual(
            ticks,
            [...new Set(ticks)].sort((x, y) => x - y),
          );
        },
      ),
    );
    assert.deepEqual(ticksOf(scaleOf('linear', [0, 1], [0, 1]), 5), [0, 0.2, 0.4, 0.6, 0.8, 1]);
    assert.deepEqual(ticksOf(scaleOf('log', [1, 1000], [0, 1]), 4), [1, 10, 100, 1000]);
  });

  it('puts the ends of its domain at its ends, and equal ratios of a logarithmic one equally far apart', () => {
    const linear = scaleOf('linear', [10, 20], [0, 100]);
    assert.deepEqual([10, 15, 20].map(linear.at), [0, 50, 100]);
    const log = scaleOf('log', [1, 100], [0, 100]);
    assert.deepEqual(
      [1, 10, 100].map((each) => Math.round(log.at(each))),
      [0, 50, 100],
    );
    // One value only is still a place.
    assert.ok(Number.isFinite(scaleOf('linear', [7, 7], [0, 100]).at(7)));
    assert.ok(Number.isFinite(scaleOf('log', [7, 7], [0, 100]).at(7)));
  });

  it('begins at 0 where lengths are amounts, and is never empty', () => {
    assert.deepEqual(domainOf([3, 9], true), [0, 9]);
    assert.deepEqual(domainOf([3, 9], false), [3, 9]);
    assert.deepEqual(domainOf([-2, 9], true), [-2, 9]);
    assert.deepEqual(domainOf([], true), [0, 1]);
    assert.deepEqual(domainOf([0, 0, NaN], true), [0, 1]);
  });
});

const step: Series = {
  name: 'step',
  shape: 'step',
  points: [
    { x: 0, y: 1 },
    { x: 10, y: 4 },
  ],
};
const line: Series = { name: 'line', shape: 'line', points: [{ x: 5, y: 2 }] };
const data: ChartData = {
  title: 'Things',
  x: { title: 'x', text: String },
  y: { title: 'y', text: String },
  series: [step, line],
};

describe('a chart', () => {
  it('is read at every x of any series, where a step holds its last value and a line says nothing between', () => {
    assert.deepEqual(stopsOf(data.series), [0, 5, 10]);
    assert.deepEqual(
      [0, 5, 10].map((x) => [valueAt(step, x), valueAt(line, x)]),
      [
        [1, undefined],
        [1, 2],
        [4, undefined],
      ],
    );
  });

  it('draws inside its width at any width, its greatest value at the top', () => {
    for (const width of [240, 600, 2000]) {
      const layout = layoutOf(data, width, 100);
      const numbers = (pathOf(step, layout).match(/-?[\d.]+/g) ?? []).map(Number);
      assert.ok(numbers.length > 0 && numbers.every((each) => each >= 0 && each <= Math.max(width, layout.height)));
      assert.equal(layout.y.at(4), layout.plot.top);
      assert.equal(layout.y.at(0), layout.plot.bottom);
      assert.ok(layout.xTicks.length > 0 && layout.yTicks.length > 1);
    }
  });

  it('gives names of series lines of their own where they do not fit beside each other', () => {
    const many = Array.from({ length: 6 }, (_, index) => ({ ...line, name: `a rather long name, number ${index}` }));
    const rows = (width: number) =>
      new Set(layoutOf({ ...data, series: many }, width, 100).legend.map(({ y }) => y)).size;
    assert.equal(rows(260), 6);
    assert.equal(rows(3000), 1);
  });

  it('names its series in the order in which the eye meets their lines, bars in their own', () => {
    const at = (y: number, shape: Series['shape'] = 'line'): Series => ({
      name: `at ${y}`,
      shape,
      points: [{ x: 1, y }],
    });
    const order = (series: readonly Series[]) =>
      layoutOf({ ...data, series }, 900, 100).legend.map(({ index }) => index);
    assert.deepEqual(order([at(1), at(9), at(4)]), [1, 2, 0]);
    assert.deepEqual(order([at(1, 'bar'), at(9, 'bar')]), [0, 1]);
  });

  it('leaves its y labels the room that a wide font takes, and counts in whole numbers', () => {
    const label = (value: number): string => `${value} MB`;
    const wide = { ...data, y: { title: 'y', text: label, domain: [0, 200] as const } };
    const { plot, yTicks } = layoutOf(wide, 600, 200);
    // Digits of DejaVu Sans, a wide one, are 0.636 em; the label ends 6 px before the plot.
    assert.ok(plot.left - 6 >= Math.max(...yTicks.map((tick) => label(tick).length)) * 0.636 * 12);
    const far = { ...data, x: { title: 'x', text: (at: number) => `${at} seconds`, domain: [0, 10] as const } };
    assert.ok(layoutOf(far, 600, 200).plot.right + ('10 seconds'.length * 0.636 * 12) / 2 <= 600);
    // Charts above each other leave the same room, whatever their labels are, and their plots begin below each other.
    const room = (text: string): number =>
      layoutOf({ ...data, y: { title: 'y', text: () => text, room: 8 } }, 600, 200).plot.left;
    assert.equal(room('0 B'), room('1,200 MB'));
    const counted = layoutOf({ ...data, y: { title: 'y', text: String, whole: true, domain: [0, 2] } }, 600, 200);
    assert.deepEqual(counted.yTicks, [0, 1, 2]);
  });

  it('stands with no point at all', () => {
    assert.doesNotThrow(() => layoutOf({ ...data, series: [] }, 300, 100));
  });
});
