/**
 * In: a Report. Out: speedscope's own file format (https://www.speedscope.app/file-format-schema.json): one sampled
 * profile of CPU time and, where it was measured, one of allocated bytes; weights are for a thousand requests. Then one of each thread as it was
 * sampled, in the order of time; there a stack of nobody is time without work.
 */
import type { Report } from '../../model/report.ts';
import { unitsOf } from '../../model/unit.ts';
import { framesOf, requestsShown } from './frames.ts';

export function renderSpeedscope(report: Report, workspaceRoot: string): string {
  const { stacks, app, tool } = report;
  const { frames, frame } = framesOf(report, workspaceRoot);
  const stackOf = stackFinder(stacks.parent, (node) => frame[node] ?? 0);
  const per = `1,000 ${unitsOf(app)}`;
  const profile = (name: string, unit: string, weights: readonly number[]) => {
    const costly = weights.flatMap((weight, node) => (weight > 0 ? [node] : []));
    const scaled = costly.map((node) => (weights[node] ?? 0) * requestsShown);
    return {
      type: 'sampled',
      name: `${name} per ${per}`,
      unit,
      startValue: 0,
      endValue: scaled.reduce((sum, weight) => sum + weight, 0),
      samples: costly.map(stackOf),
      weights: scaled,
    };
  };
  return `${JSON.stringify({
    $schema: 'https://www.speedscope.app/file-format-schema.json',
    exporter: `${tool.name}@${tool.version}`,
    name: app.command,
    activeProfileIndex: 0,
    shared: {
      frames: frames.map(({ name, file, line }) => ({
        name,
        ...(file === '' ? {} : { file }),
        ...(line === undefined ? {} : { line }),
      })),
    },
    profiles: [
      profile('CPU', 'milliseconds', stacks.selfCpuMsPerRequest),
      ...(stacks.selfAllocatedBytesPerRequest === undefined
        ? []
        : [profile('Allocated', 'bytes', stacks.selfAllocatedBytesPerRequest)]),
      ...(stacks.byTime?.threads ?? []).map(({ process, thread, node, ms }) => ({
        type: 'sampled',
        name: `Thread ${thread} of process ${process} by time`,
        unit: 'milliseconds',
        startValue: 0,
        endValue: ms.reduce((sum, each) => sum + each, 0),
        samples: node.map(stackOf),
        weights: ms,
      })),
    ],
  })}\n`;
}

/** A stack from the outside in, without the root, which stands for nobody. */
function stackFinder(
  parent: readonly number[],
  frameOf: (node: number) => number,
): (node: number) => readonly number[] {
  return (node) => {
    const stack: number[] = [];
    for (let at = node; at > 0; at = parent[at] ?? -1) stack.push(frameOf(at));
    return stack.reverse();
  };
}
