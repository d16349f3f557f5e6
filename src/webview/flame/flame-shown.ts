/** What a graph is drawn of. */
import type { Layout } from './layout.ts';

export interface FlameShown {
  readonly layout: Layout;
  /** By frame; undefined where nothing is searched for. */
  readonly found: Uint8Array | undefined;
  /** Where two runs are compared: what nodes cost more (or less, below 0), and that in words. */
  readonly change?: FlameChange;
  readonly selected: number | undefined;
  /** What the whole is called. */
  readonly rootLabel: string;
  /** Where the order is one of time: the root's row tells it. */
  readonly ruler?: Ruler;
}

/** In the unit of the tree's costs, which are times. */
export interface Ruler {
  /** Where stretches begin between which other time has passed. */
  readonly borders: readonly number[];
  readonly text: (value: number, step: number) => string;
}

export interface FlameChange {
  readonly by: Float64Array;
  readonly text: (value: number) => string;
}
