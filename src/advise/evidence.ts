/** What was measured, put beside the source: what a rule looks at. Built once for all rules. */
import type { Priced } from '../model/priced.ts';
import type { ReportFunction } from '../model/report-code.ts';
import { expressionCosts } from './expressions.ts';
import { callsIn, functionAt, parseSource, type Call, type Node } from './syntax.ts';

/** A function of the app that costs something and whose source is known. */
export interface HotPlace {
  readonly fn: ReportFunction;
  readonly file: string;
  readonly source: string;
  readonly node: Node;
  /** The nodes around it, the nearest last. */
  readonly above: readonly Node[];
  readonly calls: readonly Call[];
  /** CPU on these lines of the function's file, ms per request: of the code itself and of V8's builtins that it calls. */
  readonly linesMs: (lines: readonly number[]) => number;
  /** False where several source lines were one line to V8: any line may then be all that the function costs. */
  readonly linesAreKnown: boolean;
  /** CPU of Node.js's, native and library functions of that name that it calls, with all that they call, ms per request; per call of that name in its text. */
  readonly calleeMs: (name: string) => number;
}

export interface Evidence {
  readonly priced: Priced;
  readonly places: readonly HotPlace[];
  /** The syntax tree of a file of the app; undefined where its text is not known. */
  readonly programOf: (file: string) => Node | undefined;
  /** CPU in the machine code of an expression, by its source, that a function of the app runs, ms per request. */
  readonly expressionMs: (fn: ReportFunction, source: string) => number;
}

export function gatherEvidence(priced: Priced): Evidence {
  const sources = priced.sources ?? new Map<string, string>();
  const programs = new Map([...sources].map(([file, text]) => [file, lazily(() => parseSource(text, file))]));
  const lineMs = lineCosts(priced);
  const callees = lazily(() => calleeCosts(priced));
  const places = priced.functions.flatMap((fn, index): HotPlace[] => {
    if (fn.origin !== 'app' || !((fn.ownCpuMsPerRequest ?? fn.selfCpuMsPerRequest) > 0 || hasGarbage(fn))) return [];
    const source = sources.get(fn.file);
    const program = programs.get(fn.file)?.();
    const found = program === undefined ? undefined : functionAt(program, fn);
    if (source === undefined || found === undefined) return [];
    return [
      {
        fn,
        file: fn.file,
        source,
        ...found,
        ...callsAndCosts(callsIn(found), (name) => callees().get(`${index}:${name}`) ?? 0),
        ...lineCostsIn(fn, lineMs),
      },
    ];
  });
  const expressions = lazily(() => expressionCosts(priced));
  return {
    priced,
    places,
    programOf: (file) => programs.get(file)?.(),
    expressionMs: ({ id }, source) => expressions().get(id)?.get(source) ?? 0,
  };
}

/** Which of several calls of a name costs how much is not known: they share it. */
function callsAndCosts(calls: readonly Call[], costOf: (name: string) => number): Pick<HotPlace, 'calls' | 'calleeMs'> {
  const countOf = (isOne: (call: Call) => boolean) => Math.max(1, calls.filter(isOne).length);
  return {
    calls,
    calleeMs: (name) => costOf(name) / countOf((call) => call.name === name),
  };
}

/** Of a function's cost: with less on its lines, the lines are not known. */
const leastOnLines = 0.5;

function lineCostsIn(
  { file, line = 0, endLine = line, selfCpuMsPerRequest }: ReportFunction,
  lineMs: ReadonlyMap<string, number>,
): Pick<HotPlace, 'linesMs' | 'linesAreKnown'> {
  const sumOf = (lines: readonly number[]) =>
    [...new Set(lines)].reduce((sum, each) => sum + (lineMs.get(`${file}:${each}`) ?? 0), 0);
  const all = Array.from({ length: endLine - line + 1 }, (_, index) => line + index);
  const linesAreKnown = sumOf(all) >= leastOnLines * selfCpuMsPerRequest;
  return { linesAreKnown, linesMs: linesAreKnown ? sumOf : () => selfCpuMsPerRequest };
}

function hasGarbage(fn: ReportFunction): boolean {
  return (fn.ownAllocatedBytesPerRequest ?? fn.allocatedBytesPerRequest ?? 0) > 0;
}

function lineCosts({ lines }: Priced): ReadonlyMap<string, number> {
  return new Map(lines.map(({ file, line, selfCpuMsPerRequest }) => [`${file}:${line}`, selfCpuMsPerRequest]));
}

/** By calling function of the app and name of the called one. A call from within such a call counts for the outer one. */
function calleeCosts({ functions, stacks }: Priced): ReadonlyMap<string, number> {
  const isApp = (node: number) => functions[stacks.function[node] ?? -1]?.origin === 'app';
  const below = Float64Array.from(stacks.selfCpuMsPerRequest);
  const costs = new Map<string, number>();
  // Parents come before children: walking backwards, a node is complete when it is met.
  for (let node = below.length - 1; node > 0; node--) {
    const parent = stacks.parent[node] ?? -1;
    if (parent < 0 || isApp(node)) continue;
    if (!isApp(parent)) {
      below[parent] = (below[parent] ?? 0) + (below[node] ?? 0);
      continue;
    }
    const name = functions[stacks.function[node] ?? -1]?.name ?? stacks.label[node] ?? '';
    const key = `${stacks.function[parent] ?? -1}:${name.split('.').at(-1) ?? ''}`;
    costs.set(key, (costs.get(key) ?? 0) + (below[node] ?? 0));
  }
  return costs;
}

function lazily<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => (made ??= { value: make() }).value;
}
