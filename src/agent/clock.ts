/** The monotonic clock that V8's CPU profiles are on, µs. */
import process from 'node:process';

export function nowUs(): number {
  return Number(process.hrtime.bigint() / 1000n);
}
