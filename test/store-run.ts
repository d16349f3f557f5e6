/** A run on disk, as a measurement leaves it. */
import type { Recording } from '../src/model/recording.ts';
import type { Report } from '../src/model/report.ts';
import type { SourceExcerpt } from '../src/model/source-excerpt.ts';
import { finishRun, storeRecording, type StoredRun } from '../src/store/store.ts';

export async function storeRun(
  root: string,
  recording: Recording,
  report: Report,
  excerpts?: readonly SourceExcerpt[],
): Promise<StoredRun> {
  return finishRun(await storeRecording(root, recording), report, excerpts);
}
