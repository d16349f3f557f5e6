/** How many requests are sent at once, by what they cost: learnt while the application is measured. */
import type { Burst } from '../model/workload.ts';

export interface Concurrency {
  /** Fewer connections where requests cost so much CPU that those under way at a slice's end would overrun it. */
  forSlice(durationMs: number, most?: number): { readonly connections?: number };
  /** Undefined before it is known what a request costs. */
  burst(): Burst | undefined;
  /** CPU of a request of the mix. */
  learn(cpuMs: number): void;
}

/** A slice ends when its last answers are in: with costly requests on many connections that is long after its time. */
const mostOverrun = 0.5;

/** CPU of the application in one burst: short, so that the next begins at another moment of the sampler's. */
const burstMs = 8;
const mostInBurst = 100;
/** While it is sampled a request costs more. */
const slower = 1.4;
/** Beyond it the generator waits for answers, and holds no processor either. */
const mostQuietMs = 20;

export function createConcurrency(): Concurrency {
  let known: number | undefined;
  return {
    forSlice: (durationMs, most = Infinity) => {
      const inTime = known === undefined ? Infinity : Math.floor((durationMs * mostOverrun) / known);
      const connections = Math.max(1, Math.min(most, inTime));
      return connections === Infinity ? {} : { connections };
    },
    burst: () => (known === undefined ? undefined : burstOf(known)),
    learn: (cpuMs) => {
      known = cpuMs;
    },
  };
}

function burstOf(cpuMs: number): Burst {
  const requests = Math.max(1, Math.min(mostInBurst, Math.round(burstMs / cpuMs)));
  return { requests, quietMs: Math.min(mostQuietMs, requests * cpuMs * slower) };
}
