/** Requests that wait for one of libuv's few threads: file system, dns.lookup, asynchronous crypto and zlib have no others. */
import type { BindingResource } from '../../model/report-capacity.ts';
import { seen } from '../../model/observation.ts';
import type { Priced } from '../../model/priced.ts';
import type { Rule } from '../rule.ts';

/** Of all CPU: else requests wait for something else. */
const muchPoolWork = 0.2;
/** `cpu`: where the machine has fewer processors than the pool has threads, these are full first. */
const resources: readonly (BindingResource | undefined)[] = ['threadPool', 'cpu'];

export const fullThreadPool: Rule = {
  id: 'thread-pool-full',
  find: ({ priced }) => {
    const { capacity, totals, knobs = [] } = priced;
    const parts = totals.latencyPartsMs;
    const share = poolCpuMs(priced) / totals.cpuMsPerRequest;
    const pool = capacity?.binding?.threadPool;
    const resource = capacity?.link?.insteadOf ?? capacity?.bindingResource;
    if (capacity === undefined || pool === undefined || parts === undefined || !resources.includes(resource)) return [];
    if (!(share >= muchPoolWork)) return [];
    const { busy, size, processors } = pool;
    // More threads get no more of processors that are full.
    const isMachineFull = processors !== undefined || resource === 'cpu';
    const { curve = [], breaking } = capacity;
    const rate = curve.find(({ offered }) => offered === breaking?.offered)?.achieved ?? 0;
    const tried = knobs.find(({ setting, throughputRatio }) => isPool(setting) && throughputRatio.low > 1);
    return [
      {
        rule: 'thread-pool-full',
        certainty: tried === undefined ? 'likely' : 'certain',
        cpuMs: 0,
        // Beyond what one request waits when it is alone, and beyond its turn on the event loop.
        waitMs: Math.max(0, parts.mean - parts.alone - parts.queue),
        facts: { size, ...(isMachineFull && tried === undefined ? { machineFull: 1 } : {}) },
        because: [
          seen('poolBusy', { share, rate, busy, size }),
          ...(tried !== undefined
            ? [seen('withPool', { setting: tried.setting, times: tried.throughputRatio.value })]
            : isMachineFull
              ? []
              : [seen('knobsWouldTell')]),
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
