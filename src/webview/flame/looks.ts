/** What the boxes of a graph look like, and what stands in them. */
import type { CallTree } from './call-tree.ts';
import type { FlameShown } from './flame-shown.ts';
import { labelOf, shadeOf, type Palette } from './palette.ts';

export interface Look {
  readonly fill: string;
  /** Drawn at the left; empty for none. */
  readonly edge: string;
  readonly text: string;
}

export type LookOf = (node: number) => Look;

/** By node. A tree has far fewer frames than nodes, so each frame is looked at once. */
export function looksOf({ layout: { tree }, found, change }: FlameShown, palette: Palette): LookOf {
  if (change !== undefined) return (node) => changeLook(change.by, tree.total[0] ?? 0, node, palette);
  const faded: Look = { fill: palette.faded, edge: '', text: palette.fadedText };
  const looks: Look[] = [];
  return (node) => {
    const index = tree.frame[node] ?? -1;
    if (found !== undefined && found[index] !== 1) return faded;
    // The root's is at 0.
    const known = looks[index + 1];
    if (known !== undefined) return known;
    const frame = tree.frames[index];
    const kind = frame?.kind ?? 'engine';
    const fill = palette.fill[kind][factsOf(tree).shades[index] ?? 0] ?? palette.faded;
    const look = { fill, edge: found === undefined ? palette.edge[kind] : palette.mark, text: palette.text };
    looks[index + 1] = look;
    return look;
  };
}

/** The colour of what is too narrow to be drawn one by one, by a node of it. */
export function stripsOf({ layout: { tree }, found, change }: FlameShown, palette: Palette): (node: number) => string {
  if (change !== undefined) return (node) => changeLook(change.by, tree.total[0] ?? 0, node, palette).strip;
  return (node) => {
    const index = tree.frame[node] ?? -1;
    if (found !== undefined && found[index] !== 1) return palette.faded;
    return palette.strip[tree.frames[index]?.kind ?? 'engine'];
  };
}

/** Shares of the whole from which a difference has the stronger shades. */
const shadesFrom = [0.002, 0.02, 0.1] as const;

function changeLook(
  by: Float64Array,
  whole: number,
  node: number,
  { more, less, faded, text, edge, strip }: Palette,
): Look & { readonly strip: string } {
  const part = whole > 0 ? (by[node] ?? 0) / whole : 0;
  const shade = shadesFrom.filter((from) => Math.abs(part) >= from).length;
  const fill = shade === 0 ? faded : ((part > 0 ? more : less)[shade - 1] ?? faded);
  return { fill, edge: shade === 0 ? '' : edge.app, text, strip: edge.app === '' ? fill : strip.engine };
}

export function textOf({ layout: { tree }, rootLabel, change }: FlameShown, node: number): string {
  const name = factsOf(tree).labels[tree.frame[node] ?? -1] ?? rootLabel;
  const by = change?.by[node] ?? 0;
  return change === undefined || by === 0 ? name : `${change.text(by)} ${name}`;
}

/** By frame. */
interface Facts {
  readonly labels: readonly string[];
  readonly shades: readonly number[];
}

const factsByTree = new WeakMap<CallTree, Facts>();

function factsOf(tree: CallTree): Facts {
  const known = factsByTree.get(tree) ?? { labels: tree.frames.map(labelOf), shades: tree.frames.map(shadeOf) };
  factsByTree.set(tree, known);
  return known;
}
