/**
 * V8's CPU profiles in a trace, as the Performance tab of Chrome DevTools saves one and `node --trace-event-categories v8.cpu_profiler`
 * writes one: an event `Profile` begins one of a thread, and events `ProfileChunk` bring its nodes and samples piece by piece (V8's
 * src/profiler/profile-generator.cc, "StreamPendingTraceEvents"). Older ones hold a profile whole, in an event `CpuProfile`.
 */
import { isFields, isNumber, type Fields } from './fields.ts';

/** As profiles with a list of nodes, one for each thread that was sampled. */
export function profilesOfTrace(events: readonly unknown[]): readonly Fields[] {
  const threads = new Map<string, Pieces>();
  const whole: Fields[] = [];
  for (const event of events) {
    if (!isFields(event) || !isFields(event['args']) || !isFields(event['args']['data'])) continue;
    const { name, pid, id, ts } = event;
    const { data } = event['args'];
    if (name === 'CpuProfile' && isFields(data['cpuProfile'])) whole.push(data['cpuProfile']);
    if (name !== 'Profile' && name !== 'ProfileChunk') continue;
    const key = `${String(pid)}:${String(id)}`;
    const pieces = threads.get(key) ?? emptyPieces(ts);
    threads.set(key, pieces);
    addPiece(pieces, data);
  }
  return [...whole, ...[...threads.values()].map(toProfile)].filter(hasNodes);
}

interface Pieces {
  startTime: number | undefined;
  endTime: number | undefined;
  readonly nodes: unknown[];
  readonly samples: unknown[];
  readonly timeDeltas: unknown[];
  /** Of each sample, in the script as it ran; 0 where it is not known. */
  readonly lines: unknown[];
}

function emptyPieces(ts: unknown): Pieces {
  return {
    startTime: isNumber(ts) ? ts : undefined,
    endTime: undefined,
    nodes: [],
    samples: [],
    timeDeltas: [],
    lines: [],
  };
}

function addPiece(pieces: Pieces, data: Fields): void {
  if (isNumber(data['startTime'])) pieces.startTime = data['startTime'];
  if (isNumber(data['endTime'])) pieces.endTime = data['endTime'];
  const profile = isFields(data['cpuProfile']) ? data['cpuProfile'] : {};
  append(pieces.nodes, profile['nodes']);
  const before = pieces.samples.length;
  append(pieces.samples, profile['samples']);
  append(pieces.timeDeltas, data['timeDeltas'] ?? profile['timeDeltas']);
  // A piece without lines leaves those of the next one where they belong.
  while (pieces.lines.length < before) pieces.lines.push(0);
  append(pieces.lines, data['lines'] ?? profile['lines']);
}

/** Not as arguments of push: a piece may have more values than a call may have arguments. */
function append(to: unknown[], values: unknown): void {
  if (!Array.isArray(values)) return;
  for (const value of values as readonly unknown[]) to.push(value);
}

function toProfile({ lines, ...pieces }: Pieces): Fields {
  const ticks = new Map<unknown, Map<number, number>>();
  pieces.samples.forEach((id, i) => {
    const line = lines[i];
    if (!isNumber(line) || line < 1) return;
    const ofNode = ticks.get(id) ?? new Map<number, number>();
    ticks.set(id, ofNode.set(line, (ofNode.get(line) ?? 0) + 1));
  });
  const nodes = pieces.nodes.map((node) => {
    const ofNode = isFields(node) ? ticks.get(node['id']) : undefined;
    if (!isFields(node) || ofNode === undefined) return node;
    return { ...node, positionTicks: [...ofNode].map(([line, count]) => ({ line, ticks: count })) };
  });
  return { ...pieces, nodes };
}

function hasNodes({ nodes }: Fields): boolean {
  return Array.isArray(nodes) && nodes.length > 0;
}

/** The format lets a program be killed before it closes the list: the events until then are whole. Undefined for what is no trace. */
export function parseCutTrace(text: string): unknown {
  const opening = /^\s*(?:\{\s*"traceEvents"\s*:\s*)?\[/.exec(text)?.[0];
  if (opening === undefined) return undefined;
  const end = endOfLastValue(text, opening.length);
  if (end === undefined) return undefined;
  try {
    return JSON.parse(`${text.slice(0, end)}${opening.includes('{') ? ']}' : ']'}`) as unknown;
  } catch {
    // It is not cut but broken.
    return undefined;
  }
}

/** Behind the last object that is whole, of a list whose values begin at `from`. */
function endOfLastValue(text: string, from: number): number | undefined {
  let end: number | undefined;
  let depth = 0;
  let isText = false;
  for (let at = from; at < text.length && depth >= 0; at++) {
    const character = text[at];
    if (isText && character === '\\') at++;
    else if (character === '"') isText = !isText;
    else if (isText) continue;
    else if (character === '{' || character === '[') depth++;
    else if (character === '}' || character === ']') {
      depth--;
      if (depth === 0) end = at + 1;
    }
  }
  return end;
}
