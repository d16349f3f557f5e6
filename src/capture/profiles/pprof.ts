/**
 * Profiles of pprof (https://github.com/google/pprof/blob/main/proto/profile.proto), as Datadog, Pyroscope, Parca and Google's agents
 * take them of Node.js: stacks with values of several types. One type is read: CPU time before wall time before counts, else bytes.
 */
import type { AllocationSamples, CallTree, CpuSamples, RecordedFrame } from '../../model/recorded-samples.ts';
import { fieldsOf, numberOf, numbersOf, type Field } from './protobuf.ts';

export interface ReadPprof {
  readonly kind: 'cpu' | 'heap';
  /** All sample types in the file, the one that is read first. */
  readonly types: readonly [read: string, ...others: string[]];
  /** Of CPU and wall time. */
  readonly stacks: CpuSamples;
  readonly allocations: Omit<AllocationSamples, 'kind'>;
  readonly endUs: number;
  /** Whether the values are times. */
  readonly isTimed: boolean;
}

interface SampleType {
  readonly type: string;
  readonly unit: string;
  readonly at: number;
}

interface Message {
  readonly samples: readonly { readonly locations: readonly number[]; readonly values: readonly number[] }[];
  readonly types: readonly SampleType[];
  readonly locations: ReadonlyMap<number, readonly Line[]>;
  readonly functions: ReadonlyMap<number, RecordedFunction>;
}

interface Line {
  readonly fn: number;
  readonly line: number;
}

interface RecordedFunction {
  readonly name: string;
  readonly file: string;
  readonly startLine: number;
}

/** Undefined where the bytes are no such profile; a word where there is nothing in it. */
export function readPprof(bytes: Buffer): ReadPprof | 'noSamples' | 'otherLanguage' | undefined {
  const message = readMessage(bytes);
  if (message === undefined) return undefined;
  const type = chosen(message.types);
  const samples = message.samples.filter(({ values }) => (values[type?.at ?? -1] ?? 0) > 0);
  if (type === undefined || samples.length === 0) return 'noSamples';
  if (!isOfNode(message)) return 'otherLanguage';
  // Each type says how many samples there were.
  const others = message.types.filter((each) => each !== type && each.unit !== 'count').map((each) => each.type);
  return { types: [type.type, ...others], ...decoded({ ...message, samples }, type) };
}

function readMessage(bytes: Buffer): Message | undefined {
  const fields = fieldsOf(bytes);
  if (fields === undefined) return undefined;
  const texts = fields.filter(({ number }) => number === 6).map((field) => field.bytes?.toString('utf8') ?? '');
  const text = (index: number): string => texts[index] ?? '';
  const messages = (all: readonly Field[], number: number) =>
    all.flatMap((field) => (field.number === number && field.bytes !== undefined ? [fieldsOf(field.bytes) ?? []] : []));
  const types = messages(fields, 1).map((each, at) => ({
    ...{ type: text(numberOf(each, 1)), unit: text(numberOf(each, 2)), at },
  }));
  // The first text is empty by definition; what has no type of samples is something else.
  if (types.length === 0 || texts[0] !== '' || types.some(({ type }) => type === '')) return undefined;
  return {
    types,
    samples: messages(fields, 2).map((each) => ({ locations: numbersOf(each, 1), values: numbersOf(each, 2) })),
    locations: new Map(
      messages(fields, 4).map((each) => [
        numberOf(each, 1),
        // Datadog packs a column into the upper half of a line's number.
        messages(each, 4).map((line) => ({ fn: numberOf(line, 1), line: numberOf(line, 2) % 2 ** 32 })),
      ]),
    ),
    functions: new Map(
      messages(fields, 5).map((each) => [
        numberOf(each, 1),
        { name: text(numberOf(each, 2)), file: text(numberOf(each, 4)), startLine: numberOf(each, 5) },
      ]),
    ),
  };
}

/** pprof is Go's, and is written of C++, Java, Python and others as well. */
function isOfNode({ functions }: Message): boolean {
  return [...functions.values()].some(({ file }) => /^node:|\.(?:[cm]?[jt]sx?|vue|svelte)$/i.test(file));
}

const microseconds: Readonly<Record<string, number>> = {
  nanoseconds: 1e-3,
  microseconds: 1,
  milliseconds: 1e3,
  seconds: 1e6,
};

function chosen(types: readonly SampleType[]): SampleType | undefined {
  const timed = types.filter(({ unit }) => microseconds[unit] !== undefined);
  const counted = types.filter(({ type, unit }) => unit === 'count' && /^(?:samples?|cpu|wall)$/.test(type));
  const bytes = types.filter(({ unit }) => unit === 'bytes');
  return (
    timed.find(({ type }) => type === 'cpu') ??
    timed.find(({ type }) => type === 'wall') ??
    // Contention and delays of Go's are times too, and no cost of a function.
    counted[0] ??
    bytes.find(({ type }) => type.startsWith('alloc')) ??
    bytes[0]
  );
}

/** A stack's value is written as so many samples, one after the other, which hold it together. */
const mostSamples = 400_000;

function decoded(message: Message, type: SampleType): Omit<ReadPprof, 'types'> {
  const hasLines = tellsLines(message);
  const { tree, nodeOf } = createTree(message, hasLines);
  const counts = message.types.find(({ type: name, unit }) => unit === 'count' && name.startsWith('sample'));
  const perValue = microseconds[type.unit];
  const all = message.samples.reduce((sum, { values }) => sum + (values[counts?.at ?? -1] ?? 1), 0);
  const scale = Math.min(1, mostSamples / Math.max(1, all));
  const [node, timeUs]: [number[], number[]] = [[], []];
  const ticks = new Map<string, { readonly node: number; readonly line: number; ticks: number }>();
  const selfBytes: number[] = [];
  let at = 0;
  for (const { locations, values } of message.samples) {
    const leaf = nodeOf(locations);
    const value = values[type.at] ?? 0;
    selfBytes[leaf] = (selfBytes[leaf] ?? 0) + value;
    const count = Math.max(1, Math.round((values[counts?.at ?? -1] ?? 1) * scale));
    const lastsUs = perValue === undefined ? usualIntervalUs * value : value * perValue;
    for (let i = 0; i < count; i++) {
      node.push(leaf);
      timeUs.push(at + (lastsUs * i) / count);
    }
    at += lastsUs;
    const line = message.locations.get(locations[0] ?? 0)?.[0]?.line ?? 0;
    if (!hasLines || line < 1) continue;
    const key = `${leaf}:${line}`;
    const row = ticks.get(key) ?? { node: leaf, line, ticks: 0 };
    row.ticks += count;
    ticks.set(key, row);
  }
  const thread = { process: 0, thread: 0 };
  return {
    kind: type.unit === 'bytes' ? 'heap' : 'cpu',
    stacks: { ...thread, tree, node, timeUs, lineTicks: [...ticks.values()] },
    allocations: { ...thread, tree, selfBytes: tree.frame.map((_, each) => selfBytes[each] ?? 0) },
    endUs: at,
    isTimed: perValue !== undefined,
  };
}

const usualIntervalUs = 1000;

/** Some write the line of each sample, and some that at which the function begins: then each function has one line only. */
function tellsLines({ locations }: Message): boolean {
  const lines = new Map<number, number>();
  for (const { fn, line } of [...locations.values()].flat()) {
    const known = lines.get(fn) ?? line;
    if (known !== line) return true;
    lines.set(fn, line);
  }
  return false;
}

/** V8's own, by the names that Datadog's and Google's agents give them. */
const metaNames: Readonly<Record<string, string>> = {
  '(root)': '(root)',
  '(idle)': '(idle)',
  '(program)': '(program)',
  '(garbage collector)': '(garbage collector)',
  'Garbage Collection': '(garbage collector)',
  'Node.js': '(program)',
  'Non JS threads activity': '(program)',
};

function createTree(
  { locations, functions }: Message,
  hasLines: boolean,
): {
  readonly tree: CallTree;
  readonly nodeOf: (stack: readonly number[]) => number;
} {
  const [frames, frame, parent]: [RecordedFrame[], number[], number[]] = [[rootFrame], [0], [-1]];
  const indexOf = new Map<number, number>();
  const children = [new Map<number, number>()];
  const frameOf = ({ fn, line }: Line): number => {
    const known = indexOf.get(fn) ?? frames.push(toFrame(functions.get(fn), line, hasLines)) - 1;
    indexOf.set(fn, known);
    return known;
  };
  const below = (node: number, index: number): number => {
    const known = children[node]?.get(index);
    if (known !== undefined) return known;
    frame.push(index);
    children.push(new Map<number, number>());
    const added = parent.push(node) - 1;
    children[node]?.set(index, added);
    return added;
  };
  return {
    tree: { frames, frame, parent },
    // The innermost comes first, of the stack and of what was inlined in one place.
    nodeOf: (stack) => {
      let node = 0;
      for (const location of stack.toReversed())
        for (const line of (locations.get(location) ?? []).toReversed()) node = below(node, frameOf(line));
      return node;
    },
  };
}

const rootFrame: RecordedFrame = { name: '(root)', scriptId: '0', url: '' };

/** The first column is that of tools that know none; functions without names have their place in what Datadog calls them, or that of the sample. */
function toFrame(fn: RecordedFunction | undefined, line: number, hasLines: boolean): RecordedFrame {
  const { name = '', file = '', startLine = 0 } = fn ?? {};
  const meta = file === '' || file === '(native)' ? metaNames[name] : undefined;
  if (meta !== undefined) return { name: meta, scriptId: '0', url: '' };
  const anonymous = /^\(anonymous(?::L#(\d+)(?::C#(\d+))?)?\)$/.exec(name);
  const first = Number(anonymous?.[1] ?? (startLine > 0 ? startLine : line));
  const place = first > 0 ? { line: first, column: hasLines ? 1 : Number(anonymous?.[2] ?? 1) } : {};
  return { name: anonymous === null ? name : '', scriptId: '0', url: file, ...place };
}
