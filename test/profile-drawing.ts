/**
 * Profiles drawn as text, so that a test's expected numbers can be checked by eye: columns are samples, rows are frames,
 * the caller above the callee.
 *
 *     drawStacks(`
 *       main  main        main
 *       a     a:lib.js:7  b@3
 *       c     (gc)`)
 *
 * A frame is `name`, `name:line`, `name:file` or `name:file:line`; without a file it stands in `<name>.js`, without a line on line 1,
 * so that a frame's place never depends on the rest of the drawing. `@line` says where in the function the sample was
 * taken, else it is the function's own line. Sample i, from 0, is taken at (i + 1) ms. `name:` is native code. `(gc)` stands for `(garbage collector)`.
 */
import type { AllocationSamples, CallTree, CpuSamples, RecordedFrame } from '../src/model/recorded-samples.ts';

export const SAMPLE_US = 1000;
export const SAMPLE_BYTES = 1000;

const FRAME = /^(?<name>[^:@]*)(?<place>:(?!\d+(@|$))(?<file>[^@]*?))?(:(?<line>\d+))?(@(?<tick>\d+))?$/;

interface Cell {
  readonly frame: RecordedFrame;
  readonly tickLine: number | undefined;
}

interface DrawnTree {
  readonly tree: CallTree;
  /** Leaf of each column. */
  readonly leaves: readonly { readonly node: number; readonly tickLine: number | undefined }[];
}

export function drawStacks(drawing: string): CpuSamples {
  const { tree, leaves } = drawTree(drawing);
  const ticks = new Map<string, { node: number; line: number; ticks: number }>();
  for (const { node, tickLine } of leaves) {
    if (tickLine === undefined) continue;
    const key = `${node}:${tickLine}`;
    ticks.set(key, { node, line: tickLine, ticks: (ticks.get(key)?.ticks ?? 0) + 1 });
  }
  return {
    process: 1,
    thread: 0,
    tree,
    node: leaves.map((leaf) => leaf.node),
    timeUs: leaves.map((_, i) => (i + 1) * SAMPLE_US),
    lineTicks: [...ticks.values()],
  };
}

/** As `drawStacks`, each column standing for 1,000 allocated bytes. */
export function drawAllocations(
  drawing: string,
  kind: AllocationSamples['kind'] = 'allocationSampling',
): AllocationSamples {
  const { tree, leaves } = drawTree(drawing);
  const selfBytes = tree.frame.map((_, node) => leaves.filter((leaf) => leaf.node === node).length * SAMPLE_BYTES);
  return { process: 1, thread: 0, kind, tree, selfBytes };
}

function drawTree(drawing: string): DrawnTree {
  const frames: RecordedFrame[] = [{ name: '(root)', scriptId: '0', url: '' }];
  const frame = [0];
  const parent = [-1];
  const nodeOf = new Map<string, number>();
  const frameIndexOf = new Map<string, number>();

  const leaves = readColumns(drawing).map((column) => {
    let node = 0;
    let tickLine: number | undefined;
    for (const cell of column) {
      const frameKey = JSON.stringify(cell.frame);
      const frameIndex = frameIndexOf.get(frameKey) ?? frames.push(cell.frame) - 1;
      frameIndexOf.set(frameKey, frameIndex);
      const nodeKey = `${node}>${frameIndex}`;
      const known = nodeOf.get(nodeKey);
      if (known === undefined) parent.push(node);
      node = known ?? frame.push(frameIndex) - 1;
      nodeOf.set(nodeKey, node);
      tickLine = cell.tickLine;
    }
    return { node, tickLine };
  });
  return { tree: { frames, frame, parent }, leaves };
}

function readColumns(drawing: string): Cell[][] {
  const rows = drawing.split('\n').filter((row) => row.trim() !== '');
  const starts = [...(rows[0] ?? '').matchAll(/\S+/g)].map((match) => match.index);
  const columns = starts.map((): Cell[] => []);
  for (const [depth, row] of rows.entries()) {
    for (const { 0: text, index } of row.matchAll(/\S+/g)) {
      const column = columns[starts.indexOf(index)];
      if (column === undefined) throw new Error(`${text} in row ${depth + 1} stands under no frame of the first row`);
      if (column.length !== depth) throw new Error(`${text} in row ${depth + 1} has no caller above it`);
      column.push(readCell(text));
    }
  }
  return columns;
}

function readCell(text: string): Cell {
  if (text.startsWith('(')) {
    const name = text === '(gc)' ? '(garbage collector)' : text;
    return { frame: { name, scriptId: '0', url: '' }, tickLine: undefined };
  }
  const groups = FRAME.exec(text)?.groups;
  if (groups === undefined) throw new Error(`${text} is not name:file:line@line`);
  const { name = '', place, file = `${name}.js`, line = '1', tick = line } = groups;
  if (place === ':') return { frame: { name, scriptId: '0', url: '' }, tickLine: undefined };
  const url = file.includes(':') ? file : `file:///app/${file}`;
  // V8 gives a function's place as that of its parameter list: after `function name`.
  const column = 'function '.length + name.length + 1;
  return { frame: { name, scriptId: file, url, line: Number(line), column }, tickLine: Number(tick) };
}
