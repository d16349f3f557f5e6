/**
 * How much: the application as it is, with no profiler. The mix and each request alone take turns in short slices, so that
 * a slow stretch of the machine falls on all of them, and the spread between slices is the machine's own noise.
 */
import type { OnProgress } from '../model/progress.ts';
import type { OpenArrival } from '../model/spec.ts';
import { leastMixSlices, type Evidence } from './evidence.ts';
import { leastRounds, requestsAlone, routesPerMix, shortestSliceMs, type Plan } from './plan.ts';
import { toRecorded } from './recorded-slice.ts';
import type { Slicer } from './slice.ts';

const mostRounds = 10;
const mixSlicesOfOneRequest = 12;

export async function measureAsIs(
  slicer: Slicer,
  plan: Plan,
  onProgress: OnProgress,
  { slices, mixArrival }: Pick<Evidence, 'slices'> & { readonly mixArrival: OpenArrival | undefined },
): Promise<void> {
  onProgress({ kind: 'phase', phase: 'measuring' });
  const round = oneRound(requestsAlone(slicer.requests, plan));
  const affordable = Math.floor(plan.asIsMs / (round.length * shortestSliceMs));
  const rounds = round.length === 1 ? mixSlicesOfOneRequest : Math.max(leastRounds, Math.min(mostRounds, affordable));
  const durationMs = Math.max(shortestSliceMs, plan.asIsMs / rounds / round.length);
  const deadline = performance.now() + plan.asIsMs;
  let mixes = 0;
  for (const requestIndex of Array.from({ length: rounds }, () => round).flat()) {
    if (performance.now() > deadline && mixes >= leastMixSlices) break;
    // A request alone is there for its cost: the more of it are answered, the better.
    const arrival = requestIndex === undefined && mixArrival !== undefined ? { arrival: mixArrival } : {};
    const alone = requestIndex === undefined ? {} : { requestIndex };
    slices.push(toRecorded(await slicer.run({ kind: 'asIs', durationMs, ...alone, ...arrival })));
    if (requestIndex === undefined) mixes++;
  }
}

/** The requests to drive alone, with the mix (undefined) between them. */
function oneRound(alone: readonly number[]): readonly (number | undefined)[] {
  if (alone.length === 0) return [undefined];
  return alone.flatMap((index, turn) => (turn % routesPerMix === 0 ? [undefined, index] : [index]));
}
