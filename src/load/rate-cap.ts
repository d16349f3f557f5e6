/** The cap on requests per second, over the whole load: no second, wherever it begins, has more of them. */

export interface RateCap {
  /** False where as many as can be may be sent. */
  readonly isSet: boolean;
  /** The earliest moment, not before `ms`, at which a request may be sent; on the clock of `performance.now()`. */
  notBefore(ms: number): number;
  /** The same, for senders who would else send a second's worth at once. */
  evenly(ms: number): number;
  /** One was sent. */
  count(ms: number): void;
}

/** No generator sends as many on one core. */
const asGoodAsNone = 100_000;
/** Timers are late by some ms: what they missed may be made up for. */
const mostCatchUpMs = 10;

/** Below one a second, the time between two is what it says. */
export function createRateCap(mostPerSecond: number): RateCap {
  if (mostPerSecond >= asGoodAsNone)
    return { isSet: false, notBefore: (ms) => ms, evenly: (ms) => ms, count: () => undefined };
  const inWindow = Math.max(1, Math.floor(mostPerSecond));
  const windowMs = mostPerSecond >= 1 ? 1000 : 1000 / mostPerSecond;
  const gapMs = windowMs / inWindow;
  /** When the last of them were sent, round and round. */
  const sentMs = new Float64Array(inWindow).fill(-Infinity);
  let oldest = 0;
  let evenMs = -Infinity;
  const notBefore = (ms: number): number => Math.max(ms, (sentMs[oldest] ?? -Infinity) + windowMs);
  return {
    isSet: true,
    notBefore,
    evenly: (ms) => Math.max(notBefore(ms), evenMs),
    count: (ms) => {
      sentMs[oldest] = ms;
      oldest = (oldest + 1) % inWindow;
      evenMs = Math.max(evenMs, ms - mostCatchUpMs) + gapMs;
    },
  };
}
