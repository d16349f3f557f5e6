/**
 * Records a script: from the first moment of its thread to its exit, when the evidence is written to a file at once. An exit
 * waits for no socket.
 */
import { renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { threadId } from 'node:worker_threads';
import { ALLOCATION_INTERVAL_BYTES, CPU_INTERVAL_US, type ThreadEvidence } from '../model/agent-protocol.ts';
import { type Counters } from '../model/thread-counters.ts';
import { type V8AllocationNode, type V8CallFrame } from '../model/v8-profile.ts';
import { nowUs } from './clock.ts';
import type { CountersWatch } from './counters.ts';
import { identity } from './identity.ts';
import type { Outgoing } from './outgoing/outgoing.ts';
import type { Sampling } from './sampling.ts';
import { readScripts } from './scripts.ts';
import type { InspectorSession } from './session.ts';
import { watchTermination } from './terminated-workers.ts';

export interface EvidenceOptions {
  readonly folder: string;
  readonly session: InspectorSession;
  readonly sampling: Sampling;
  readonly counters: () => Counters;
}

interface RecordOptions extends Omit<EvidenceOptions, 'counters'> {
  readonly counters: CountersWatch;
  readonly outgoing: Outgoing;
}

/** A script: whatever it does, from its first moment. `record` is a `SliceKind`. */
export function recordUntilExit(record: string, options: RecordOptions): void {
  const { sampling, counters, outgoing } = options;
  const cpu = record === 'cpuSampling';
  const allocation = record === 'allocationTotal' || record === 'allocationSampling';
  if (record === 'allocationSampling') sampling.separateFunctions();
  const startedAtUs = nowUs();
  if (cpu) tellBegun(options);
  if (cpu) sampling.startCpu({ intervalUs: CPU_INTERVAL_US, separateFunctions: true, engine: 'inspector' });
  if (allocation) sampling.startAllocation({ intervalBytes: ALLOCATION_INTERVAL_BYTES });
  if (record === 'outgoing') outgoing.start();
  // Once the sampler runs: what it took to start it is none of the script's work.
  const startupCpuUs = counters.threadCpuUs();
  let isLeft = false;
  const leaveOnce = (): void => {
    if (isLeft) return;
    isLeft = true;
    // Counted first: what follows is the tool's own work.
    const counted = counters.read();
    const profiles = {
      ...(cpu ? { cpu: sampling.stopCpu() } : {}),
      ...(allocation ? { allocation: sampling.stopAllocation() } : {}),
      ...(record === 'outgoing' ? { outgoing: outgoing.stop() } : {}),
    };
    askWorkers();
    leave(options, {
      ...{ startedAtUs, counters: counted, identity: identity(), usesOutgoing: outgoing.used() },
      ...(startupCpuUs === undefined ? {} : { startupCpuUs }),
      ...profiles,
    });
  };
  const askWorkers = watchTermination(leaveOnce);
  process.once('exit', leaveOnce);
}

/** A script that computes from its first line on lets no socket be heard: a file is there at once. See `THREAD_NOTE`. */
function tellBegun({ folder, counters: { threadTid } }: RecordOptions): void {
  if (threadTid !== undefined) writeFileSync(join(folder, `${process.pid}-${threadId}.tid${threadTid}`), '');
}

/** A server: it is not expected to exit while it is sampled, but the samples of a crash are worth the most. Gives what ends the watch. */
export function saveSamplesAtExit(options: EvidenceOptions): () => void {
  const save = (): void => {
    const startedAtUs = options.sampling.cpuStartedAtUs();
    if (startedAtUs === undefined) return;
    leave(options, { startedAtUs, counters: options.counters(), cpu: options.sampling.stopCpu() });
  };
  process.once('exit', save);
  return () => void process.off('exit', save);
}

type Found = Omit<ThreadEvidence, 'pid' | 'threadId' | 'nodeVersion' | 'scripts'>;

function leave({ folder, session }: Pick<EvidenceOptions, 'folder' | 'session'>, found: Found): void {
  const cpuFrames = found.cpu?.nodes.map(({ callFrame }) => callFrame) ?? [];
  const frames = [...cpuFrames, ...allocationFrames(found.allocation?.head)];
  const evidence: ThreadEvidence = {
    pid: process.pid,
    threadId,
    nodeVersion: process.version,
    ...found,
    scripts: readScripts(session, scriptIds(frames), askingUrls(found.outgoing)),
  };
  const file = join(folder, `${process.pid}-${threadId}`);
  // A worker may be ended while it writes: a file is whole, or it is not there.
  writeFileSync(`${file}.part`, JSON.stringify(evidence));
  renameSync(`${file}.part`, `${file}.json`);
}

function askingUrls(outgoing: Found['outgoing'] = []): readonly string[] {
  return outgoing.flatMap(({ callSites }) => callSites.map(({ site }) => site.url));
}

function allocationFrames(head: V8AllocationNode | undefined): readonly V8CallFrame[] {
  const frames: V8CallFrame[] = [];
  const open = head === undefined ? [] : [head];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    frames.push(node.callFrame);
    open.push(...node.children);
  }
  return frames;
}

function scriptIds(frames: readonly V8CallFrame[]): readonly string[] {
  const placed = frames.filter(({ url, scriptId }) => !url.startsWith('node:') && String(scriptId) !== '0');
  return [...new Set(placed.map(({ scriptId }) => String(scriptId)))];
}
