/**
 * Bodies of answers, before and after compression. What was sent is counted in every answer; the ratio between the two is that
 * of the sample taken of each request.
 */
import type { RequestOutcome } from '../model/recorded-slice.ts';
import type { BodySample, RecordedRequest } from '../model/recording.ts';
import type { ReportBody } from '../model/report-totals.ts';
import { sum } from './statistics.ts';

interface Sent {
  readonly wireBytes: number;
  readonly sample: BodySample;
}

/** Over these outcomes; unknown where one of them has no sample. */
export function costBodies(
  outcomes: readonly RequestOutcome[],
  requests: readonly RecordedRequest[],
): { readonly body?: ReportBody } {
  const sent = outcomes.map(({ requestIndex, bodyBytesOut }): Sent | undefined => {
    const sample = requests[requestIndex]?.body;
    return sample === undefined || bodyBytesOut === undefined ? undefined : { wireBytes: bodyBytesOut, sample };
  });
  const known = sent.filter((each) => each !== undefined);
  const completed = sum(outcomes.map((outcome) => outcome.completed));
  if (completed === 0 || known.length < sent.length) return {};
  const plain = known.some(({ sample }) => sample.gzipBytes !== undefined);
  const encodings = known.flatMap(({ sample: { encoding } }) => (encoding === undefined ? [] : [encoding]));
  const perRequest = (bytesOf: (each: Sent) => number): number => sum(known.map(bytesOf)) / completed;
  return {
    body: {
      bytesPerRequest: perRequest(({ wireBytes }) => wireBytes),
      plainBytesPerRequest: perRequest(({ wireBytes, sample }) => scaled(wireBytes, sample.plainBytes, sample)),
      encodings: [...new Set(encodings)].sort(),
      ...(plain
        ? {
            // Nobody would compress what grows by it.
            gzipBytesPerRequest: perRequest(({ wireBytes, sample }) =>
              Math.min(wireBytes, scaled(wireBytes, sample.gzipBytes ?? sample.wireBytes, sample)),
            ),
          }
        : {}),
    },
  };
}

function scaled(wireBytes: number, bytes: number, sample: BodySample): number {
  return sample.wireBytes === 0 ? wireBytes : (wireBytes * bytes) / sample.wireBytes;
}
