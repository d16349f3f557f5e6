/**
 * Whose is the CPU of V8's helper threads? Collecting garbage is caused by those who allocate; compiling, and what is neither, has no known owner.
 * How much they use is measured as the application is; how it divides, in slices in which V8 traced them.
 */
import type { RecordedHelpers } from '../model/recorded-helpers.ts';
import type { LedgerPart } from '../model/report-totals.ts';
import { sum } from './statistics.ts';

/** The engine's part in parts; as it is where nothing was traced. */
export function withHelpers(parts: readonly LedgerPart[], helpers: readonly RecordedHelpers[]): readonly LedgerPart[] {
  const engineUs = sum(helpers.map((each) => each.engineUs));
  if (engineUs === 0) return parts;
  const collectorUs = sum(helpers.map((each) => each.collectorUs));
  const compilerUs = sum(helpers.map((each) => each.compilerUs));
  // The system's figure of a thread that runs lags behind V8's.
  const all = Math.max(engineUs, collectorUs + compilerUs);
  return parts.flatMap((part): readonly LedgerPart[] => {
    if (part.kind !== 'engine') return [part];
    const of = (us: number): number => (part.cpuMsPerRequest * us) / all;
    return [
      { kind: 'collector', cpuMsPerRequest: of(collectorUs) },
      { kind: 'compiler', cpuMsPerRequest: of(compilerUs) },
      { kind: 'engine', cpuMsPerRequest: of(all - collectorUs - compilerUs) },
    ];
  });
}
