/**
 * In: a Recording and its Profile. Out: Costs: CPU, allocation, GC and bytes per function, line and route, with intervals.
 * A function's cost is its share of the samples (who) times what a request costs the app as it is (how much), so that
 * sampling never inflates a figure. No money here.
 */
import type { GcKind } from '../model/thread-counters.ts';
import type { Costs } from '../model/costs.ts';
import type { Profile } from '../model/profile.ts';
import type { Slice } from '../model/recorded-slice.ts';
import type { Recording } from '../model/recording.ts';
import { plansOf } from '../model/spec.ts';
import { withSleepAsIdle } from './asleep.ts';
import { capacityOf } from './capacity.ts';
import { measureAmounts, type Amounts } from './amounts.ts';
import { callsByFunction } from './calls.ts';
import { costBodies } from './bodies.ts';
import { withFingerprints } from './fingerprints.ts';
import { costFunctions, costLines } from './functions.ts';
import { eventLoopOf } from './event-loop.ts';
import { costKnobs } from './knobs.ts';
import { latencyOf, percentilesOf } from './latency.ts';
import { balance } from './ledger.ts';
import { clockOriginUs, memoryOf } from './memory.ts';
import { costPackages } from './packages.ts';
import { assessQuality, overheadOf } from './quality.ts';
import { queueingOf } from './queueing.ts';
import { costRoutes, mixDifference, partsOf } from './routes.ts';
import { worthOfSamples } from './sample-worth.ts';
import { allocationShares, countNodes, tallySlices } from './samples.ts';
import { unseenShare } from './lateness.ts';
import { growthWithSize } from './sizes.ts';
import { completedIn, droppedIn, mixOrOnly, outcomesOf } from './slices.ts';
import { mergeStacks } from './stacks.ts';
import { costUpstreams } from './upstreams.ts';
import { firstProcesses, threadKeys } from './thread-key.ts';
import { costThreads } from './threads.ts';
import { shareThreads } from './unseen.ts';
import { intervalOf, sum } from './statistics.ts';

export function attribute(recording: Recording, symbolicated: Profile): Costs {
  const profile = withSleepAsIdle(symbolicated, recording.slices);
  const amounts = measureAmounts(recording, profile);
  const sampling = mixOrOnly(recording.slices, 'cpuSampling');
  const keyOf = threadKeys(recording.threads);
  const shares = shareThreads(profile, { sampling, asIs: amounts.asIs, keyOf });
  const worth = worthOfSamples(profile, sampling, { keyOf, told: shares?.told });
  const tallies = tallySlices(profile, sampling, worth);
  const sampled = { tallies, unseen: unseenShare(profile, sampling) };
  const ledger = balance(profile, amounts, { tallies, sampling, shares });
  const overhead = overheadOf(amounts, sampling, recording.slices, tallies);
  const functions = costFunctions({
    profile,
    amounts,
    ledger,
    sampled,
    allocation: allocationShares(profile),
    calls: callsByFunction(profile, recording.requests),
  });
  // Only a server is asked for something, in several ways and at a rate.
  const isServer = recording.app.kind === 'server';
  const routes = isServer ? costRoutes(recording, profile) : [];
  const upstreams = costUpstreams(recording, profile);
  const nodeCounts = countNodes(profile, sampling, worth);
  const samples = sum(tallies.map(({ busy }) => busy));
  const working = sum(tallies.map((tally) => tally.working));
  const knobs = recording.knobs === undefined ? undefined : costKnobs(recording.knobs);
  const packages = costPackages({ profile, sampling, worth, sampled, whole: ledger.sampled, cpuMs: amounts.cpu.value });
  const queueing = isServer ? queueingOf(recording) : undefined;
  const grown = growthWithSize(recording, profile);
  const position = new Map(functions.map(({ index }, at) => [index, at]));
  const { tool, startedAt, app, machine, budgets, findings, partial, whatIf, priceLists, loadEvidence } = recording;
  return {
    tool,
    startedAt,
    app,
    machine,
    quality: assessQuality({
      recording,
      profile,
      amounts,
      ledger,
      samples: sum(nodeCounts.map((each) => each.samples)),
      overhead,
      mixDifference: mixDifference(routes, amounts.cpu.value),
      againstItself: knobs?.againstItself,
      sampled,
    }),
    totals: totalsOf(recording, amounts, ledger.gcMs),
    ledger: ledger.rows,
    functions: withFingerprints(
      functions.map(({ cost }) => cost),
      profile.sources,
    ),
    lines: costLines(profile, functions),
    ...(packages === undefined ? {} : { packages }),
    routes,
    ...loadOf(recording),
    ...(loadEvidence === undefined ? {} : { loadEvidence }),
    ...(recording.threads === undefined
      ? {}
      : { threads: costThreads(recording, { asIs: amounts.asIs, samples: nodeCounts, keyOf }) }),
    ...(upstreams === undefined ? {} : { upstreams }),
    stacks: mergeStacks(profile, nodeCounts, {
      msPerSample: working === 0 ? 0 : ledger.sampled.value / working,
      msPerGcSample: samples === working ? 0 : (ledger.gcMs ?? 0) / (samples - working),
      allocatedBytes: amounts.allocatedBytes,
      positionOf: (index) => position.get(index) ?? -1,
      processOf: firstProcesses(recording.threads),
      sampling,
      startUs: clockOriginUs(recording),
    }),
    ...(recording.app.kind === 'script' ? {} : eventLoopOf(recording, profile, amounts.asIs)),
    ...memoryOf(recording, profile),
    ...(isServer ? capacityOf(recording, amounts, { functions: functions.map(({ cost }) => cost), upstreams }) : {}),
    ...(knobs === undefined ? {} : { knobs: knobs.knobs }),
    ...(queueing === undefined ? {} : { queueing }),
    ...(grown === undefined || grown.length === 0 ? {} : { growthWithSize: grown }),
    ...(partial === undefined ? {} : { partial }),
    ...plansOf(recording),
    ...(whatIf === undefined ? {} : { whatIf }),
    ...(priceLists === undefined ? {} : { priceLists }),
    ...(budgets === undefined ? {} : { budgets }),
    ...(findings === undefined ? {} : { findings }),
    sources: profile.sources,
  };
}

function loadOf({ load, requests }: Recording): Pick<Costs, 'load'> {
  if (load === undefined) return {};
  const sent = requests.map(({ method, path, route, share, source }) => ({
    ...{ method, path, route, share },
    ...(source === undefined ? {} : { source }),
  }));
  return { load: { requests: sent, ...load } };
}

function totalsOf(
  { app, slices, requests }: Recording,
  { asIs, cpu, allocatedBytes, threadsKnown, javascript, collected }: Amounts,
  gcMs: number | undefined,
): Costs['totals'] {
  const mix = outcomesOf(asIs);
  const all = slices.filter(({ kind }) => kind === 'asIs');
  const dropped = droppedIn(all);
  const interval = intervalOf(cpu);
  const used = slices.filter(({ kind }) => kind !== 'climb');
  return {
    requests: sum(all.map(completedIn)) + dropped,
    errors: sum(outcomesOf(all).map(({ errors }) => errors)) + dropped,
    ...(dropped === 0 ? {} : { dropped }),
    cpuMsPerRequest: cpu.value,
    ...(interval === undefined ? {} : { cpuMsPerRequestInterval: interval }),
    ...(gcMs === undefined ? {} : { gcMsPerRequest: gcMs, ...gcByKind(collected, gcMs) }),
    ...(allocatedBytes === undefined ? {} : { allocatedBytesPerRequest: allocatedBytes }),
    ...(app.kind === 'script' ? {} : utilizationOf(asIs)),
    ...(app.kind === 'server' ? trafficOf(asIs, requests) : {}),
    ...(threadsKnown && cpu.value > 0 ? { loopCpuMsPerRequest: javascript.value } : {}),
    // What piles up beyond the breaking point is no measure of normal use.
    rssPeakBytes: Math.max(0, ...used.map(({ usage }) => usage.rssBytes)),
    heapUsedPeakBytes: Math.max(0, ...used.map(({ usage }) => usage.heapUsedBytes)),
    latencyMs: latencyOf(mix.map(({ latencyUs }) => latencyUs)),
    ...percentilesOf(mix.map(({ latencyUs }) => latencyUs)),
    ...(app.kind === 'server' ? partsOf([...requests.keys()], slices) : {}),
  };
}

/** V8's pauses say how the time divides; how much it is, the ledger has settled. */
function gcByKind(collected: readonly Slice[], gcMs: number): Partial<Costs['totals']> {
  const of = (kind: GcKind): number => sum(collected.map(({ usage }) => usage.gcUs[kind]));
  const pauses = {
    minor: of('minor'),
    major: of('major'),
    incremental: of('incremental'),
    weakCallbacks: of('weakCallbacks'),
  };
  const all = sum(Object.values(pauses));
  if (all === 0) return {};
  const part = (kind: GcKind): number => (gcMs * pauses[kind]) / all;
  return {
    gcMsPerRequestByKind: {
      minor: part('minor'),
      major: part('major'),
      incremental: part('incremental'),
      weakCallbacks: part('weakCallbacks'),
    },
  };
}

/** What a server's load alone can tell; a script is asked for nothing. */
function trafficOf(asIs: readonly Slice[], requests: Recording['requests']): Partial<Costs['totals']> {
  const mix = outcomesOf(asIs);
  const completed = sum(mix.map((outcome) => outcome.completed));
  if (completed === 0) return {};
  return {
    bytesInPerRequest: sum(mix.map(({ bytesIn }) => bytesIn)) / completed,
    bytesOutPerRequest: sum(mix.map(({ bytesOut }) => bytesOut)) / completed,
    ...costBodies(mix, requests),
  };
}

/** A script's loop has nothing to wait for. */
function utilizationOf(asIs: readonly Slice[]): Partial<Costs['totals']> {
  if (asIs.length === 0) return {};
  return { eventLoopUtilization: sum(asIs.map(({ usage }) => usage.eventLoopUtilization)) / asIs.length };
}
