/** What a measurement has gathered so far, and what is still worth something when the application is gone. */
import type { CpuEngine } from '../model/agent-protocol.ts';
import { type Failure } from '../model/failure-kinds.ts';
import { FailureError } from '../model/failure.ts';
import type { RecordedHelpers } from '../model/recorded-helpers.ts';
import type { RecordedGrowth, ThreadTimeline } from '../model/recorded-memory.ts';
import type { AllocationSamples, CpuSamples, RecordedCalls, RecordedScript } from '../model/recorded-samples.ts';
import type { RecordedSizes } from '../model/recorded-sizes.ts';
import type { Slice } from '../model/recorded-slice.ts';
import type { Climb, RecordedOutgoing, RecordedRequest, RecordedThread } from '../model/recording.ts';
import type { LeftOutRequest } from '../model/scenario.ts';
import type { Target } from '../model/target.ts';
import { decodeCpu } from './decode.ts';
import { recordScript } from './scripts.ts';

export interface Evidence {
  engine: CpuEngine;
  requests: readonly RecordedRequest[];
  leftOut: readonly LeftOutRequest[];
  readonly slices: Slice[];
  readonly threads: RecordedThread[];
  readonly outgoing: RecordedOutgoing[];
  readonly calls: RecordedCalls[];
  readonly stacks: CpuSamples[];
  readonly allocations: AllocationSamples[];
  readonly scripts: RecordedScript[];
  readonly timelines: ThreadTimeline[];
  readonly helpers: RecordedHelpers[];
  climb?: Climb;
  growth?: RecordedGrowth;
  sizes?: RecordedSizes;
  readonly warnings: string[];
  /** Time of the budget that was left because intervals were tight. */
  savedMs: number;
}

/** A measurement that runs late, or is cut short, needs so many slices of the mix: fewer give no interval worth the name. */
export const leastMixSlices = 4;

export function noEvidenceYet(): Evidence {
  return {
    engine: 'inspector',
    requests: [],
    leftOut: [],
    slices: [],
    stacks: [],
    allocations: [],
    scripts: [],
    timelines: [],
    helpers: [],
    threads: [],
    outgoing: [],
    calls: [],
    warnings: [],
    savedMs: 0,
  };
}

const ends: ReadonlySet<Failure['kind']> = new Set([
  'crashedUnderLoad',
  'endedBeforeTime',
  'unresponsive',
  'agentFailed',
  'limitReached',
]);

/** The failure, where what was measured before it is enough to report; the samples of an application that exited come too. */
export async function salvage(error: unknown, evidence: Evidence, target: Target): Promise<Failure | undefined> {
  if (!(error instanceof FailureError)) return undefined;
  const { failure } = error;
  if (!ends.has(failure.kind)) return undefined;
  const mixes = evidence.slices.filter(({ kind, requestIndex }) => kind === 'asIs' && requestIndex === undefined);
  if (mixes.length < leastMixSlices) return undefined;
  for (const { process, thread, cpu, startedAtUs, scripts } of await target.lastEvidence()) {
    if (cpu === undefined) continue;
    evidence.stacks.push(decodeCpu(cpu, { process, thread, startedAtUs, engine: evidence.engine }));
    evidence.scripts.push(...(await Promise.all(scripts.map((script) => recordScript(script, { process, thread })))));
  }
  return failure;
}
