/**
 * In: a Report. Out: a profile in pprof's protocol buffer (https://github.com/google/pprof/blob/main/proto/profile.proto),
 * not compressed: readers take it either way. Sample types are CPU in nanoseconds and allocated bytes, each for a thousand requests.
 */
import { Function as PprofFunction, Line, Location, Profile, Sample, StringTable, ValueType } from 'pprof-format';
import type { Report } from '../../model/report.ts';
import { unitsOf } from '../../model/unit.ts';
import { framesOf, requestsShown } from './frames.ts';

const nsPerMs = 1e6;

export function renderPprof(report: Report, workspaceRoot: string): Uint8Array {
  const { stacks, startedAt, app } = report;
  const strings = new StringTable();
  const { frames, frame } = framesOf(report, workspaceRoot);
  const allocated = stacks.selfAllocatedBytesPerRequest;
  const valueType = (type: string, unit: string) =>
    new ValueType({ type: strings.dedup(type), unit: strings.dedup(unit) });
  return new Profile({
    sampleType: [
      valueType('cpu', 'nanoseconds'),
      ...(allocated === undefined ? [] : [valueType('alloc_space', 'bytes')]),
    ],
    sample: stacks.parent.flatMap((_, node) => {
      const value = [
        (stacks.selfCpuMsPerRequest[node] ?? 0) * nsPerMs,
        ...(allocated === undefined ? [] : [allocated[node] ?? 0]),
      ];
      return value.some((each) => each > 0)
        ? [
            new Sample({
              locationId: stackOf(stacks.parent, node).map((at) => (frame[at] ?? 0) + 1),
              value: value.map((each) => Math.round(each * requestsShown)),
            }),
          ]
        : [];
    }),
    function: frames.map(
      ({ name, file }, index) =>
        new PprofFunction({
          id: index + 1,
          name: strings.dedup(name),
          systemName: strings.dedup(name),
          filename: strings.dedup(file),
        }),
    ),
    location: frames.map(
      ({ line }, index) =>
        new Location({ id: index + 1, line: [new Line({ functionId: index + 1, line: line ?? 0 })] }),
    ),
    comment: [strings.dedup(`CPU and bytes of ${requestsShown} ${unitsOf(app)} of "${app.command}"`)],
    timeNanos: BigInt(Date.parse(startedAt)) * 1_000_000n,
    stringTable: strings,
  }).encode();
}

/** From the inside out, as pprof has it; without the root, which stands for nobody. */
function stackOf(parent: readonly number[], node: number): readonly number[] {
  const stack: number[] = [];
  for (let at = node; at > 0; at = parent[at] ?? -1) stack.push(at);
  return stack;
}
