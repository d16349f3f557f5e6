/**
 * Growth: what is still there after a forced collection, per request and per function.
 *
 * How much, is the difference between neighbouring marks; who, is in what V8's sampler saw allocated after the first mark and
 * still alive at each of the next ones. Bytes are the innermost function's of the app: whatever library or built-in allocates on
 * its behalf, it is the app that keeps them.
 */
import type { GrowthMark } from '../model/recorded-memory.ts';
import type { Recording } from '../model/recording.ts';
import type { Profile, ProfiledTree } from '../model/profile.ts';
import type { Growth, GrowthSite } from '../model/report-memory.ts';
import { ratioOfSums, sum, type Batch, type Estimate } from './statistics.ts';

/** Healthy applications keep up to this much per request over thousands of requests (compiled code, caches). */
const healthyBytes = 32;
/** Below this much in all, growth may be of V8's own making: code and type feedback. */
const leastGrownBytes = 256 * 1024;
/** An upper end of the interval above this is no proof of health. */
const unnoticedBytes = 200;
/** Parts smaller than this of all that stays are noise. */
const leastShare = 0.02;
/** Whoever keeps Buffers most often keeps them in an object, which takes its part of the heap. */
const mostlyBuffers = 0.3;
const mostSites = 10;
const mostStack = 8;

type Kept = (mark: GrowthMark) => number;

export function growthOf({ growth }: Recording, profile: Profile): Growth | undefined {
  const marks = growth?.marks ?? [];
  const perRequest = (kept: Kept): Estimate | undefined => ratioOfSums(stretches(marks, kept));
  const all = perRequest(({ heapUsedBytes, externalBytes }) => heapUsedBytes + externalBytes);
  const heap = perRequest(({ heapUsedBytes }) => heapUsedBytes);
  if (all?.halfWidth === undefined || heap === undefined) return undefined;
  const requests = (marks.at(-1)?.completed ?? 0) - (marks[0]?.completed ?? 0);
  const interval = { low: all.value - all.halfWidth, high: all.value + all.halfWidth };
  const outside = perRequest(({ externalBytes }) => externalBytes);
  const verdict = verdictOn(all, outside, requests);
  return {
    verdict,
    requests,
    bytesPerRequest: all.value,
    interval,
    heapBytesPerRequest: heap.value,
    externalBytesPerRequest: outside?.value ?? 0,
    arrayBuffersBytesPerRequest: perRequest(({ arrayBuffersBytes }) => arrayBuffersBytes)?.value ?? 0,
    sites: verdict === 'none' ? [] : sitesOf(marks, profile, heap.value),
  };
}

/** What lies outside the heap is counted to the byte, and what V8 does to its heap must not hide that it grows. */
function verdictOn(all: Estimate, outside: Estimate | undefined, requests: number): Growth['verdict'] {
  if (isSure(all, requests) || isSure(outside, requests)) return 'grows';
  return all.value + (all.halfWidth ?? Infinity) <= unnoticedBytes ? 'none' : 'unclear';
}

function isSure({ value, halfWidth = Infinity }: Estimate = { value: 0 }, requests: number): boolean {
  return value - halfWidth > healthyBytes && value * requests > leastGrownBytes;
}

/** One batch per stretch of load: what it left, and its requests. */
function stretches(marks: readonly GrowthMark[], kept: Kept): readonly Batch[] {
  return marks.slice(1).map((mark, i) => {
    const before = marks[i] ?? mark;
    return { numerator: kept(mark) - kept(before), denominator: mark.completed - before.completed };
  });
}

/** By innermost function of the app: live bytes at each mark, and where most of them were allocated. */
interface Site {
  readonly atMark: number[];
  buffers: number;
  readonly stacks: Map<string, { readonly stack: readonly string[]; bytes: number }>;
}

function sitesOf(marks: readonly GrowthMark[], profile: Profile, heapBytes: number): readonly GrowthSite[] {
  const sites = collectSites(marks, profile);
  const estimates = [...sites].flatMap(([index, site]) => {
    const estimate = ratioOfSums(
      marks.slice(1).map((mark, i) => ({
        numerator: (site.atMark[i + 1] ?? 0) - (site.atMark[i] ?? 0),
        denominator: mark.completed - (marks[i]?.completed ?? 0),
      })),
    );
    return estimate === undefined ? [] : [{ index, site, estimate }];
  });
  const sampled = sum(estimates.map(({ estimate }) => Math.max(0, estimate.value)));
  // The sampler says who; how much, the heap itself says, as long as the two speak of the same thing.
  const scale = sampled > 0 && heapBytes > sampled / 2 && heapBytes < sampled * 2 ? heapBytes / sampled : 1;
  return estimates
    .filter(({ estimate: { value, halfWidth = Infinity } }) => value > halfWidth && value >= leastShare * sampled)
    .sort((a, b) => b.estimate.value - a.estimate.value)
    .slice(0, mostSites)
    .flatMap(({ index, site, estimate }) => siteOf(profile.functions[index], site, scaled(estimate, scale)));
}

function scaled({ value, halfWidth = 0 }: Estimate, scale: number): Required<Estimate> {
  return { value: value * scale, halfWidth: halfWidth * scale };
}

function siteOf(
  described: Profile['functions'][number] | undefined,
  { atMark, buffers, stacks }: Site,
  { value, halfWidth }: Required<Estimate>,
): readonly GrowthSite[] {
  if (described === undefined) return [];
  const { id, name, file, line } = described;
  const [most] = [...stacks.values()].sort((a, b) => b.bytes - a.bytes);
  return [
    {
      function: id,
      name,
      file,
      ...(line === undefined ? {} : { line }),
      heapBytesPerRequest: value,
      interval: { low: value - halfWidth, high: value + halfWidth },
      buffers: buffers > (atMark.at(-1) ?? 0) * mostlyBuffers,
      stack: most?.stack ?? [name],
    },
  ];
}

function collectSites(marks: readonly GrowthMark[], profile: Profile): ReadonlyMap<number, Site> {
  const sites = new Map<number, Site>();
  for (const { mark, tree, selfBytes } of profile.live) {
    const owners = ownersOf(profile, tree);
    selfBytes.forEach((bytes, node) => {
      const owner = owners[node] ?? -1;
      if (bytes === 0 || owner < 0) return;
      const site = sites.get(owner) ?? { atMark: marks.map(() => 0), buffers: 0, stacks: new Map() };
      sites.set(owner, site);
      site.atMark[mark] = (site.atMark[mark] ?? 0) + bytes;
      if (mark !== marks.length - 1) return;
      if (makesBuffers(profile, tree, node)) site.buffers += bytes;
      addStack(site, stackOf(profile, tree, node), bytes);
    });
  }
  return sites;
}

/** The innermost function of the app on each node's stack; where there is none, the node's own, so that nothing is lost. */
function ownersOf({ functions }: Profile, { function: functionOf, parent }: ProfiledTree): readonly number[] {
  const owners: number[] = [];
  functionOf.forEach((index, node) => {
    const above = owners[parent[node] ?? -1] ?? -1;
    const isOfApp = functions[index]?.origin === 'app';
    owners.push(isOfApp || functions[above]?.origin !== 'app' ? index : above);
  });
  return owners;
}

/** Node.js makes the objects that stand for memory outside the heap in its own module, with built-ins below it. */
function makesBuffers({ functions }: Profile, { function: functionOf, parent }: ProfiledTree, from: number): boolean {
  for (let node = from; node >= 0; node = parent[node] ?? -1) {
    const { file, origin } = functions[functionOf[node] ?? -1] ?? {};
    if (file === 'node:buffer' || file === 'node:internal/buffer') return true;
    if (origin === 'app') return false;
  }
  return false;
}

function stackOf(
  { functions }: Profile,
  { function: functionOf, parent }: ProfiledTree,
  from: number,
): readonly string[] {
  const names: string[] = [];
  for (let node = from; node >= 0; node = parent[node] ?? -1) {
    const described = functions[functionOf[node] ?? -1];
    if (described?.origin === 'app') names.push(described.name);
  }
  return names.slice(0, mostStack).reverse();
}

function addStack({ stacks }: Site, stack: readonly string[], bytes: number): void {
  const key = stack.join('\n');
  const known = stacks.get(key) ?? { stack, bytes: 0 };
  known.bytes += bytes;
  stacks.set(key, known);
}
