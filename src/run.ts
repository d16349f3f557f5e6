/** The pipeline, a stage a line. The only place that knows the order. */
import { advise } from './advise/advise.ts';
import { attribute } from './attribute/attribute.ts';
import { capture } from './capture/capture.ts';
import { launch } from './launch/launch.ts';
import { load } from './load/load.ts';
import type { OnProgress } from './model/progress.ts';
import type { Recording } from './model/recording.ts';
import type { Report } from './model/report.ts';
import type { Spec } from './model/spec.ts';
import { price } from './price/price.ts';
import { toReport } from './report/to-report.ts';
import { storeRun, type StoredRun } from './store/store.ts';
import { symbolicate } from './symbolicate/symbolicate.ts';

export interface RunOptions {
  readonly tool: { readonly name: string; readonly version: string };
  readonly programs: {
    readonly agent: string;
    readonly keeper: string;
    readonly generator: string;
    readonly folder: string;
  };
  readonly store: boolean;
  readonly onProgress: OnProgress;
  readonly signal: AbortSignal;
}

export interface RunResult {
  readonly report: Report;
  readonly stored: StoredRun | undefined;
}

export async function run(spec: Spec, options: RunOptions): Promise<RunResult> {
  const recording = await record(spec, options);
  options.onProgress({ kind: 'phase', phase: 'computing' });
  const report = conclude(recording);
  if (options.store) options.onProgress({ kind: 'phase', phase: 'storing' });
  return { report, stored: options.store ? await storeRun(spec.workspaceRoot, recording, report) : undefined };
}

async function record(spec: Spec, { tool, programs, onProgress, signal }: RunOptions): Promise<Recording> {
  const startedAt = new Date().toISOString();
  const begunMs = performance.now();
  onProgress({ kind: 'phase', phase: 'starting', detail: spec.command.join(' ') });
  const target = await launch(spec, { agentFile: programs.agent, keeperFile: programs.keeper, signal });
  try {
    const workload = load(spec, target, programs.generator);
    const availableMs = spec.budgetSeconds * 1000 - (performance.now() - begunMs);
    return await capture(spec, target, workload, {
      tool,
      toolFolder: programs.folder,
      availableMs,
      startedAt,
      onProgress,
      signal,
    });
  } finally {
    await target.stop();
  }
}

/** Everything after the measurement: pure, so a stored Recording gives the same Report again. */
export function conclude(recording: Recording): Report {
  const profile = symbolicate(recording);
  const costs = attribute(recording, profile);
  return toReport(advise(price(costs)));
}
