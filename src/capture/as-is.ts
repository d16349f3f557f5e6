/**
 * How much: the application as it is, with no profiler. The mix and each request alone take turns in short slices, so that
 * a slow stretch of the machine falls on all of them, and the spread between slices is the machine's own noise.
 */
import type { OnProgress } from '../model/progress.ts';
import type { Slice } from '../model/recording.ts';
import type { Plan } from './plan.ts';
import { toRecorded } from './recorded-slice.ts';
import type { Slicer } from './slice.ts';

const rounds = { most: 10, least: 3 };
/** Shorter slices hold too few requests of a slow route, and too much of the marks between them. */
const shortestMs = 120;
/** The mix returns after so many routes: the totals rest on it, and many short slices tell more than few long ones. */
const routesPerMix = 2;
const mixSlicesOfOneRequest = 12;

export async function measureAsIs(slicer: Slicer, plan: Plan, onProgress: OnProgress): Promise<readonly Slice[]> {
  onProgress({ kind: 'phase', phase: 'measuring' });
  const round = oneRound(slicer.requests.length);
  const affordable = Math.floor(plan.asIsMs / (round.length * shortestMs));
  const count =
    slicer.requests.length === 1 ? mixSlicesOfOneRequest : Math.max(rounds.least, Math.min(rounds.most, affordable));
  const durationMs = Math.max(shortestMs, plan.asIsMs / count / round.length);
  const slices: Slice[] = [];
  for (const requestIndex of Array.from({ length: count }, () => round).flat()) {
    const wish = { kind: 'asIs', durationMs, ...(requestIndex === undefined ? {} : { requestIndex }) } as const;
    slices.push(toRecorded(await slicer.run(wish)));
  }
  return slices;
}

/** Indices of the requests to drive alone, with the mix (undefined) between them. */
function oneRound(requests: number): readonly (number | undefined)[] {
  if (requests === 1) return [undefined];
  return Array.from({ length: requests }, (_, index) =>
    index % routesPerMix === 0 ? [undefined, index] : [index],
  ).flat();
}
