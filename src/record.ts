/** The stages that touch the world, up to the Recording: launch, load, capture. With `run.ts` the only place that knows their order. */
import process from 'node:process';
import { captureScript } from './capture/capture-script.ts';
import { capture, type CaptureOptions } from './capture/capture.ts';
import { captureKnobs, type StartInstance } from './capture/knobs.ts';
import { settingsWorthTrying } from './capture/knob-settings.ts';
import { keptForMode, modeWorthTrying } from './capture/modes.ts';
import { attach } from './launch/attach.ts';
import { instanceOf } from './launch/instance.ts';
import { scriptRunner } from './launch/launch-script.ts';
import { launchProcess } from './launch/launch-process.ts';
import { launch } from './launch/launch.ts';
import { load } from './load/load.ts';
import { noLoad } from './load/no-load.ts';
import { recordingWithoutSecrets } from './model/recording-without-secrets.ts';
import type { KnobSetting } from './model/knob.ts';
import type { OnProgress } from './model/progress.ts';
import type { PriceList } from './model/price-list.ts';
import type { Machine, Recording } from './model/recording.ts';
import type { Spec } from './model/spec.ts';
import type { Programs } from './model/target.ts';
import { shownCommand } from './model/without-secrets.ts';
import type { PreparedLoad } from './model/workload.ts';
import { createPaceReader } from './probe/pace.ts';

export interface RecordOptions extends Pick<Recording, 'tool'> {
  readonly programs: Programs;
  /** What is known of this machine's speed, and of a server's. */
  readonly speed?: Pick<Machine, 'probe' | 'server'>;
  /** Prices read since the embedded ones were. */
  readonly priceLists?: readonly PriceList[];
  readonly onProgress: OnProgress;
  readonly signal: AbortSignal;
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

/** What it gives is stored and shown: no secret stands in it. */
export async function record(spec: Spec, options: RecordOptions): Promise<Recording> {
  return recordingWithoutSecrets(await recordAll(spec, options));
}

async function recordAll(spec: Spec, options: RecordOptions): Promise<Recording> {
  const { programs, onProgress } = options;
  const startedAt = new Date().toISOString();
  const begunMs = performance.now();
  // What starting takes is part of the budget, unless the whole of it is to be measured.
  const passedMs = () => (spec.complete === true ? 0 : performance.now() - begunMs);
  const timed = () => ({ ...options, startedAt, availableMs: spec.budgetSeconds * 1000 - passedMs() });
  onProgress({ kind: 'phase', phase: 'starting', detail: shownCommand(spec.command).join(' ') });
  if (spec.kind === 'script') return captureScript(spec, scriptRunner(spec, programs), timed());
  const { availableMs } = timed();
  const keptMs = spec.knobs === true ? availableMs / 2 : keptForMode(spec, availableMs);
  const recording = await recordRunning(spec, { ...timed(), availableMs: availableMs - keptMs });
  if (recording.partial !== undefined) return recording;
  // A whole measurement takes as long as it takes; production mode has no more than was kept for it.
  const leftMs = spec.complete === true && spec.knobs !== true ? keptMs : timed().availableMs;
  const { settings, warnings: before } = settingsFor(spec, recording, leftMs);
  const { knobs, warnings } =
    settings.length === 0
      ? { warnings: [] }
      : await captureKnobs(spec, settings, instanceStarter(spec, options), { ...timed(), availableMs: leftMs });
  return {
    ...recording,
    ...(knobs === undefined ? {} : { knobs }),
    warnings: [...recording.warnings, ...before, ...warnings],
  };
}

/** Those that were asked for, and production mode where it is worth it. */
function settingsFor(
  spec: Spec,
  recording: Recording,
  leftMs: number,
): { readonly settings: readonly KnobSetting[]; readonly warnings: readonly string[] } {
  const mode = modeWorthTrying(recording, spec, leftMs);
  const ofMode = mode.setting === undefined ? [] : [mode.setting];
  if (spec.knobs !== true) return { settings: ofMode, warnings: mode.warnings };
  const asked = settingsWorthTrying(recording, { ...process.env, ...spec.env } as Spec['env']);
  const none = asked.length === 0 ? ['No setting of V8 or Node.js was found worth trying here.'] : [];
  return { settings: [...ofMode, ...asked], warnings: [...mode.warnings, ...none] };
}

async function recordRunning(spec: Spec, options: RecordOptions & CaptureOptions): Promise<Recording> {
  const { programs } = options;
  const target = await (spec.pid !== undefined
    ? attach(spec, spec.pid, { ...options, ...programs })
    : spec.kind === 'process'
      ? launchProcess(spec, { ...options, ...programs })
      : launch(spec, { ...options, ...programs }));
  try {
    const workload = spec.kind === 'process' ? noLoad(spec) : load(spec, target, programs.generatorFile);
    return await capture(spec, target, workload, { ...options, readPace: createPaceReader() });
  } finally {
    await target.stop();
  }
}

function instanceStarter(spec: Spec, { programs, signal }: RecordOptions): StartInstance {
  return async (setting, readyTimeoutMs = spec.readyTimeoutMs) => {
    const waiting = { ...spec, readyTimeoutMs: Math.min(spec.readyTimeoutMs, readyTimeoutMs) };
    const target = await launch(instanceOf(waiting, setting), { ...programs, signal });
    return { target, workload: load(spec, target, programs.generatorFile) };
  };
}
