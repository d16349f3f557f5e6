/** Where the parts of a chart lie, in pixels of its own width: text keeps its size however narrow the page is. */
import type { Axis, ChartData, Series } from './chart-data.ts';
import { domainOf, scaleOf, ticksOf, type Scale } from './scale.ts';

/** Of the font that the page's style gives a chart; only how much room text takes rests on it. */
const charWidth = 7.7;
const lineHeight = 17;

export interface LegendItem {
  readonly index: number;
  readonly x: number;
  readonly y: number;
}

export interface Layout {
  readonly width: number;
  readonly height: number;
  readonly plot: { readonly left: number; readonly top: number; readonly right: number; readonly bottom: number };
  readonly x: Scale;
  readonly y: Scale;
  readonly xTicks: readonly number[];
  readonly yTicks: readonly number[];
  readonly legend: readonly LegendItem[];
  /** Of one bar, in a chart that has bars. */
  readonly barWidth: number;
}

export function layoutOf(data: ChartData, width: number, plotHeight: number): Layout {
  const { series, x: xAxis, y: yAxis, marks = [], bands = [] } = data;
  const points = series.flatMap((each) => each.points);
  const legend = legendOf(series, width);
  const markLines = bands.length > 0 || marks.some(({ axis }) => axis === 'x') ? lineHeight : 0;
  const top = 2 * lineHeight + (legend.at(-1)?.y ?? 0) + markLines;
  const bottom = top + plotHeight;
  const yMarks = marks.flatMap(({ axis, at }) => (axis === 'y' ? [at] : []));
  const yDomain = yAxis.domain ?? domainOf([...points.map(({ y }) => y), ...yMarks], yAxis.scale !== 'log');
  const y = scaleOf(yAxis.scale ?? 'linear', yDomain, [bottom, top]);
  const rounded = yAxis.ticks ?? ticksOf(y, Math.max(2, Math.floor(plotHeight / 42)));
  const yTicks = yAxis.whole === true ? rounded.filter(Number.isInteger) : rounded;
  const left = 10 + charWidth * Math.max(2, yAxis.room ?? 0, ...yTicks.map((tick) => yAxis.text(tick).length));
  const bars = series.some(({ shape }) => shape === 'bar');
  const xDomain = xAxis.domain ?? domainOf([...points.map((point) => point.x)], false);
  const right = width - Math.max(10, labelRoom(xAxis, xDomain) / 2);
  const slot = bars ? (right - left) / Math.max(1, new Set(points.map((point) => point.x)).size) : 0;
  const x = scaleOf(xAxis.scale ?? 'linear', xDomain, [left + slot / 2, right - slot / 2]);
  return {
    width,
    height: bottom + 2.4 * lineHeight,
    plot: { left, top, right, bottom },
    x,
    y,
    xTicks: roomFor(xAxis.ticks ?? ticksOf(x, Math.max(2, Math.floor((right - left) / 90))), x, xAxis.text),
    yTicks,
    legend,
    barWidth: Math.max(2, slot * 0.68),
  };
}

/** Of the labels at the end of the axis, half of which stands beyond it. */
function labelRoom({ ticks, text }: Axis, [, end]: readonly [number, number]): number {
  return charWidth * Math.max(...(ticks ?? [end]).map((tick) => text(tick).length));
}

/** The uppermost line first, as the eye meets them; bars stand side by side in their own order. */
function picturedOrder(series: readonly Series[]): readonly number[] {
  const order = series.map((_, index) => index);
  if (series.some(({ shape }) => shape === 'bar')) return order;
  const heights = series.map(({ points }) => points.reduce((sum, { y }) => sum + y, 0) / Math.max(1, points.length));
  return order.sort((a, b) => (heights[b] ?? 0) - (heights[a] ?? 0));
}

/** Side by side, and in the next line where there is no more room. */
function legendOf(series: readonly Series[], width: number): readonly LegendItem[] {
  if (series.length < 2) return [];
  let x = 0;
  let y = lineHeight;
  return picturedOrder(series).map((index) => {
    const name = series[index]?.name ?? '';
    const room = 40 + name.length * charWidth;
    if (x > 0 && x + room > width) {
      x = 0;
      y += lineHeight;
    }
    const item = { index, x, y };
    x += room;
    return item;
  });
}

/** Labels that would touch the one before are left out. */
function roomFor(ticks: readonly number[], scale: Scale, text: (value: number) => string): readonly number[] {
  let end = -Infinity;
  return ticks.filter((tick) => {
    const half = (text(tick).length * charWidth) / 2;
    const at = scale.at(tick);
    if (at - half < end + 6) return false;
    end = at + half;
    return true;
  });
}

/** The path of a line, or of a step that holds until the next point; a gap in the values is a gap in the line. */
export function pathOf({ points, shape }: Series, { x, y, plot }: Layout): string {
  let path = '';
  points.forEach((point, index) => {
    const px = round(x.at(point.x));
    const py = round(y.at(point.y));
    if (index === 0) path += `M${px} ${py}`;
    else if (shape === 'step') path += `H${px}V${py}`;
    else path += `L${px} ${py}`;
  });
  return shape === 'step' && path !== '' ? `${path}H${round(plot.right)}` : path;
}

export function round(value: number): number {
  return Math.round(value * 10) / 10;
}
