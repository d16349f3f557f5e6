/** Requests that wait for one of libuv's few threads: file system, dns.lookup, asynchronous crypto and zlib have no others. */
import { seen } from '../../model/observation.ts';
import type { Priced } from '../../model/priced.ts';
import type { Rule } from '../rule.ts';

/** libuv's own (docs.libuv.org, "Thread pool work scheduling"). */
const defaultSize = 4;
/** Of all CPU: else requests wait for something else. */
const muchPoolWork = 0.2;
/** Of the time of all its threads: what is missing is between two tasks, and what other programs took. */
const full = 0.7;

export const fullThreadPool: Rule = {
  id: 'thread-pool-full',
  find: ({ priced }) => {
    const { capacity, totals, knobs = [] } = priced;
    const size = priced.threads?.find(({ serving }) => serving)?.threadPoolSize ?? defaultSize;
    const parts = totals.latencyPartsMs;
    const poolMs = poolCpuMs(priced);
    const resource = capacity?.link?.insteadOf ?? capacity?.bindingResource;
    if (capacity === undefined || resource !== 'waiting' || parts === undefined) return [];
    const most = Math.max(0, ...(capacity.curve ?? []).map(({ achieved }) => achieved));
    const busyThreads = (most * poolMs) / 1000;
    if (poolMs < muchPoolWork * totals.cpuMsPerRequest || busyThreads < full * size) return [];
    const tried = knobs.find(({ setting, throughputRatio }) => isPool(setting) && throughputRatio.low > 1);
    return [
      {
        rule: 'thread-pool-full',
        certainty: tried === undefined ? 'likely' : 'certain',
        cpuMs: 0,
        // Beyond what one request waits when it is alone, and beyond its turn on the event loop.
        waitMs: Math.max(0, parts.mean - parts.alone - parts.queue),
        facts: { size },
        because: [
          seen('poolBusy', { share: poolMs / totals.cpuMsPerRequest, rate: most, busy: busyThreads, size }),
          tried === undefined
            ? seen('knobsWouldTell')
            : seen('withPool', { setting: tried.setting, times: tried.throughputRatio.value }),
        ],
        effort: 1,
      },
    ];
  },
};

function isPool(setting: string): boolean {
  return setting.startsWith('UV_THREADPOOL_SIZE=');
}

function poolCpuMs({ ledger }: Priced): number {
  const parts = ledger.flatMap((row) => row.parts ?? []);
  return parts.reduce((sum, { kind, cpuMsPerRequest }) => sum + (kind === 'threadPool' ? cpuMsPerRequest : 0), 0);
}
