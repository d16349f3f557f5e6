/** Costs of each route: CPU from its own slices, in which nothing else was driven; latency from the mix. */
import type { RouteCost } from '../model/costs.ts';
import type { Profile } from '../model/profile.ts';
import type { RequestOutcome, Slice } from '../model/recorded-slice.ts';
import type { RecordedRequest, Recording } from '../model/recording.ts';
import type { LatencyParts } from '../model/report-totals.ts';
import { aloneSlices, completedIn, mixOrOnly, outcomesOf } from './slices.ts';
import { intervalOf, ratioOfSums, sum, type Estimate } from './statistics.ts';
import { allocatedPerRequest } from './amounts.ts';
import { costBodies } from './bodies.ts';
import { repeatsOf } from './repeats.ts';
import { outgoingOfRoute } from './upstreams.ts';
import { latencyOf, percentilesOf } from './latency.ts';
import { latencyParts, meanParts } from './waiting.ts';

interface Group {
  readonly method: string;
  readonly path: string;
  readonly operation: string | undefined;
  readonly indices: readonly number[];
  readonly share: number;
}

/** In the order of the load; requests to one route are one row. */
export function costRoutes(recording: Recording, profile: Profile): readonly RouteCost[] {
  const { requests, slices } = recording;
  const { routes } = profile;
  return groupByRoute(requests).map((group): RouteCost => {
    const mix = outcomesOf(mixOrOnly(slices, 'asIs')).filter(({ requestIndex }) =>
      group.indices.includes(requestIndex),
    );
    const place = routes.find(
      ({ method, path }) => path === group.path && (method === group.method || method === 'ALL'),
    );
    const cpu = cpuOf(group, requests, slices);
    const interval = cpu === undefined ? undefined : intervalOf(cpu);
    const alone = outcomesOf(group.indices.flatMap((index) => aloneSlices(slices, index)));
    const all = alone.length > 0 ? asInMix(alone, group, requests) : mix;
    const completed = sum(all.map((outcome) => outcome.completed));
    const allocated = allocatedOf(group, requests, (index) => allocatedPerRequest(slices, profile, index));
    return {
      method: group.method,
      path: group.path,
      ...(group.operation === undefined ? {} : { operation: group.operation }),
      ...(place?.file === undefined ? {} : { file: place.file }),
      ...(place?.line === undefined ? {} : { line: place.line }),
      requests: sum([...mix, ...alone].map((outcome) => outcome.completed)),
      errors: sum([...mix, ...alone].map(({ errors }) => errors)),
      share: group.share,
      ...(cpu === undefined ? {} : { cpuMsPerRequest: cpu.value }),
      ...(interval === undefined ? {} : { interval }),
      ...(allocated === undefined ? {} : { allocatedBytesPerRequest: allocated }),
      ...(completed === 0
        ? {}
        : {
            bytesInPerRequest: sum(all.map(({ bytesIn }) => bytesIn)) / completed,
            bytesOutPerRequest: sum(all.map(({ bytesOut }) => bytesOut)) / completed,
          }),
      ...costBodies(all, requests),
      ...repeatsOf(outcomesAlso(slices, group.indices), requests, group.indices),
      ...outgoingOfRoute(recording, profile, group.indices),
      latencyMs: latencyOf(mix.map(({ latencyUs }) => latencyUs)),
      ...percentilesOf(mix.map(({ latencyUs }) => latencyUs)),
      ...partsOf(group.indices, slices),
      ...(cpu === undefined || cpu.value === 0 ? {} : { requestsPerSecondPerCore: 1000 / cpu.value }),
    };
  });
}

/** Driven alone for the same time each, the cheaper of a route's requests are more: here each counts as often as it does in the mix. */
function asInMix(
  outcomes: readonly RequestOutcome[],
  { share }: Group,
  requests: readonly RecordedRequest[],
): readonly RequestOutcome[] {
  const completedOf = new Map<number, number>();
  for (const { requestIndex, completed } of outcomes)
    completedOf.set(requestIndex, (completedOf.get(requestIndex) ?? 0) + completed);
  return outcomes.map((outcome) => {
    const { requestIndex, completed, bytesIn, bytesOut, bodyBytesOut } = outcome;
    const all = completedOf.get(requestIndex) ?? 0;
    const weight = share === 0 ? 1 : (requests[requestIndex]?.share ?? 0) / share;
    const factor = all === 0 ? 0 : weight / all;
    return {
      ...outcome,
      completed: completed * factor,
      bytesIn: bytesIn * factor,
      bytesOut: bytesOut * factor,
      ...(bodyBytesOut === undefined ? {} : { bodyBytesOut: bodyBytesOut * factor }),
    };
  });
}

/** Whatever was measured while they were given. */
function outcomesAlso(slices: readonly Slice[], indices: readonly number[]): readonly RequestOutcome[] {
  return outcomesOf(slices).filter(({ requestIndex }) => indices.includes(requestIndex));
}

function groupByRoute(requests: readonly RecordedRequest[]): readonly Group[] {
  const groups = new Map<string, Group>();
  requests.forEach(({ method, route, operation, share }, index) => {
    const key = JSON.stringify([method, route, operation]);
    const known = groups.get(key);
    groups.set(key, {
      method,
      path: route,
      operation,
      indices: [...(known?.indices ?? []), index],
      share: (known?.share ?? 0) + share,
    });
  });
  return [...groups.values()];
}

/** Several requests to one route count as often as they do in the mix. */
function cpuOf(
  { indices, share }: Group,
  requests: readonly RecordedRequest[],
  slices: readonly Slice[],
): Estimate | undefined {
  const single = requests.length === 1;
  const parts = indices.map((index) => {
    const alone = single ? mixOrOnly(slices, 'asIs') : aloneSlices(slices, index);
    const cpu = ratioOfSums(
      alone.map((slice) => ({ numerator: slice.usage.processCpuUs / 1000, denominator: completedIn(slice) })),
    );
    return cpu === undefined ? undefined : { cpu, weight: (requests[index]?.share ?? 0) / share };
  });
  const known = parts.filter((part) => part !== undefined);
  if (known.length < parts.length) return undefined;
  const value = sum(known.map(({ cpu, weight }) => cpu.value * weight));
  const halfWidths = known.map(({ cpu, weight }) => (cpu.halfWidth === undefined ? undefined : cpu.halfWidth * weight));
  const complete = halfWidths.filter((each) => each !== undefined);
  return complete.length < halfWidths.length ? { value } : { value, halfWidth: Math.hypot(...complete) };
}

/** As `cpuOf`: several requests to one route count as often as they do in the mix. */
function allocatedOf(
  { indices, share }: Group,
  requests: readonly RecordedRequest[],
  allocatedBy: (index: number | undefined) => number | undefined,
): number | undefined {
  if (requests.length === 1) return allocatedBy(undefined);
  const parts = indices.map((index) => ({ bytes: allocatedBy(index), weight: (requests[index]?.share ?? 0) / share }));
  if (parts.some(({ bytes }) => bytes === undefined)) return undefined;
  return sum(parts.map(({ bytes, weight }) => (bytes ?? 0) * weight));
}

/** Over all requests of the mix, or those with the given indices. */
export function partsOf(
  indices: readonly number[],
  slices: readonly Slice[],
): { readonly latencyPartsMs?: LatencyParts } {
  const mix = mixOrOnly(slices, 'asIs');
  const utilization = sum(mix.map(({ usage }) => usage.eventLoopUtilization)) / mix.length;
  const parts = indices.map((index) => {
    const outcomes = outcomesOf(mix).filter(({ requestIndex }) => requestIndex === index);
    const alone = slices.filter(({ kind, requestIndex }) => kind === 'oneAtATime' && requestIndex === index);
    return {
      parts: latencyParts(outcomes, alone, utilization),
      weight: sum(outcomes.map(({ completed }) => completed)),
    };
  });
  const mean = meanParts(parts.filter(({ weight }) => weight > 0));
  return mean === undefined ? {} : { latencyPartsMs: mean };
}

/** (Sum of the isolated routes, weighted as in the mix) / mix − 1; undefined where a route was not driven alone. */
export function mixDifference(routes: readonly RouteCost[], mixCpuMs: number): number | undefined {
  if (routes.length < 2 || mixCpuMs === 0 || routes.some(({ cpuMsPerRequest }) => cpuMsPerRequest === undefined))
    return undefined;
  return sum(routes.map(({ cpuMsPerRequest, share }) => (cpuMsPerRequest ?? 0) * share)) / mixCpuMs - 1;
}
