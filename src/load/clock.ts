/** The time that load is driven by; tests set it by hand. */
export interface Clock {
  /** ms, as `performance.now()` counts them. */
  now(): number;
  /** Calls once, after so many ms. */
  after(ms: number, call: () => void): void;
}

export const realClock: Clock = {
  now: () => performance.now(),
  after: (ms, call) => void setTimeout(call, ms),
};

export function sleep(clock: Clock, ms: number): Promise<void> {
  return new Promise((resolve) => {
    clock.after(ms, resolve);
  });
}
