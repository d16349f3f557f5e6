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
}

export interface FlameChange {
  readonly by: Float64Array;
  readonly text: (value: number) => string;
}
