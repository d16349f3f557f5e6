import type { AllocationSamples, CpuSamples, RecordedFrame, RecordedScript } from '../src/model/recorded-samples.ts';

interface Script {
  readonly process: number;
  readonly scriptId: string;
  readonly url: string;
  /** Name of the function declared on each line. */
  readonly names: Map<number, string>;
}

/** Texts that drawn stacks could have come from: each function declared on its frame's line, reaching to the next one. */
export function scriptsFor(
  stacks: readonly CpuSamples[],
  allocations: readonly AllocationSamples[],
): readonly RecordedScript[] {
  const scripts = new Map<string, Script>();
  for (const { process, tree } of [...stacks, ...allocations]) {
    for (const frame of tree.frames) declare(scripts, process, frame);
  }
  const tickLines = stacks.flatMap(({ lineTicks }) => lineTicks.map(({ line }) => line));
  return [...scripts.values()].map((script) => write(script, Math.max(...script.names.keys(), ...tickLines)));
}

function declare(scripts: Map<string, Script>, process: number, frame: RecordedFrame): void {
  const { name, scriptId, url, line } = frame;
  if (line === undefined || url.startsWith('node:')) return;
  const key = `${process}:${scriptId}`;
  const script = scripts.get(key) ?? { process, scriptId, url, names: new Map<number, string>() };
  const other = script.names.get(line) ?? name;
  if (other !== name)
    throw new Error(`${other} and ${name} share line ${line} of ${url}: give the recording its scripts`);
  script.names.set(line, name);
  scripts.set(key, script);
}

function write({ process, scriptId, url, names }: Script, lastLine: number): RecordedScript {
  const lines = Array.from({ length: lastLine }, () => '');
  const declared = [...names].sort(([left], [right]) => left - right);
  const ranges = declared.map(([line, name], index) => {
    const endLine = (declared[index + 1]?.[0] ?? lastLine + 1) - 1;
    lines[line - 1] = `function ${name}() {`;
    lines[endLine - 1] = `${lines[endLine - 1] ?? ''}}`;
    return { name, line, endLine };
  });
  const lengthOf = (count: number) => lines.slice(0, count).reduce((length, line) => length + line.length + 1, 0);
  const functions = ranges.map(({ name, line, endLine }) => ({
    name,
    start: lengthOf(line - 1),
    end: lengthOf(endLine) - 1,
  }));
  return { process, thread: 0, scriptId, url, text: lines.join('\n'), functions };
}
