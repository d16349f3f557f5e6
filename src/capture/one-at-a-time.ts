/**
 * What a request's time goes by when no other request is in its way: each alone, over one connection, with no profiler. What it
 * takes longer under load is the queue.
 */
import type { OnProgress } from '../model/progress.ts';
import type { Evidence } from './evidence.ts';
import { isLate, requestsAlone, shortest, type Plan } from './plan.ts';
import { toRecorded } from './recorded-slice.ts';
import type { Slicer } from './slice.ts';

/** A slow request is waited for anyway; shorter, and the marks between slices take as long as the slices. */
const usualShortestMs = 60;
const mostRounds = 3;
const mostOverrun = 2;

export async function measureOneAtATime(
  slicer: Slicer,
  plan: Plan,
  onProgress: OnProgress,
  { slices }: Pick<Evidence, 'slices'>,
): Promise<void> {
  onProgress({ kind: 'phase', phase: 'measuring' });
  const { oneAtATimeMs } = plan;
  const shortestMs = shortest(plan, usualShortestMs);
  const round = slicer.requests.length === 1 ? [0] : requestsAlone(slicer.requests, plan);
  const rounds = Math.max(1, Math.min(mostRounds, Math.floor(oneAtATimeMs / (round.length * shortestMs))));
  const durationMs = Math.max(shortestMs, oneAtATimeMs / rounds / round.length);
  const begunMs = performance.now();
  for (const [turn, requestIndex] of Array.from({ length: rounds }, () => round)
    .flat()
    .entries()) {
    // Slow requests outlast their slices: each has one turn all the same, unless that takes far too long.
    const limitMs = turn < round.length ? mostOverrun * oneAtATimeMs : oneAtATimeMs;
    if (isLate(plan, limitMs, performance.now() - begunMs)) break;
    slices.push(toRecorded(await slicer.run({ kind: 'oneAtATime', durationMs, requestIndex, connections: 1 })));
  }
}
