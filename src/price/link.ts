/** Where answers would fill the stated deployment's link before anything else of it is full: the network is what gives way. */
import { endsAtCpu, type Capacity } from '../model/report-capacity.ts';
import type { Assumed } from './assume.ts';
import { capacityOf, type Demand } from './capacity.ts';

/** As it is without a deployment; for another one, what was said of the last is taken back. */
export function withLink(
  measured: Capacity | undefined,
  demand: Demand,
  { basis, host, sizing, isStated }: Assumed,
): { readonly capacity?: Capacity } {
  if (measured === undefined) return {};
  const { link: former, bindingResource, requestsPerSecondPerCore: perCore, ...rest } = measured;
  const resource = former?.first === true ? former.insteadOf : bindingResource;
  const named = { ...rest, ...(resource === undefined ? {} : { bindingResource: resource }) };
  // What the last deployment's link left out comes back.
  const predicted = { requestsPerSecondPerCore: perCore ?? 1000 / demand.cpuMs };
  const capacity = { ...named, ...(endsAtCpu(resource) && demand.cpuMs > 0 ? predicted : {}) };
  const there = isStated ? capacityOf(demand, host, sizing.workers) : undefined;
  const { bandwidthMbps: megabitsPerSecond } = host;
  if (there?.ceilings.network === undefined || megabitsPerSecond === undefined) return { capacity };
  const first = there.binding === 'network';
  const link = { provider: basis.provider, sku: basis.sku, megabitsPerSecond, first };
  return {
    capacity: {
      ...(first ? { ...named, bindingResource: 'network' as const } : capacity),
      link: {
        ...link,
        requestsPerSecond: there.ceilings.network,
        ...(first && resource !== undefined ? { insteadOf: resource } : {}),
      },
    },
  };
}
