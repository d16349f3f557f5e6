/**
 * How much: the application as it is, with no profiler. The mix and each request alone take turns in short slices, so that
 * a slow stretch of the machine falls on all of them, and the spread between slices is the machine's own noise.
 */
import type { OnProgress } from '../model/progress.ts';
import type { OpenArrival } from '../model/spec.ts';
import { leastMixSlices, type Evidence } from './evidence.ts';
import { isLate, leastRounds, partsOf, requestsAlone, routesPerMix, shortest, type Plan } from './plan.ts';
import { cpuIsTight } from './precision.ts';
import { toRecorded } from './recorded-slice.ts';
import type { Slicer } from './slice.ts';

const usualRounds = 10;
const longestSliceMs = 500;
const mixSlicesOfOneRequest = 12;

interface AsIsOptions {
  readonly evidence: Pick<Evidence, 'slices' | 'savedMs'>;
  readonly mixArrival: OpenArrival | undefined;
}

export async function measureAsIs(
  slicer: Slicer,
  plan: Plan,
  onProgress: OnProgress,
  { evidence, mixArrival }: AsIsOptions,
): Promise<void> {
  onProgress({ kind: 'phase', phase: 'measuring' });
  const round = oneRound(requestsAlone(slicer.requests, plan));
  const shortestMs = shortest(plan);
  const affordable = Math.floor(plan.asIsMs / (round.length * shortestMs));
  // Many short slices tell more than few long ones, and can end sooner.
  const usual = round.length === 1 ? mixSlicesOfOneRequest : Math.max(leastRounds, Math.min(usualRounds, affordable));
  const rounds = Math.max(usual, Math.round(plan.asIsMs / round.length / longestSliceMs));
  const durationMs = Math.max(shortestMs, plan.asIsMs / rounds / round.length);
  const begunMs = performance.now();
  const checks = checkpoints(plan.complete === true ? [plan.asIsMs] : partsOf(plan.asIsMs));
  let mixes = 0;
  for (let turn = 0; turn < rounds * round.length; turn++) {
    const passedMs = performance.now() - begunMs;
    if (isLate(plan, plan.asIsMs, passedMs) && mixes >= leastMixSlices) break;
    // Only whole rounds are asked, in which every request had its turn.
    if (turn % round.length === 0 && checks.reached(passedMs) && cpuIsTight(evidence.slices)) {
      evidence.savedMs += Math.max(0, plan.asIsMs - passedMs);
      break;
    }
    const requestIndex = round[turn % round.length];
    // A request alone is there for its cost: the more of it are answered, the better.
    const arrival = requestIndex === undefined && mixArrival !== undefined ? { arrival: mixArrival } : {};
    const alone = requestIndex === undefined ? {} : { requestIndex };
    evidence.slices.push(toRecorded(await slicer.run({ kind: 'asIs', durationMs, ...alone, ...arrival })));
    if (requestIndex === undefined) mixes++;
  }
}

/** The ends of all parts but the last, each answered with true once. */
function checkpoints(parts: readonly number[]): { reached(passedMs: number): boolean } {
  let next = 0;
  let dueMs = parts[0] ?? 0;
  return {
    reached: (passedMs) => {
      if (next >= parts.length - 1 || passedMs < dueMs) return false;
      next++;
      dueMs += parts[next] ?? 0;
      return true;
    },
  };
}

/** The requests to drive alone, with the mix (undefined) between them. */
function oneRound(alone: readonly number[]): readonly (number | undefined)[] {
  if (alone.length === 0) return [undefined];
  return alone.flatMap((index, turn) => (turn % routesPerMix === 0 ? [undefined, index] : [index]));
}
