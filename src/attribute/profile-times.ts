/** How long each function of a CPU profile was innermost, on the stack, or answerable, as V8 names the samples. */
import type { PlacedProfile } from '../model/opened-profile.ts';
import type { ProfiledCpu } from '../model/profile.ts';
import { activities } from './activities.ts';
import { describeNodes } from './samples.ts';

/** By function; ms of wall clock, or samples. */
export interface ProfileTimes {
  readonly self: Float64Array;
  readonly total: Float64Array;
  /** Self, and the code that is not the application's called from it. */
  readonly own: Float64Array;
  /** With the function innermost. */
  readonly leaves: Float64Array;
  /** With the function on the stack. */
  readonly samples: Float64Array;
  /** Not idle, garbage collection included. */
  readonly busyMs: number;
}

export function profileTimes({ profile, endsUs }: PlacedProfile): ProfileTimes {
  const none = (): Float64Array => new Float64Array(profile.functions.length);
  const times = { self: none(), total: none(), own: none(), leaves: none(), samples: none(), busyMs: 0 };
  for (const [at, cpu] of profile.cpu.entries()) {
    const { activity, owner, outermost } = describeNodes(profile, cpu);
    const { ms, count } = byNode(cpu, endsUs[at]);
    const below = { ms: new Float64Array(ms.length), count: new Float64Array(ms.length) };
    // Parents come before children, so walking backwards meets each child before its parent.
    for (let node = ms.length - 1; node >= 0; node--) {
      const index = cpu.tree.function[node] ?? -1;
      if (activity[node] !== activities.none) times.busyMs += ms[node] ?? 0;
      const isWork = activity[node] === activities.work;
      const self = isWork ? { ms: ms[node] ?? 0, count: count[node] ?? 0 } : { ms: 0, count: 0 };
      const all = { ms: self.ms + (below.ms[node] ?? 0), count: self.count + (below.count[node] ?? 0) };
      add(times.self, index, self.ms);
      add(times.leaves, index, self.count);
      add(times.own, owner[node] ?? -1, self.ms);
      add(below.ms, cpu.tree.parent[node] ?? -1, all.ms);
      add(below.count, cpu.tree.parent[node] ?? -1, all.count);
      if (outermost[node] !== 1) continue;
      add(times.total, index, all.ms);
      add(times.samples, index, all.count);
    }
  }
  return times;
}

/** V8's clock can go back a little between two samples: that is no time. */
function byNode(
  { node, timeUs, tree }: ProfiledCpu,
  endUs: number | undefined,
): { readonly ms: Float64Array; readonly count: Float64Array } {
  const [ms, count] = [new Float64Array(tree.parent.length), new Float64Array(tree.parent.length)];
  for (let i = 0; i < node.length; i++) {
    const from = timeUs[i] ?? 0;
    const until = timeUs[i + 1] ?? endUs ?? from;
    add(ms, node[i] ?? -1, Math.max(0, until - from) / 1000);
    add(count, node[i] ?? -1, 1);
  }
  return { ms, count };
}

function add(sums: Float64Array, index: number, amount: number): void {
  if (index >= 0) sums[index] = (sums[index] ?? 0) + amount;
}
