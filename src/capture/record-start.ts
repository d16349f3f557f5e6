/** What one start of a version leaves: a Recording, short but whole, from which a Report follows like from any other. */
import type { Machine, Recording } from '../model/recording.ts';
import { plansOf } from '../model/spec.ts';
import type { Programs } from '../model/target.ts';
import { describeApp, describeMachine } from './machine.ts';
import type { Running } from './one-start.ts';
import { sampleAllocationTotals, sampleCpu } from './sampling.ts';
import { recordRoutes, recordScripts } from './scripts.ts';
import { recordSources } from './sources.ts';
import { recordThreads } from './threads.ts';

export interface RecordStartOptions {
  readonly tool: Recording['tool'];
  readonly programs: Pick<Programs, 'toolFolder' | 'agentFile'>;
  readonly speed?: Pick<Machine, 'probe' | 'server'>;
}

const quietly = (): void => undefined;

export async function sampleStart({ target, load: { slicer, plan, evidence } }: Running): Promise<void> {
  await sampleCpu(slicer, plan, { threads: target.agents(), onProgress: quietly, evidence, engine: evidence.engine });
}

export async function allocateStart({ target, load: { slicer, plan, evidence } }: Running): Promise<void> {
  await sampleAllocationTotals(slicer, plan, { threads: target.agents(), onProgress: quietly, evidence });
}

export async function recordStart(
  { spec, startedAt, target, load: { evidence } }: Running,
  { tool, programs, speed }: RecordStartOptions,
): Promise<Recording> {
  await recordThreads(target, evidence.threads);
  evidence.scripts.push(...(await recordScripts(target, evidence)));
  const { leftOut, ...kept } = evidence;
  return {
    recordingVersion: 1,
    tool,
    startedAt,
    app: await describeApp({ ...spec, command: target.command ?? spec.command }, target.nodeVersion),
    machine: describeMachine(speed),
    agentFile: programs.agentFile,
    load: { files: [], leftOut },
    routes: recordRoutes(target),
    ...kept,
    ...(await recordSources(evidence.scripts, spec.workspaceRoot)),
    ...plansOf(spec),
    logTail: target.logTail(),
    warnings: [],
  };
}
