/** A Report of a profile that nobody measured, as the pipeline makes it. */
import { decodeCpu } from '../src/capture/decode.ts';
import type { V8CpuProfile } from '../src/model/v8-profile.ts';
import type { RecordedScript } from '../src/model/recorded-samples.ts';
import type { Report } from '../src/model/report.ts';
import { conclude } from '../src/run.ts';
import { recordingWith, sliceWith } from '../test/recording-with.ts';

const slices = 12;

/** As in a run: slices of the mix as it is, and slices with sampling that hold nearly all of the samples. */
export function reportOf(profile: V8CpuProfile, scripts: readonly RecordedScript[]): Report {
  const { startTime, endTime } = profile;
  const sliceUs = (endTime - startTime) / slices;
  const sampling = Array.from({ length: slices }, (_, index) =>
    sliceWith('cpuSampling', {
      startUs: startTime + index * sliceUs,
      endUs: startTime + (index + 0.98) * sliceUs,
      completed: 10_000 + index,
      usage: { javascriptThreadCpuUs: 0.9 * sliceUs },
    }),
  );
  const asIs = sampling.map((slice) => ({ ...slice, kind: 'asIs' as const }));
  const stacks = [decodeCpu(profile, { process: 1, thread: 0, startedAtUs: startTime })];
  return conclude(recordingWith({ stacks, scripts, slices: [...asIs, ...sampling] }));
}
