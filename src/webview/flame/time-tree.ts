/**
 * In: what a thread was doing from one moment to the next. Out: that as a call tree whose boxes stand in the order of time: calls that
 * follow each other without a pause between two samples look like one, for nothing shows where one ended and the next began.
 */
import type { ThreadTimes } from '../../model/report-code.ts';
import type { Report } from '../../model/report.ts';
import { callTree, framesOf, type CallTree } from './call-tree.ts';

export interface TimeTree {
  /** Amounts are ms of wall-clock time; what is the root's own is time in which the thread had nothing to do. */
  readonly tree: CallTree;
  /** Begin of each stretch of sampling, ms of sampled time. */
  readonly borders: readonly number[];
  /** From ms of sampled time to ms since the measurement began. */
  readonly clockMs: (sampledMs: number) => number;
}

export function timeTree(report: Report, times: ThreadTimes): TimeTree {
  const { frames, frame: frameOf } = framesOf(report);
  const boxes = { parent: [-1], frame: [-1], self: [0], start: [0] };
  const borders: number[] = [];
  // From the root down: nodes of the merged tree, and the boxes that they are drawn as.
  const open = [0];
  const openBoxes = [0];
  let at = 0;
  let span = 0;
  for (const { spans } of times.stretches) {
    borders.push(at);
    open.length = 1;
    for (const end = span + spans; span < end; span++) {
      const path = pathTo(report.stacks.parent, times.node[span] ?? 0);
      let same = 1;
      while (same < path.length && same < open.length && open[same] === path[same]) same++;
      open.length = same;
      openBoxes.length = same;
      for (const node of path.slice(same)) {
        boxes.parent.push(openBoxes.at(-1) ?? 0);
        boxes.frame.push(frameOf[node] ?? -1);
        boxes.start.push(at);
        open.push(node);
        openBoxes.push(boxes.self.push(0) - 1);
      }
      const top = openBoxes.at(-1) ?? 0;
      boxes.self[top] = (boxes.self[top] ?? 0) + (times.ms[span] ?? 0);
      at += times.ms[span] ?? 0;
    }
  }
  return { tree: callTree({ frames, ...boxes }), borders, clockMs: clockOf(times, borders) };
}

/** The root first. */
function pathTo(parent: readonly number[], node: number): readonly number[] {
  const path: number[] = [];
  for (let each = node; each > 0; each = parent[each] ?? 0) path.push(each);
  path.push(0);
  return path.reverse();
}

function clockOf({ stretches }: ThreadTimes, borders: readonly number[]): TimeTree['clockMs'] {
  return (sampledMs) => {
    const index = Math.max(
      0,
      borders.findLastIndex((border) => border <= sampledMs),
    );
    return (stretches[index]?.startMs ?? 0) + sampledMs - (borders[index] ?? 0);
  };
}
