/** The pipeline, a stage a line. With `record.ts` the only place that knows the order. */
import { advise } from './advise/advise.ts';
import { annotateProfile } from './annotate/annotate-profile.ts';
import { attributeProfile } from './attribute/attribute-profile.ts';
import { attribute } from './attribute/attribute.ts';
import { openProfile } from './capture/open-profile.ts';
import { asReported } from './model/as-reported.ts';
import type { Failure } from './model/failure-kinds.ts';
import { attempt, LaterError } from './model/failure.ts';
import type { ProfileAnnotations } from './model/opened-profile.ts';
import type { Recording } from './model/recording.ts';
import type { Report } from './model/report.ts';
import type { SourceExcerpt } from './model/source-excerpt.ts';
import type { Spec } from './model/spec.ts';
import { price } from './price/price.ts';
import { record, type RecordOptions } from './record.ts';
import { sourceExcerpts } from './report/source-excerpts.ts';
import { toReport } from './report/to-report.ts';
import { finishRun, leaveRun, storeRecording, type StoredRun } from './store/store.ts';
import { placeProfile } from './symbolicate/place-profile.ts';
import { symbolicate } from './symbolicate/symbolicate.ts';

export interface RunOptions extends RecordOptions {
  readonly store: boolean;
}

export interface Ended extends Concluded {
  /** Absent where it was not to be stored, or could not be. */
  readonly stored: StoredRun | undefined;
  /** Why it could not be stored: what was measured is shown all the same. */
  readonly notStored: Failure | undefined;
  readonly partial: Failure | undefined;
}

/** @throws LaterError, for whatever fails once there is a Recording */
export async function run(spec: Spec, options: RunOptions): Promise<Ended> {
  const recording = await record(spec, options);
  // Before anything is computed from it: no bug in a later stage loses a measurement.
  const begun = options.store ? await attempt(storeRecording(spec.workspaceRoot, recording)) : {};
  options.onProgress({ kind: 'phase', phase: 'computing' });
  try {
    const { report, excerpts } = concludeWithSource(recording);
    const finished = begun.value === undefined ? {} : await attempt(finishRun(begun.value, report, excerpts));
    const notStored = begun.failure ?? finished.failure;
    return { report, excerpts, stored: finished.value, notStored, partial: recording.partial };
  } catch (error) {
    const left = begun.value === undefined ? {} : await attempt(leaveRun(begun.value));
    throw new LaterError(error, left.value?.id);
  }
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
