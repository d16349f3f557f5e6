/**
 * A CPU profile as V8 writes it, of an application that is not there: deterministic, of any size. Its shape is that of profiles
 * of real servers: a few hundred scripts of the app, its dependencies and Node.js, deep stacks, few hot functions among many.
 */
import type { V8CallFrame, V8CpuProfile } from '../src/model/v8-profile.ts';
import type { RecordedScript } from '../src/model/recorded-samples.ts';

export interface SyntheticSize {
  readonly samples: number;
  readonly nodes: number;
  readonly scripts: number;
  readonly functionsPerScript: number;
}

export const fullSize: SyntheticSize = { samples: 1_000_000, nodes: 150_000, scripts: 300, functionsPerScript: 24 };

const linesPerFunction = 12;
const calleesPerFunction = 6;
const deepest = 60;
const sampleUs = 250;
/** Shares a factor with no sensible number of nodes: steps of it meet each node once. */
const largePrime = 1_000_003;

export function syntheticProfile(size: SyntheticSize, random = randomFrom(1)): V8CpuProfile {
  const tree = growTree(size, random);
  const samples: number[] = [];
  const timeDeltas: number[] = [];
  for (let i = 0; i < size.samples; i++) {
    const id = tree.sample();
    const ticks = tree.nodes[id - 1]?.ticks;
    const line = tree.lineIn(id);
    if (line > 0) ticks?.set(line, (ticks.get(line) ?? 0) + 1);
    samples.push(id);
    timeDeltas.push(sampleUs - 10 + Math.floor(random() * 20));
  }
  const startTime = 1_000_000;
  const nodes = inOrder(tree.nodes).map(({ id, callFrame, children, ticks }) => ({
    id,
    callFrame,
    hitCount: [...ticks.values()].reduce((sum, count) => sum + count, 0),
    ...(children.length === 0 ? {} : { children }),
    ...(ticks.size === 0 ? {} : { positionTicks: [...ticks].map(([line, count]) => ({ line, ticks: count })) }),
  }));
  const endTime = startTime + timeDeltas.reduce((sum, delta) => sum + delta, 0);
  return { nodes, startTime, endTime, samples, timeDeltas };
}

/** As V8 flattens its tree: each node before its children (`flattenNodesTree` in src/inspector/v8-profiler-agent-impl.cc). */
function inOrder(nodes: readonly GrowingNode[]): readonly GrowingNode[] {
  const ordered: GrowingNode[] = [];
  const open = nodes.slice(0, 1);
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    ordered.push(node);
    for (const id of node.children.toReversed()) open.push(...nodes.slice(id - 1, id));
  }
  return ordered;
}

/** The texts and functions of the scripts that the profile's frames lie in; those of the app were compiled from TypeScript. */
export function syntheticScripts({ scripts, functionsPerScript }: SyntheticSize): readonly RecordedScript[] {
  return Array.from({ length: scripts }, (_, script) => {
    const texts = Array.from({ length: functionsPerScript }, (_, index) => textOf(nameOf(script, index)));
    const url = urlOf(script);
    let start = 0;
    const functions = texts.map((text, index) => {
      const range = { name: nameOf(script, index), start, end: start + text.length - 1 };
      start += text.length;
      return range;
    });
    return {
      process: 1,
      thread: 0,
      scriptId: String(script + 10),
      url,
      text: texts.join(''),
      ...(isOfApp(script) ? { sourceMap: mapOf(url, functionsPerScript), sourceMapBase: url } : {}),
      functions,
    };
  }).filter(({ url }) => !url.startsWith('node:'));
}

function textOf(name: string): string {
  const body = Array.from({ length: linesPerFunction - 2 }, (_, line) => `  work(${line}, input);\n`);
  return `function ${name}(input) {\n${body.join('')}}\n`;
}

/** Each line is made of the one with its number in the source (ECMA-426: one segment of relative VLQs a line). */
function mapOf(url: string, functionsPerScript: number): string {
  const mappings = ['AAAA', ...Array.from({ length: functionsPerScript * linesPerFunction - 1 }, () => 'AACA')].join(
    ';',
  );
  return JSON.stringify({
    version: 3,
    sources: [url.replace('/dist/', '/src/').replace('.js', '.ts')],
    names: [],
    mappings,
  });
}

const isOfApp = (script: number): boolean => script % 4 === 0;

function urlOf(script: number): string {
  if (isOfApp(script)) return `file:///app/dist/features/feature-${script}.js`;
  if (script % 10 === 1) return `node:internal/part_${script}`;
  return `file:///app/node_modules/library-${script % 60}/lib/module-${script}.js`;
}

const nameOf = (script: number, index: number): string => `perform${script}Task${index}`;

function frameOf(fn: number, functionsPerScript: number): V8CallFrame {
  const script = Math.floor(fn / functionsPerScript);
  const index = fn % functionsPerScript;
  const functionName = nameOf(script, index);
  return {
    functionName,
    scriptId: String(script + 10),
    url: urlOf(script),
    lineNumber: index * linesPerFunction,
    columnNumber: 'function '.length + functionName.length,
  };
}

interface GrowingNode {
  readonly id: number;
  readonly callFrame: V8CallFrame;
  readonly children: number[];
  readonly ticks: Map<number, number>;
}

interface GrownTree {
  readonly nodes: readonly GrowingNode[];
  /** Id of the node that a random sample hits. */
  sample(): number;
  /** A 1-based line of that node's function, as V8's position ticks count them; 0 where there is none. */
  lineIn(id: number): number;
}

function growTree({ nodes: wanted, scripts, functionsPerScript }: SyntheticSize, random: () => number): GrownTree {
  const functions = scripts * functionsPerScript;
  const callees = Array.from({ length: functions }, () =>
    Array.from({ length: calleesPerFunction }, () => Math.floor(random() * functions)),
  );
  const nodes: GrowingNode[] = [];
  const functionOf: number[] = [];
  const parentOf: number[] = [];
  const childOf = new Map<number, number>();
  const add = (callFrame: V8CallFrame, fn: number, parent: number): number => {
    const id = nodes.push({ id: nodes.length + 1, callFrame, children: [], ticks: new Map() });
    functionOf.push(fn);
    parentOf.push(parent);
    nodes[parent - 1]?.children.push(id);
    return id;
  };
  const root = add(metaFrame('(root)'), -1, 0);
  const metas = ['(program)', '(idle)', '(garbage collector)'].map((name) => add(metaFrame(name), -1, root));
  const descend = (from: number, slot: number): number => {
    const fn = callees[functionOf[from - 1] ?? -1]?.[slot] ?? slot;
    const key = from * calleesPerFunction + slot;
    const known = childOf.get(key);
    if (known !== undefined) return known;
    const id = add(frameOf(fn, functionsPerScript), fn, from);
    childOf.set(key, id);
    return id;
  };
  const growPath = (): void => {
    const depth = 5 + Math.floor(random() * (deepest - 5));
    // A power favours the first callees: some paths are met again and again.
    for (let level = 0, at = root; level < depth && nodes.length < wanted; level++)
      at = descend(at, Math.floor(random() ** 4 * calleesPerFunction));
  };
  while (nodes.length < wanted) growPath();
  // Most samples are of the same stack as the one before, or of one a call away: code runs longer than the sampler waits.
  let last = root;
  return {
    nodes,
    sample: () => {
      const luck = random();
      if (luck < 0.6) return last;
      const { children = [] } = nodes[last - 1] ?? {};
      if (luck < 0.9 && last > root)
        last = children[Math.floor(random() * children.length)] ?? parentOf[last - 1] ?? root;
      else if (luck < 0.91) last = metas[Math.floor(random() * metas.length)] ?? root;
      // A power again: few nodes are hot, most were met once or twice. The prime spreads the hot ones over the tree.
      else last = 1 + ((Math.floor(random() ** 3 * nodes.length) * largePrime) % nodes.length);
      return last;
    },
    lineIn: (id) => {
      const { lineNumber = -1 } = nodes[id - 1]?.callFrame ?? {};
      return lineNumber < 0 ? 0 : lineNumber + 2 + Math.floor(random() * 3);
    },
  };
}

function metaFrame(functionName: string): V8CallFrame {
  return { functionName, scriptId: '0', url: '', lineNumber: -1, columnNumber: -1 };
}

/** Mulberry32, a public-domain generator: the same numbers everywhere. */
export function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
