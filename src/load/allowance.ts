/** What the load as a whole may take: once it has, nothing more is sent. */
import type { LoadLimits } from '../model/spec.ts';
import { realClock, type Clock } from './clock.ts';

export type SpentLimit = 'bytes' | 'seconds';

export interface Allowance {
  /** Which limit has been reached; undefined while something may still be sent. */
  spent(): SpentLimit | undefined;
  count(answer: { readonly bytesIn: number; readonly bytesOut: number }): void;
}

/** Time counts from now on. What is under way when a limit is reached comes on top of it: at most an answer a connection. */
export function createAllowance(
  { bytes = Infinity, seconds = Infinity }: Pick<LoadLimits, 'bytes' | 'seconds'>,
  clock: Clock = realClock,
): Allowance {
  const endsMs = clock.now() + seconds * 1000;
  let used = 0;
  return {
    spent: () => (used >= bytes ? 'bytes' : clock.now() >= endsMs ? 'seconds' : undefined),
    count: ({ bytesIn, bytesOut }) => {
      used += bytesIn + bytesOut;
    },
  };
}
