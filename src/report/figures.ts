/** The figures of a Report in words, as every text form shows them. */
import { figuresIn } from '../model/format.ts';
import { resourceWords } from './capacity-words.ts';
import type { LoadEvidence } from '../model/load-evidence.ts';
import type { RequestSource } from '../model/scenario.ts';
import type { Interval, Ratio } from '../model/interval.ts';
import type { ReportFunction } from '../model/report-code.ts';
import type { Certainty, ReportAdvice } from '../model/report-findings.ts';
import { ratePerCore } from '../model/report-capacity.ts';
import type { ReportRoute } from '../model/report-load.ts';
import type { LatencyParts, LedgerKind, ReportBody } from '../model/report-totals.ts';
import type { Report } from '../model/report.ts';
import { unitOf, unitsOf } from '../model/unit.ts';

export const ledgerWords: Readonly<Record<LedgerKind, string>> = {
  function: 'functions',
  gc: 'garbage collection',
  native: 'native and engine code',
  offThread: 'other threads',
  idle: 'background while idle',
  unattributed: 'not attributed',
};

/** The thread pool is libuv's: file system, dns, crypto and zlib calls that do not block. */
export const partWords = {
  threadPool: 'thread pool',
  collector: "garbage collection on V8's helpers",
  compiler: "compilation on V8's helpers",
  engine: "V8's helpers",
  other: 'threads of native code, or workers that could not be asked',
  eventLoop: 'the event loop polling and reading',
  startup: 'the start of Node.js',
} as const;

export const certaintyWords: Readonly<Record<Certainty, string>> = {
  certain: 'certain',
  likely: 'likely',
  lookHere: 'look here',
};

/** Text forms are in English, whoever runs the tool: people and scripts compare them. */
const figures = figuresIn('en-US');

const known =
  (format: (value: number) => string) =>
  (value: number | undefined): string =>
    value === undefined ? '' : format(value);

export const ms = known(figures.ms);
export const bytes = known(figures.bytes);
export const usd = known(figures.usd);
export const unitUsd = known(figures.unitUsd);
export const share = known(figures.share);
export const rate = known(figures.rate);

function between(interval: Interval | undefined): string {
  return interval === undefined ? '' : ` (95 % ${ms(interval.low)} to ${ms(interval.high)})`;
}

/** V8's reason for each function that it runs unoptimised: "parse (Function is too big to be optimized)". */
export function notOptimised(functions: readonly ReportFunction[]): readonly string[] {
  return functions.flatMap(({ name, bailoutReason }) =>
    bailoutReason === undefined ? [] : [`${name} (${bailoutReason})`],
  );
}

/** Says more only where compressing does or would save a tenth: "22 kB, br of 131 kB"; "131 kB, gzip: 24 kB". */
export function bodyWords(body: ReportBody | undefined): string {
  if (body === undefined) return '';
  const { bytesPerRequest: sent, plainBytesPerRequest: plain, encodings, gzipBytesPerRequest: gzip = sent } = body;
  if (encodings.length > 0) return `${bytes(sent)}, ${encodings.join('+')} of ${bytes(plain)}`;
  return gzip < 0.9 * sent && sent >= leastWorthCompressing ? `${bytes(sent)}, gzip: ${bytes(gzip)}` : bytes(sent);
}

/** Under the size of a network packet nothing is won. */
const leastWorthCompressing = 1400;

/** Those whose time is known part by part, the slowest first. */
export function timedRoutes(
  routes: readonly ReportRoute[],
): readonly { readonly route: ReportRoute; readonly parts: LatencyParts }[] {
  return routes
    .flatMap((route) => (route.latencyPartsMs === undefined ? [] : [{ route, parts: route.latencyPartsMs }]))
    .sort((a, b) => b.parts.mean - a.parts.mean);
}

/** "×0.85". */
export const times = (value: number): string => `×${value.toFixed(2)}`;

/** "×0.85 (0.82 to 0.88)". */
export function ratio({ value, low, high }: Ratio): string {
  return `${times(value)} (${low.toFixed(2)} to ${high.toFixed(2)})`;
}

/** Who holds the event loop for 50 ms and more, in sentences. */
export function blockingWords({ app, eventLoop }: Report): readonly string[] {
  return (eventLoop?.blocking ?? []).map(({ durationMs, count, perRequest, route, name, file, line, stack }) => {
    const place = file === undefined ? '' : ` (${file}${line === undefined ? '' : `:${line}`})`;
    const callers = stack.length < 2 ? '' : `, called from ${stack.slice(0, -1).reverse().join(' ← ')}`;
    const often =
      perRequest === undefined || route === undefined
        ? `${figures.count(count)} times${app.kind === 'server' ? ", in no request's name" : ''}`
        : `${figures.rate(perRequest)} times per ${route}`;
    return `up to ${ms(durationMs)} in ${name ?? 'a function that no sample told'}${place}${callers}; ${often}`;
  });
}

const verdictWords = {
  grows: (app: Report['app']) => `Memory grows with each ${unitOf(app)}: a leak, or a cache that still fills.`,
  none: () => 'No growth was seen.',
  unclear: (app: Report['app']) =>
    `Whether memory grows could not be told: too few ${unitsOf(app)}, or too much noise.`,
};

/** What load leaves in memory, in sentences; none where it was not measured. */
export function growthWords({ app, memory }: Report): readonly string[] {
  const growth = memory?.growth;
  if (growth === undefined) return [];
  const { verdict, requests, bytesPerRequest, interval, heapBytesPerRequest, externalBytesPerRequest, sites } = growth;
  const amount = `${bytes(bytesPerRequest)} per ${unitOf(app)} (95 % ${bytes(interval.low)} to ${bytes(interval.high)}), ${bytes(heapBytesPerRequest)} in V8's heap and ${bytes(externalBytesPerRequest)} outside, over ${amountOf(app, requests)}.`;
  return [
    `${verdictWords[verdict](app)} ${amount}`,
    ...sites.map(
      ({ name, file, line, heapBytesPerRequest: kept, interval: { low, high }, buffers }) =>
        `${bytes(kept)} per ${unitOf(app)} (95 % ${bytes(low)} to ${bytes(high)}) in the heap ${buffers ? 'for Buffers ' : ''}allocated in ${name} (${file}${line === undefined ? '' : `:${line}`})`,
    ),
  ];
}

export function revisionOf({ commit, dirty }: Report['app']): string | undefined {
  if (commit === undefined) return undefined;
  return dirty === true ? `${commit.slice(0, 10)} with changes` : commit.slice(0, 10);
}

/** The sentences under the title of every text form: cost, money, load, machine limits. */
export function headlines({ app, totals, cost, capacity, eventLoop, quality }: Report): readonly string[] {
  const per = unitOf(app);
  return [
    `${ms(totals.cpuMsPerRequest)} CPU per ${per}${between(totals.cpuMsPerRequestInterval)}, of it ${totals.gcMsPerRequest === undefined ? 'an unknown part' : ms(totals.gcMsPerRequest)} garbage collection`,
    joined([
      totals.allocatedBytesPerRequest === undefined
        ? undefined
        : `${bytes(totals.allocatedBytesPerRequest)} allocated per ${per}`,
      app.kind !== 'server'
        ? undefined
        : `${bytes(totals.bytesInPerRequest)} in and ${bytes(totals.bytesOutPerRequest)} out per request`,
    ]),
    moneyLine(totals, cost, app),
    joined([
      measuredWords(app, totals),
      latencyWords(totals.latencyMs),
      app.kind === 'script'
        ? undefined
        : `event loop ${share(totals.eventLoopUtilization)} busy${delayWords(eventLoop)}`,
      `peak RSS ${bytes(totals.rssPeakBytes)}`,
    ]),
    capacity === undefined ? '' : capacityWords(capacity),
    savedWords(quality),
    samplerWords(quality),
  ].filter((line) => line !== '');
}

function droppedWords({ dropped }: Report['totals']): string {
  return dropped === undefined ? '' : ` (${figures.count(dropped)} never sent)`;
}

/** "1,024 requests", "8.02 seconds". */
function amountOf(app: Report['app'], amount: number): string {
  return `${Number.isInteger(amount) ? figures.count(amount) : figures.rate(amount)} ${unitsOf(app)}`;
}

/** Nothing is asked of a process that is left to its work, so that nothing can fail. */
function measuredWords(app: Report['app'], totals: Report['totals']): string {
  const measured = amountOf(app, totals.requests);
  if (app.kind === 'process') return `${measured} at its own work`;
  return `${measured}, ${figures.count(totals.errors)} errors${droppedWords(totals)}`;
}

/** No cost rests on it, but whoever lets the tool near an application wants to know. */
function samplerWords({ samplerCost }: Report['quality']): string {
  if (samplerCost === undefined) return '';
  const { cpu, cpuAndAllocation, pairs } = samplerCost;
  return `while its CPU was sampled it used ${ratio(cpu)} of that CPU, with allocations ${ratio(cpuAndAllocation)}, over ${pairs} pairs; the figures here are without`;
}

function savedWords({ savedSeconds, shareHalfWidth }: Report['quality']): string {
  if (savedSeconds === undefined || shareHalfWidth === undefined) return '';
  const points = `±${(shareHalfWidth * 100).toFixed(1)} points`;
  return `ended ${Math.round(savedSeconds)} s before its time: shares of the hottest functions were known to ${points}`;
}

function moneyLine(
  totals: Report['totals'],
  { basis, egressUsdPerMillionRequests, uncertaintyShare = 0.3 }: Report['cost'],
  app: Report['app'],
): string {
  if (totals.usdPerMillionRequests === undefined || basis === undefined) return '';
  return joined([
    `${unitUsd(totals.usdPerMillionRequests)} of compute per million ${unitsOf(app)} on ${basis.provider} ${basis.sku}, ${basis.region} (±${Math.round(uncertaintyShare * 100)} %)`,
    totals.usdPerMonth === undefined ? undefined : `${usd(totals.usdPerMonth)} a month at the stated traffic`,
    egressUsdPerMillionRequests === undefined
      ? undefined
      : `${unitUsd(egressUsdPerMillionRequests)} per million requests for bytes out`,
  ]);
}

function latencyWords({ p50, p90, p95, p99, p999, max }: LoadEvidence['latencyMs']): string | undefined {
  const known = Object.entries({ p50, p90, p95, p99, 'p99.9': p999, max }).filter(([, value]) => value !== undefined);
  return known.length === 0 ? undefined : known.map(([name, value]) => `${name} ${ms(value)}`).join(', ');
}

/** The highest percentile that there were enough beats for. */
function delayWords(eventLoop: Report['eventLoop']): string {
  const { p99, max } = eventLoop?.delayMs ?? {};
  if (p99 !== undefined) return `, late by p99 ${ms(p99)}`;
  return max === undefined ? '' : `, late by at most ${ms(max)}`;
}

function capacityWords(capacity: NonNullable<Report['capacity']>): string {
  const { bindingResource } = capacity;
  const perCore = ratePerCore(capacity);
  const bound = bindingResource === undefined ? undefined : `bound by ${resourceWords[bindingResource]}`;
  if (perCore === undefined) return bound === undefined ? '' : `${bound}, not by CPU`;
  return [`about ${rate(perCore)} requests per second per core`, bound].filter((text) => text !== undefined).join(', ');
}

function joined(parts: readonly (string | undefined)[]): string {
  return parts.filter((part) => part !== undefined).join(' · ');
}

/** Where the requests came from; what was left out stands among the warnings. */
export function loadWords({ load }: Report): readonly string[] {
  if (load === undefined) return [];
  const counts = new Map<RequestSource, number>();
  for (const { source = 'scenario' } of load.requests) counts.set(source, (counts.get(source) ?? 0) + 1);
  const files = (source: RequestSource): string =>
    load.files
      .filter((each) => each.source === source)
      .map(({ file }) => file)
      .join(', ');
  const words = [...counts].map(([source, count]) => {
    const from = files(source);
    return `${figures.count(count)} ${count === 1 ? 'request' : 'requests'} ${sourceWords[source]}${from === '' ? '' : ` (${from})`}`;
  });
  const helped = load.files.filter(({ source }) => !counts.has(source)).map(({ file }) => file);
  return helped.length === 0 ? words : [...words, `values for them from ${helped.join(', ')}`];
}

const sourceWords: Readonly<Record<RequestSource, string>> = {
  scenario: 'of the scenario',
  discovered: 'to routes found in the running application',
  openapi: 'of the OpenAPI document',
  http: 'of .http files',
  har: 'of a recording',
};

/** What other load engines measured, one sentence each. */
export function evidenceWords({ loadEvidence = [] }: Report): readonly string[] {
  return loadEvidence.map(({ engine, file, requests, failed, requestsPerSecond, latencyMs }) =>
    joined([
      `${engine} (${file}): ${figures.count(requests)} requests${failed === undefined ? '' : `, ${figures.count(failed)} failed`}`,
      requestsPerSecond === undefined ? undefined : `${rate(requestsPerSecond)} requests/s`,
      latencyWords(latencyMs),
    ]),
  );
}

/** Who calls whom on the way to a finding; nothing where that is not known. */
export function wayWords(stack: ReportAdvice['stack']): readonly string[] {
  return stack === undefined ? [] : [`Called by way of ${stack.map(({ name }) => name).join(' → ')}`];
}
