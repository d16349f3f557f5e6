/**
 * In: a Report. Out: Chrome's `.cpuprofile` (the `Profile` type of the DevTools protocol's Profiler domain), which VS Code,
 * Chrome and speedscope open. One sample per node, in the order of the tree; `timeDeltas` are its cost for a thousand requests.
 */
import type { Report } from '../../model/report.ts';
import { childrenOf, framesOf, requestsShown, type Frame } from './frames.ts';

export function renderCpuProfile(report: Report, workspaceRoot: string): string {
  const { parent, selfCpuMsPerRequest } = report.stacks;
  const { frames, frame } = framesOf(report, workspaceRoot);
  const children = childrenOf(parent);
  const samples = depthFirst(children);
  const timeDeltas = samples.map((node) => Math.round((selfCpuMsPerRequest[node] ?? 0) * 1000 * requestsShown));
  return `${JSON.stringify({
    nodes: frame.map((at, node) => ({
      id: node + 1,
      callFrame: callFrameOf(frames[at]),
      hitCount: (selfCpuMsPerRequest[node] ?? 0) > 0 ? 1 : 0,
      children: (children[node] ?? []).map((child) => child + 1),
    })),
    startTime: 0,
    endTime: timeDeltas.reduce((sum, delta) => sum + delta, 0),
    // A reader takes a sample to last until the next one, and some take the last to have no time: the root closes the list.
    samples: [...samples.map((node) => node + 1), 1],
    timeDeltas: [0, ...timeDeltas],
  })}\n`;
}

/** The protocol's lines and columns are 0-based, and −1 where there is none. */
function callFrameOf(frame: Frame | undefined): unknown {
  const place =
    frame?.line === undefined ? { lineNumber: -1, columnNumber: -1 } : { lineNumber: frame.line - 1, columnNumber: 0 };
  return { functionName: frame?.name ?? '', scriptId: '0', url: frame?.url ?? '', ...place };
}

/** Nodes that cost something are drawn where their callers are, so that the chart by time reads as the tree. */
function depthFirst(children: readonly (readonly number[])[]): readonly number[] {
  const order: number[] = [];
  const waiting = [0];
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    order.push(node);
    waiting.push(...(children[node] ?? []).toReversed());
  }
  return order;
}
