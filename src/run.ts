/** The pipeline, a stage a line. With `record.ts` the only place that knows the order. */
import { advise } from './advise/advise.ts';
import { annotateProfile } from './annotate/annotate-profile.ts';
import { attributeProfile } from './attribute/attribute-profile.ts';
import { attribute } from './attribute/attribute.ts';
import { openProfile } from './capture/open-profile.ts';
import { asReported } from './model/as-reported.ts';
import type { Failure } from './model/failure-kinds.ts';
import type { ProfileAnnotations } from './model/opened-profile.ts';
import type { Recording } from './model/recording.ts';
import type { Report } from './model/report.ts';
import type { SourceExcerpt } from './model/source-excerpt.ts';
import type { Spec } from './model/spec.ts';
import { price } from './price/price.ts';
import { record, type RecordOptions } from './record.ts';
import { sourceExcerpts } from './report/source-excerpts.ts';
import { toReport } from './report/to-report.ts';
import { storeRun, type StoredRun } from './store/store.ts';
import { placeProfile } from './symbolicate/place-profile.ts';
import { symbolicate } from './symbolicate/symbolicate.ts';

export interface RunOptions extends RecordOptions {
  readonly store: boolean;
}

export async function run(
  spec: Spec,
  options: RunOptions,
): Promise<Concluded & { readonly stored: StoredRun | undefined; readonly partial: Failure | undefined }> {
  const recording = await record(spec, options);
  options.onProgress({ kind: 'phase', phase: 'computing' });
  const { report, excerpts } = concludeWithSource(recording);
  const stored = options.store ? await storeRun(spec.workspaceRoot, recording, report, excerpts) : undefined;
  return { report, excerpts, stored, partial: recording.partial };
}

/** Everything after the measurement: pure, so a stored Recording gives the same Report again. */
export function conclude(recording: Recording): Report {
  return concludeWithSource(recording).report;
}

export interface Concluded {
  readonly report: Report;
  /** The code where the cost is, for the page only: whoever reads a Report by a script has no use for it. */
  readonly excerpts: readonly SourceExcerpt[];
}

export function concludeWithSource(recording: Recording): Concluded {
  const profile = symbolicate(recording);
  // With the digits that the Report has: a page that prices other plans from it must find the same instances, and one digit more may make one more.
  const costs = asReported(attribute(recording, profile));
  const report = toReport(advise(price(costs)));
  return { report, excerpts: sourceExcerpts(report, profile.sources) };
}

/** A profile that some other tool took, for an editor. */
export async function annotateFrom(file: string, workspaceRoot: string): Promise<ProfileAnnotations> {
  return annotateProfile(attributeProfile(placeProfile(await openProfile(file, workspaceRoot))));
}
