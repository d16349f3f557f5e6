/** How long at a stretch the extension host is held while something goes on, by whom. */
import { Session, type Profiler } from 'node:inspector/promises';
import { monitorEventLoopDelay } from 'node:perf_hooks';

export interface Blocks {
  /** The longest delay of the host's event loop: VS Code's own work and every extension's, the profiler's as well. */
  readonly anybodyMs: number;
  /** The longest stretch of this extension's own, with what it calls in VS Code and the garbage it is collected for. */
  readonly oursMs: number;
}

const intervalUs = 250;

export async function blocksWhile(act: () => Promise<void>): Promise<Blocks> {
  const session = new Session();
  session.connect();
  await session.post('Profiler.enable');
  await session.post('Profiler.setSamplingInterval', { interval: intervalUs });
  await session.post('Profiler.start');
  // After the profiler has started, which takes a while in a host full of code, and until before it ends.
  const delay = monitorEventLoopDelay({ resolution: 1 });
  delay.enable();
  try {
    await act();
  } finally {
    delay.disable();
  }
  const { profile } = await session.post('Profiler.stop');
  session.disconnect();
  return { anybodyMs: delay.max / 1e6, oursMs: longestOwnUs(profile) / 1000 };
}

function longestOwnUs({ nodes, samples = [], timeDeltas = [] }: Profiler.Profile): number {
  const owners = ownersOf(nodes);
  let [longest, now] = [0, 0];
  samples.forEach((id, index) => {
    const owner = owners.get(id);
    // Until the next sample.
    if (owner === 'ours' || (owner === 'collector' && now > 0)) now += timeDeltas[index + 1] ?? 0;
    else now = 0;
    longest = Math.max(longest, now);
  });
  return longest;
}

type Owner = 'ours' | 'collector' | 'others';

/**
 * Parents come before their children. What the experiment calls itself is nobody's; nor is work in slices, which lets others in every
 * few milliseconds: a profile does not show where one slice ends and the next begins.
 */
function ownersOf(nodes: readonly Profiler.ProfileNode[]): ReadonlyMap<number, Owner> {
  const owners = new Map<number, Owner>();
  const isExperiment = new Set<number>();
  const parents = new Map(nodes.flatMap(({ id, children = [] }) => children.map((child) => [child, id] as const)));
  for (const { id, callFrame } of nodes) {
    const parent = parents.get(id) ?? -1;
    const isOfExperiment =
      isExperiment.has(parent) || /^(spentOn|type|openIt|blocksWhile|inSlices)$/.test(callFrame.functionName);
    if (isOfExperiment) isExperiment.add(id);
    const isOurs = owners.get(parent) === 'ours' || /[\\/](truth-editor|extension)\.cjs$/.test(callFrame.url);
    if (callFrame.functionName === '(garbage collector)') owners.set(id, 'collector');
    else owners.set(id, isOurs && !isOfExperiment ? 'ours' : 'others');
  }
  return owners;
}
