/** Colours of the graph. Text on each shade has a contrast of at least 4.5 to 1. */
import type { Frame, FrameKind } from './call-tree.ts';

export const frameKinds = ['app', 'dependency', 'node', 'native', 'engine'] as const satisfies readonly FrameKind[];

export interface Palette {
  /** Three neighbouring shades of each kind: frames beside each other stay apart. */
  readonly fill: Readonly<Record<FrameKind, readonly string[]>>;
  /** Of a box's left edge; empty for none. */
  readonly edge: Readonly<Record<FrameKind, string>>;
  /** Of what costs more, or less, than before: from a little to much. */
  readonly more: readonly string[];
  readonly less: readonly string[];
  readonly text: string;
  readonly back: string;
  /** Frames of one kind that are too narrow to be drawn one by one. */
  readonly strip: Readonly<Record<FrameKind, string>>;
  readonly mark: string;
  readonly faded: string;
  readonly fadedText: string;
  readonly font: string;
}

type Colours = Omit<Palette, 'back' | 'font'>;

const noEdge = { app: '', dependency: '', node: '', native: '', engine: '' };

const light: Colours = {
  fill: {
    app: ['#ffb27a', '#ffc392', '#f9a468'],
    dependency: ['#a9cdf5', '#bfdaf8', '#97c1ef'],
    node: ['#a6dfb5', '#bce8c8', '#93d5a5'],
    native: ['#d3c1f0', '#e0d3f5', '#c6b0ea'],
    engine: ['#d5d9de', '#d5d9de', '#d5d9de'],
  },
  edge: noEdge,
  more: ['#f9d3d0', '#f2a39d', '#e9766e'],
  less: ['#d3e3f8', '#a3c6f0', '#73a7e6'],
  strip: { app: '#ffb27a', dependency: '#a9cdf5', node: '#a6dfb5', native: '#d3c1f0', engine: '#d5d9de' },
  ...{ text: '#1b1f24', mark: '#0a3d8f', faded: '#e8eaed', fadedText: '#57606a' },
};

const dark: Colours = {
  fill: {
    app: ['#8f4a17', '#98521f', '#7f3f10'],
    dependency: ['#245487', '#2e6299', '#1c4775'],
    node: ['#236b3b', '#2b7845', '#1b5a30'],
    native: ['#5b3d93', '#6a4ba4', '#4e3182'],
    engine: ['#4d555e', '#4d555e', '#4d555e'],
  },
  edge: noEdge,
  more: ['#5c2e2c', '#7c302c', '#9b2d26'],
  less: ['#263f5e', '#27507f', '#205c9f'],
  strip: { app: '#8f4a17', dependency: '#245487', node: '#236b3b', native: '#5b3d93', engine: '#4d555e' },
  ...{ text: '#ffffff', mark: '#ffe066', faded: '#2a2f35', fadedText: '#aab3bd' },
};

/** Little but letters and edges. */
function contrast(back: string, text: string, edge: Colours['edge']): Colours {
  const plain = [back, back, back];
  return {
    fill: { app: plain, dependency: plain, node: plain, native: plain, engine: plain },
    edge,
    more: plain,
    less: plain,
    strip: edge,
    ...{ text, mark: text, faded: back, fadedText: text },
  };
}

const onBlack = { app: '#ffb347', dependency: '#6cb0ff', node: '#5fd38a', native: '#c9a6ff', engine: '#c0c0c0' };
const onWhite = { app: '#a33a00', dependency: '#0a4fb3', node: '#0d6b2f', native: '#5b2fa8', engine: '#4d4d4d' };

/** Paper is white, whatever the screen is. */
export function paletteOf(element: Element, printing = matchMedia('print').matches): Palette {
  const back = printing ? '#ffffff' : getComputedStyle(document.body).backgroundColor;
  const mono = getComputedStyle(element).getPropertyValue('--mono').trim();
  return { ...(printing ? light : colours(document.body.classList)), back, font: `12px ${mono || 'monospace'}` };
}

/** An editor says its theme by a class; a file follows the system. */
function colours(theme: DOMTokenList): Colours {
  const darkSystem = matchMedia('(prefers-color-scheme: dark)').matches;
  if (matchMedia('(forced-colors: active)').matches)
    return contrast('Canvas', 'CanvasText', darkSystem ? onBlack : onWhite);
  if (theme.contains('vscode-high-contrast-light')) return contrast('#ffffff', '#000000', onWhite);
  if (theme.contains('vscode-high-contrast')) return contrast('#000000', '#ffffff', onBlack);
  if (theme.contains('vscode-dark')) return dark;
  if (theme.contains('vscode-light')) return light;
  return darkSystem ? dark : light;
}

/** By file or package, so that one module's functions look alike. */
export function shadeOf({ file, package: ofPackage }: Frame): number {
  let hash = 0;
  for (const letter of ofPackage ?? file) hash = (hash * 31 + (letter.codePointAt(0) ?? 0)) % 997;
  return hash % 3;
}

/** What stands in a box: for all but the application's own code also whose it is, for colour alone tells nobody. */
export function labelOf(frame: Frame): string {
  const { name, kind, file, package: ofPackage } = frame;
  if (kind === 'app' || kind === 'engine') return name;
  return `${name} · ${ofPackage ?? (kind === 'node' && file !== '' ? file : kind)}`;
}
