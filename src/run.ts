/** The pipeline, a stage a line. With `record.ts` the only place that knows the order. */
import { advise } from './advise/advise.ts';
import { attribute } from './attribute/attribute.ts';
import { asReported } from './model/as-reported.ts';
import type { Failure } from './model/failure.ts';
import type { Recording } from './model/recording.ts';
import type { Report } from './model/report.ts';
import type { Spec } from './model/spec.ts';
import { price } from './price/price.ts';
import { record, type RecordOptions } from './record.ts';
import { toReport } from './report/to-report.ts';
import { storeRun, type StoredRun } from './store/store.ts';
import { symbolicate } from './symbolicate/symbolicate.ts';

export interface RunOptions extends RecordOptions {
  readonly store: boolean;
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

/** Everything after the measurement: pure, so a stored Recording gives the same Report again. */
export function conclude(recording: Recording): Report {
  const profile = symbolicate(recording);
  // With the digits that the Report has: a page that prices other plans from it must find the same instances, and one digit more may make one more.
  const costs = asReported(attribute(recording, profile));
  return toReport(advise(price(costs)));
}
