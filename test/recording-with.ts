/** Recordings for tests of the pure stages: the smallest that is valid, with what the test is about put in. */
import type { RequestOutcome, Slice, SliceKind, Usage } from '../src/model/recorded-slice.ts';
import type { Recording } from '../src/model/recording.ts';
import { scriptsFor } from './scripts-for.ts';

/** One process in `/app`, one request `GET /`, 1 ms of CPU per request; scripts that fit the frames of the stacks. */
export function recordingWith(parts: Partial<Recording> = {}): Recording {
  return {
    recordingVersion: 1,
    tool: { name: 'leanscope', version: '0.0.0' },
    startedAt: '2024-02-29T12:00:00.000Z',
    app: {
      kind: 'server',
      command: ['node', 'server.js'],
      commandSource: 'command line',
      cwd: '/app',
      workspaceRoot: '/app',
      nodeVersion: 'v24.0.0',
    },
    machine: { cpuModel: 'test', logicalCpus: 2, memoryBytes: 4 * 2 ** 30, platform: 'linux', arch: 'x64' },
    engine: 'inspector',
    agentFile: '/opt/leanscope/dist/agent.cjs',
    requests: [{ method: 'GET', path: '/', route: '/', share: 1 }],
    routes: [],
    slices: [sliceWith('asIs'), sliceWith('cpuSampling')],
    stacks: [],
    allocations: [],
    scripts: parts.scripts ?? scriptsFor(parts.stacks ?? [], parts.allocations ?? []),
    logTail: '',
    warnings: [],
    ...parts,
  };
}

export interface SliceParts {
  readonly requestIndex?: number;
  readonly startUs?: number;
  readonly endUs?: number;
  readonly usage?: Partial<Usage>;
  readonly completed?: number;
  readonly errors?: number;
  readonly bytesIn?: number;
  readonly bytesOut?: number;
  readonly latencyUs?: RequestOutcome['latencyUs'];
}

/** A slice of one second with 100 requests of 1 ms CPU each, if not told otherwise: it holds the first 1,000 samples of a drawing. */
export function sliceWith(kind: SliceKind, parts: SliceParts = {}): Slice {
  const { requestIndex, startUs = 0, endUs = startUs + 1_000_000, usage, completed = 100, errors = 0 } = parts;
  const { bytesIn = 10_000, bytesOut = 50_000, latencyUs = [[1000, completed]] } = parts;
  const outcome = { requestIndex: requestIndex ?? 0, completed, errors, bytesIn, bytesOut };
  return {
    kind,
    ...(requestIndex === undefined ? {} : { requestIndex }),
    startUs,
    endUs,
    usage: {
      processCpuUs: completed * 1000,
      gcUs: { minor: 0, major: 0, incremental: 0, weakCallbacks: 0 },
      eventLoopUtilization: 0.1,
      heapUsedBytes: 20_000_000,
      rssBytes: 60_000_000,
      ...usage,
    },
    outcome: {
      perRequest: [{ ...outcome, latencyUs, statuses: { 200: completed } }],
      generatorCpuUs: 10_000,
      generatorLagMs: 0.1,
    },
  };
}
