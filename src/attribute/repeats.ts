/** How often a route gave the same answer again, what it says to whoever might keep it, and which of its addresses answer as another does. */
import type { RequestOutcome } from '../model/recorded-slice.ts';
import type { RecordedRequest } from '../model/recording.ts';
import type { ReportRepeats, ReportTwin } from '../model/report-load.ts';

/** @param indices of the route's requests */
export function repeatsOf(
  outcomes: readonly RequestOutcome[],
  requests: readonly RecordedRequest[],
  indices: readonly number[],
): { readonly repeats?: ReportRepeats; readonly twins?: readonly ReportTwin[] } {
  const looks = outcomes.flatMap(({ sameAnswer }) => (sameAnswer === undefined ? [] : [sameAnswer]));
  const headers = indices.map((index) => requests[index]?.body?.cacheHeaders);
  const known = headers.every((names) => names !== undefined);
  const twins = indices.flatMap((index) => twinOf(index, requests));
  return {
    ...(looks.length === 0
      ? {}
      : {
          repeats: {
            compared: looks.length,
            same: looks.filter(Boolean).length,
            ...(known ? { cacheHeaders: [...new Set(headers.flat())].sort() } : {}),
          },
        }),
    ...(twins.length === 0 ? {} : { twins }),
  };
}

function twinOf(index: number, requests: readonly RecordedRequest[]): readonly ReportTwin[] {
  const request = requests[index];
  const other = requests[request?.body?.sameAs ?? -1];
  if (request?.body === undefined || other === undefined) return [];
  const { method, path, share, body } = request;
  return [{ request: `${method} ${path}`, sameAs: `${other.method} ${other.path}`, bytes: body.wireBytes, share }];
}
