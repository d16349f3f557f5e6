/** Drives work in pieces that leave the extension host to others in between: a frame of a screen is 16 ms. */
import type { Steps } from '../model/steps.ts';

const sliceMs = 6;

/** Undefined where it is not wanted any more. `now` counts ms. */
export async function inSlices<T>(
  steps: Steps<T>,
  isWanted: () => boolean,
  now = (): number => performance.now(),
): Promise<T | undefined> {
  while (isWanted()) {
    const endMs = now() + sliceMs;
    do {
      const step = steps.next();
      if (step.done === true) return step.value;
    } while (now() < endMs);
    await new Promise((resolve) => setImmediate(resolve));
  }
  return undefined;
}
