/** The pipeline, a stage a line. The only place that knows the order. */
import { advise } from './advise/advise.ts';
import { attribute } from './attribute/attribute.ts';
import { captureScript } from './capture/capture-script.ts';
import { capture, type CaptureOptions } from './capture/capture.ts';
import { captureKnobs, type StartInstance } from './capture/knobs.ts';
import { scriptRunner } from './launch/launch-script.ts';
import { attach } from './launch/attach.ts';
import { instanceOf } from './launch/instance.ts';
import { launch } from './launch/launch.ts';
import { load } from './load/load.ts';
import type { Failure } from './model/failure.ts';
import type { OnProgress } from './model/progress.ts';
import type { PriceList } from './model/price-list.ts';
import type { Machine, Recording } from './model/recording.ts';
import type { Report } from './model/report.ts';
import type { Spec } from './model/spec.ts';
import type { Programs } from './model/target.ts';
import type { PreparedLoad } from './model/workload.ts';
import { price } from './price/price.ts';
import { toReport } from './report/to-report.ts';
import { storeRun, type StoredRun } from './store/store.ts';
import { symbolicate } from './symbolicate/symbolicate.ts';

export interface RunOptions extends Pick<Recording, 'tool'> {
  readonly programs: Programs;
  readonly store: boolean;
  /** What is known of this machine's speed, and of a server's. */
  readonly speed?: Pick<Machine, 'probe' | 'server'>;
  /** Prices read since the embedded ones were. */
  readonly priceLists?: readonly PriceList[];
  readonly onProgress: OnProgress;
  readonly signal: AbortSignal;
}

export async function run(
  spec: Spec,
  options: RunOptions,
): Promise<{ readonly report: Report; readonly stored: StoredRun | undefined; readonly partial: Failure | undefined }> {
  const recording = await record(spec, options);
  options.onProgress({ kind: 'phase', phase: 'computing' });
  const report = conclude(recording);
  const stored = options.store ? await storeRun(spec.workspaceRoot, recording, report) : undefined;
  return { report, stored, partial: recording.partial };
}

/** Starts the application, finds out what it serves and tries each request once; measures nothing. */
export async function prepareOnly(
  spec: Spec,
  options: Programs & { readonly signal: AbortSignal },
): Promise<PreparedLoad> {
  const target = await launch(spec, options);
  try {
    const session = await load(spec, target, options.generatorFile).open();
    try {
      return await session.prepare();
    } finally {
      await session.close();
    }
  } finally {
    await target.stop();
  }
}

async function record(spec: Spec, options: RunOptions): Promise<Recording> {
  const { programs, onProgress } = options;
  const startedAt = new Date().toISOString();
  const begunMs = performance.now();
  const timed = () => ({ ...options, startedAt, availableMs: spec.budgetSeconds * 1000 + begunMs - performance.now() });
  onProgress({ kind: 'phase', phase: 'starting', detail: spec.command.join(' ') });
  if (spec.kind === 'script') return captureScript(spec, scriptRunner(spec, programs), timed());
  if (spec.knobs !== true) return recordServer(spec, timed());
  const recording = await recordServer(spec, { ...timed(), availableMs: timed().availableMs / 2 });
  if (recording.partial !== undefined) return recording;
  const { knobs, warnings } = await captureKnobs(spec, recording, instanceStarter(spec, options), timed());
  return { ...recording, ...(knobs === undefined ? {} : { knobs }), warnings: [...recording.warnings, ...warnings] };
}

async function recordServer(spec: Spec, options: RunOptions & CaptureOptions): Promise<Recording> {
  const { programs } = options;
  const target = await (spec.pid === undefined
    ? launch(spec, { ...options, ...programs })
    : attach(spec, spec.pid, { ...options, ...programs }));
  try {
    return await capture(spec, target, load(spec, target, programs.generatorFile), options);
  } finally {
    await target.stop();
  }
}

function instanceStarter(spec: Spec, { programs, signal }: RunOptions): StartInstance {
  return async (setting) => {
    const target = await launch(instanceOf(spec, setting), { ...programs, signal });
    return { target, workload: load(spec, target, programs.generatorFile) };
  };
}

/** Everything after the measurement: pure, so a stored Recording gives the same Report again. */
export function conclude(recording: Recording): Report {
  const profile = symbolicate(recording);
  const costs = attribute(recording, profile);
  return toReport(advise(price(costs)));
}
