/**
 * What sampling costs the application: short slices of the mix with nothing sampled, with the CPU sampled and with allocations
 * sampled as well take turns, back and forth, so that what changes meanwhile falls on all of them. V8 is left to inline: what
 * keeping functions apart costs is told by the sampling pass itself. No figure of cost rests on these slices.
 */
import { ALLOCATION_INTERVAL_BYTES, CPU_INTERVAL_US, type CpuEngine } from '../model/agent-protocol.ts';
import type { OnProgress } from '../model/progress.ts';
import type { SampledWhat } from '../model/recorded-slice.ts';
import type { AgentLink } from '../model/target.ts';
import type { Evidence } from './evidence.ts';
import { isLate, shortestSliceMs, type Plan } from './plan.ts';
import { toRecorded } from './recorded-slice.ts';
import type { Slicer } from './slice.ts';
import { orGone } from './threads.ts';

export interface OverheadOptions {
  readonly threads: readonly AgentLink[];
  readonly engine: CpuEngine;
  readonly onProgress: OnProgress;
  readonly evidence: Pick<Evidence, 'slices'>;
}

const turns: readonly (SampledWhat | undefined)[] = [undefined, 'cpu', 'cpuAndAllocation'];
/** Fewer give no interval worth the name. */
const leastRounds = 3;
const mostRounds = 12;
/** V8 has to get to know its own code when it begins to sample. */
const beginningMs = 40;
/** A busy machine makes slices longer than they were meant to be. */
const mostOverrun = 2;
const handOverMs = 60_000;

export async function measureOverhead(slicer: Slicer, plan: Plan, options: OverheadOptions): Promise<void> {
  const { onProgress, evidence } = options;
  const eachMs = shortestSliceMs + beginningMs;
  const rounds = Math.min(mostRounds, Math.floor(plan.overheadMs / (turns.length * eachMs)));
  if (rounds < leastRounds) return;
  onProgress({ kind: 'phase', phase: 'sampling' });
  const durationMs = plan.overheadMs / (rounds * turns.length) - beginningMs;
  const begunMs = performance.now();
  const late = (times: number): boolean => isLate(plan, times * plan.overheadMs, performance.now() - begunMs);
  for (let round = 0; round < rounds && !late(round < leastRounds ? mostOverrun : 1); round++) {
    for (const sampled of round % 2 === 0 ? turns : [...turns].reverse())
      evidence.slices.push(await sliceWith(sampled, durationMs, slicer, options));
  }
}

async function sliceWith(
  sampled: SampledWhat | undefined,
  durationMs: number,
  slicer: Slicer,
  { threads, engine }: OverheadOptions,
): Promise<Evidence['slices'][number]> {
  const open = threads.filter((agent) => agent.open);
  const cpu = { intervalUs: CPU_INTERVAL_US, separateFunctions: false, engine };
  const allocation = { intervalBytes: ALLOCATION_INTERVAL_BYTES };
  const begin = async (agent: AgentLink): Promise<void> => {
    if (sampled !== undefined) await agent.request('startCpuSampling', cpu);
    if (sampled === 'cpuAndAllocation') await agent.request('startAllocationSampling', allocation);
  };
  const end = async (agent: AgentLink): Promise<void> => {
    if (sampled !== undefined) await agent.request('stopCpuSampling', undefined, handOverMs);
    if (sampled === 'cpuAndAllocation') await agent.request('stopAllocationSampling', undefined, handOverMs);
  };
  for (const agent of open) await orGone(agent, begin(agent));
  await slicer.run({ kind: 'overhead', durationMs: beginningMs });
  const slice = await slicer.run({ kind: 'overhead', durationMs });
  for (const agent of open) await orGone(agent, end(agent));
  return { ...toRecorded(slice), ...(sampled === undefined ? {} : { sampled }) };
}
