/** Memory that is still taken after a forced collection, and rises with each request. */
import { seen } from '../../model/observation.ts';
import type { Growth, GrowthSite } from '../../model/report-memory.ts';
import type { Found, Rule } from '../rule.ts';

const mostSites = 3;
/** Of all that stays. */
const leastShare = 0.2;

export const memoryGrowth: Rule = {
  id: 'memory-growth',
  find: ({ priced: { memory } }) => {
    const growth = memory?.growth;
    if (growth?.verdict !== 'grows') return [];
    const large = growth.sites.filter(({ heapBytesPerRequest, buffers }) =>
      isLarge(heapBytesPerRequest, buffers, growth),
    );
    if (large.length === 0) return [grown(growth, undefined)];
    return large.slice(0, mostSites).map((site) => grown(growth, site));
  },
};

/** Who keeps Buffers keeps little of the heap. */
function isLarge(bytes: number, buffers: boolean, { bytesPerRequest, heapBytesPerRequest }: Growth): boolean {
  return bytes >= leastShare * (buffers ? heapBytesPerRequest : bytesPerRequest);
}

function grown(growth: Growth, site: GrowthSite | undefined): Found {
  const { interval, requests, arrayBuffersBytesPerRequest } = growth;
  const keepers = growth.sites.filter(({ buffers }) => buffers).length;
  const outside = site?.buffers === true && keepers === 1 ? Math.max(0, arrayBuffersBytesPerRequest) : 0;
  const bytes = site === undefined ? growth.bytesPerRequest : site.heapBytesPerRequest + outside;
  return {
    rule: 'memory-growth',
    // A cache that still fills grows as a leak does.
    certainty: 'likely',
    ...(site === undefined ? {} : { file: site.file, function: site.name }),
    ...(site?.line === undefined ? {} : { line: site.line }),
    cpuMs: 0,
    keptBytes: bytes,
    facts: { bytes, ...(site === undefined ? {} : { name: site.name }) },
    because: [
      seen('stays', { bytes: growth.bytesPerRequest, low: interval.low, high: interval.high, requests }),
      ...(site === undefined || site.stack.length < 2
        ? []
        : [seen('allocatedByWayOf', { stack: site.stack.join(' → ') })]),
    ],
    effort: 2,
  };
}
