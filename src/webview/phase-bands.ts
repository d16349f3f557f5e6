/** What was going on while a chart's time went by. */
import type { Memory } from '../model/report-memory.ts';
import type { Band } from './chart/chart-data.ts';
import { en, type StringKey } from './strings.ts';
import type { Words } from './words.ts';

export function phaseBands(phases: Memory['phases'], words: Words): readonly Band[] {
  return phases.map(({ kind, startMs, endMs }) => ({ from: startMs, to: endMs, text: phaseWord(kind, words) }));
}

/** A kind that a later version measures has its own name for words. */
function phaseWord(kind: string, { t }: Words): string {
  const key = `phase_${kind}`;
  return key in en ? t(key as StringKey) : kind;
}
