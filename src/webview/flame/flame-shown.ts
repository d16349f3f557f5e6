/** What a graph is drawn of. */
import type { Layout } from './layout.ts';

export interface FlameShown {
  readonly layout: Layout;
  /** By frame; undefined where nothing is searched for. */
  readonly found: Uint8Array | undefined;
  readonly selected: number | undefined;
  /** What the whole is called. */
  readonly rootLabel: string;
}
