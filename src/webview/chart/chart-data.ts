/** What a chart shows, without how it is drawn. */

export interface Point {
  readonly x: number;
  readonly y: number;
}

export interface Series {
  readonly name: string;
  /** Ascending in x. */
  readonly points: readonly Point[];
  /** `step`: a value that holds until the next one. */
  readonly shape: 'line' | 'step' | 'bar' | 'dot';
}

export interface Axis {
  readonly title: string;
  readonly text: (value: number) => string;
  readonly scale?: 'linear' | 'log';
  /** Instead of round values: months, percentiles. */
  readonly ticks?: readonly number[];
  /** What every chart beside it has too, so that their axes agree. */
  readonly domain?: readonly [number, number];
  /** Of an upright axis, letters: what every chart beside it leaves for its labels too, so that their plots are of one width. */
  readonly room?: number;
  /** Things that are counted: there is no half of one. */
  readonly whole?: true;
}

/** `room` of charts that stand above each other on one axis: more than any figure of a y axis here is long. */
export const roomAboveEachOther = 8;

/** A moment or a limit worth a line and words of its own. */
export interface Mark {
  readonly axis: 'x' | 'y';
  readonly at: number;
  readonly text: string;
}

/** A stretch of the x axis. */
export interface Band {
  readonly from: number;
  readonly to: number;
  readonly text: string;
}

export interface ChartData {
  readonly title: string;
  readonly x: Axis;
  readonly y: Axis;
  readonly series: readonly Series[];
  readonly marks?: readonly Mark[];
  readonly bands?: readonly Band[];
}

/** Every x of any series, each once, ascending: where the cursor stops, and the rows of the table. */
export function stopsOf(series: readonly Series[]): readonly number[] {
  return [...new Set(series.flatMap(({ points }) => points.map(({ x }) => x)))].sort((a, b) => a - b);
}

/** What the series has at exactly that x; a step holds its last value. */
export function valueAt({ points, shape }: Series, x: number): number | undefined {
  if (shape === 'step') return points.findLast((point) => point.x <= x)?.y;
  return points.find((point) => point.x === x)?.y;
}
