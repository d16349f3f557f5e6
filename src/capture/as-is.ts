/**
 * How much: the application as it is, with no profiler. The mix and each request alone take turns in short slices, so that
 * a slow stretch of the machine falls on all of them, and the spread between rounds is the machine's own noise.
 */
import type { OnProgress } from '../model/progress.ts';
import type { Slice } from '../model/recording.ts';
import type { Plan } from './plan.ts';
import { toRecorded } from './recorded-slice.ts';
import type { Slicer } from './slice.ts';

const rounds = { most: 8, least: 3 };
const shortestMs = 120;

export async function measureAsIs(slicer: Slicer, plan: Plan, onProgress: OnProgress): Promise<readonly Slice[]> {
  onProgress({ kind: 'phase', phase: 'measuring' });
  const alone = slicer.requests.length > 1 ? slicer.requests.map((_, index) => index) : [];
  // Half of the time goes to the mix: the totals rest on it.
  const units = Math.max(1, alone.length) + alone.length;
  const count = Math.max(rounds.least, Math.min(rounds.most, Math.floor(plan.asIsMs / (units * shortestMs))));
  const unitMs = plan.asIsMs / count / units;
  const deadline = performance.now() + plan.asIsMs * 1.5;
  const slices: Slice[] = [];
  for (let round = 0; round < count; round++) {
    slices.push(toRecorded(await slicer.run({ kind: 'asIs', durationMs: Math.max(shortestMs, unitMs * Math.max(1, alone.length)) })));
    for (const requestIndex of alone) {
      if (performance.now() > deadline) break;
      slices.push(toRecorded(await slicer.run({ kind: 'asIs', durationMs: Math.max(shortestMs, unitMs), requestIndex })));
    }
  }
  return slices;
}
