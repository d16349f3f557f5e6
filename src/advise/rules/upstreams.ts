/** What is asked of other services: how often, over which connections, and for how much. */
import { routeName } from '../../model/format.ts';
import { seen } from '../../model/observation.ts';
import { isFunction } from '../../model/source-syntax.ts';
import type { Priced } from '../../model/priced.ts';
import type { ReportFunction } from '../../model/report-code.ts';
import type { ReportRoute, ReportUpstream } from '../../model/report-load.ts';
import { costsBelow, type CostBelow } from '../below.ts';
import type { Evidence } from '../evidence.ts';
import type { Claim, Found, Rule } from '../rule.ts';
import { callsIn, loopsAround, walk, type Node } from '../syntax.ts';
import { waitingLoopOf } from './awaits.ts';

/** A request under way when its slice ends leaves a call out on one side of the end. */
const leastCalls = 2.9;
/** Other protocols' round trips are of any kind: two statements and a commit are no pattern yet. */
const leastRoundTrips = 4.9;

interface Asked {
  readonly method: string;
  readonly path: string;
  readonly share: number;
  readonly callsPerRequest: number;
  readonly waitingMs: number | undefined;
  /** Of the handler. */
  readonly file: string | undefined;
  readonly line: number | undefined;
}

/** One request asks the same of the same service, again and again. */
export const repeatedUpstream: Rule = {
  id: 'repeated-upstream',
  find: (evidence) => {
    const { priced } = evidence;
    const { upstreams = [] } = priced;
    const asking = costsBelow(priced, askingKind).filter(({ kind }) => kind === 'asking');
    const calls = sum(upstreams.filter(isHttp).map(({ callsPerRequest }) => callsPerRequest));
    return upstreams.flatMap((upstream): readonly Found[] => {
      const least = isHttp(upstream) ? leastCalls : leastRoundTrips;
      const often = askedBy(upstream, priced).filter(({ callsPerRequest }) => callsPerRequest >= least);
      const [most] = [...often].sort((a, b) => b.callsPerRequest - a.callsPerRequest);
      if (most === undefined) return [];
      // All but one of them, over the mix.
      const spared = sum(often.map(({ callsPerRequest, share }) => (callsPerRequest - 1) * share));
      const part = isHttp(upstream) && calls > 0 ? Math.min(1, spared / calls) : 0;
      const site = loopFor(siteOf(upstream, evidence), most, evidence);
      return [
        {
          rule: 'repeated-upstream',
          certainty: site.inLoop ? 'certain' : isHttp(upstream) ? 'likely' : 'lookHere',
          ...site.place,
          route: `${most.method} ${most.path}`,
          cpuMs: part * (sum(asking.map(({ cpuMs }) => cpuMs)) + unnamedOf(priced, calls)),
          ...waitOf(upstream, often),
          facts: { upstream: nameOf(upstream), calls: most.callsPerRequest },
          because: [
            seen('asked', {
              ...{ upstream: nameOf(upstream), calls: most.callsPerRequest, route: `${most.method} ${most.path}` },
            }),
            ...(site.inLoop ? [seen('inLoop')] : []),
          ],
          claims: claimsOf(asking, priced, part),
          effort: 2,
        },
      ];
    });
  },
};

/** Of all calls: as many connections are opened. A pool that grows under load opens a few. */
const fewReused = 0.5;

/** Each call pays for a connection of its own. */
export const withoutKeepAlive: Rule = {
  id: 'upstream-without-keep-alive',
  find: (evidence) => {
    const { priced } = evidence;
    const connecting = costsBelow(priced, askingKind).filter(({ kind }) => kind === 'connecting');
    const opened = (upstream: ReportUpstream) => upstream.callsPerRequest * (upstream.connectionsPerCall ?? 0);
    const all = sum((priced.upstreams ?? []).map(opened));
    return (priced.upstreams ?? []).flatMap((upstream): readonly Found[] => {
      const { connectionsPerCall = 0 } = upstream;
      if (connectionsPerCall < fewReused || !(all > 0)) return [];
      const part = opened(upstream) / all;
      return [
        {
          rule: 'upstream-without-keep-alive',
          certainty: 'certain',
          ...siteOf(upstream, evidence).place,
          cpuMs: part * sum(connecting.map(({ cpuMs }) => cpuMs)),
          facts: { upstream: nameOf(upstream), connections: connectionsPerCall },
          because: [seen('connected', { perCall: connectionsPerCall, perRequest: opened(upstream) })],
          claims: claimsOf(connecting, priced, part),
          effort: 1,
        },
      ];
    });
  },
};

/** Below this nothing is won; and of what is read, so little is sent that most of it is not used. */
const muchRead = 20_000;
const timesSent = 5;

/** Much is read from others, and little of it is sent on. */
export const overFetch: Rule = {
  id: 'upstream-over-fetch',
  find: (evidence) =>
    evidence.priced.routes.flatMap((route): readonly Found[] => {
      const read = route.outgoing?.bytesInPerRequest ?? 0;
      const sent = route.body?.plainBytesPerRequest;
      if (sent === undefined || read < muchRead || read < timesSent * sent) return [];
      const upstream = largestFor(route, evidence.priced);
      const place = upstream === undefined ? {} : siteOf(upstream, evidence).place;
      return [
        {
          rule: 'upstream-over-fetch',
          // A sum of many rows is small too: that it cannot be asked for, is not known here.
          certainty: 'lookHere',
          ...(place.file === undefined ? handlerOf(route) : place),
          route: routeName(route),
          cpuMs: 0,
          bytesIn: (read - sent) * route.share,
          facts: { bytesIn: read, bytes: sent, route: routeName(route) },
          effort: 2,
        },
      ];
    }),
};

/** Node.js's own client, and the packages that stand between it and an application. */
const clients = /^node:(_http_client|internal\/deps\/undici\/)/;
const clientPackages = new Set([
  ...['undici', 'axios', 'got', 'node-fetch', 'cross-fetch', 'superagent', 'needle', 'request', 'ky', 'ofetch'],
]);
const connects =
  /^(connect|internalConnect\w*|lookupAndConnect\w*|afterConnect\w*|createConnection|createSocket|onConnectSecure|onConnectEnd|TLSSocket)$/;
const connectFiles = /^node:(net|tls|_tls_wrap|https|_http_agent|internal\/tls)/;

function askingKind({ file, name, package: owner }: ReportFunction): 'connecting' | 'asking' | undefined {
  const last = name.split('.').at(-1) ?? '';
  if (connectFiles.test(file) && connects.test(last)) return 'connecting';
  return clients.test(file) || clientPackages.has(owner ?? '') ? 'asking' : undefined;
}

/**
 * Reading and writing of sockets, and the turns of the event loop that go with it, are in nobody's name: asking has a part of it as
 * answering has, by exchanges.
 */
function unnamedOf(priced: Priced, calls: number): number {
  const { functions, stacks } = priced;
  const owned: boolean[] = [];
  let cpuMs = 0;
  stacks.parent.forEach((parent, node) => {
    const fn = functions[stacks.function[node] ?? -1];
    const isOwned = owned[parent] === true || fn?.origin === 'app' || fn?.origin === 'dependency';
    owned[node] = isOwned || (fn !== undefined && askingKind(fn) !== undefined);
    if (!owned[node] && fn !== undefined) cpuMs += stacks.selfCpuMsPerRequest[node] ?? 0;
  });
  return (cpuMs * calls) / (1 + calls);
}

function claimsOf(costs: readonly CostBelow<unknown>[], { functions }: Priced, part: number): readonly Claim[] {
  return costs.flatMap(({ caller, cpuMs }) => {
    const fn = functions[caller ?? -1];
    return fn === undefined ? [] : [{ file: fn.file, function: fn.name, cpuMs: cpuMs * part }];
  });
}

/** By route; of an application with one request, which is not driven alone, that one. */
function askedBy({ routes = [], callsPerRequest }: ReportUpstream, priced: Priced): readonly Asked[] {
  const of = ({ method, path, share, latencyPartsMs, file, line }: ReportRoute, calls: number): Asked => ({
    ...{ method, path, share, file, line },
    callsPerRequest: calls,
    waitingMs: latencyPartsMs?.waiting,
  });
  const [only, ...others] = priced.routes;
  if (routes.length === 0) return only === undefined || others.length > 0 ? [] : [of(only, callsPerRequest)];
  return routes.flatMap((asked) => {
    const route = priced.routes.find(({ method, path }) => method === asked.method && path === asked.path);
    return route === undefined ? [] : [of(route, asked.callsPerRequest)];
  });
}

/** As if one waited for the other, and no more than the requests wait at all: a ceiling. */
function waitOf({ meanMs }: ReportUpstream, asked: readonly Asked[]): Pick<Found, 'waitMs' | 'mostWaitMs'> {
  if (meanMs === undefined || asked.some(({ waitingMs }) => waitingMs === undefined)) return {};
  const waitMs = sum(
    asked.map(
      ({ callsPerRequest, share, waitingMs = 0 }) =>
        Math.min((callsPerRequest - 1) * meanMs, waitingMs * (1 - 1 / callsPerRequest)) * share,
    ),
  );
  return { waitMs, mostWaitMs: sum(asked.map(({ waitingMs = 0, share }) => waitingMs * share)) };
}

interface Site {
  readonly place: Pick<Found, 'file' | 'line' | 'waitsAt' | 'function'>;
  readonly inLoop: boolean;
}

/** The application's line that asks most. */
function siteOf({ callSites = [] }: ReportUpstream, { priced, programOf }: Evidence): Site {
  const site = callSites.find(({ file }) => priced.sources?.has(file) === true && !/(^|\/)node_modules\//.test(file));
  if (site === undefined) return { place: {}, inLoop: false };
  const { file, line } = site;
  const program = programOf(file);
  const around = program === undefined ? [] : loopsOf(program, line);
  const name = site.name === '' ? functionAround(program, line, priced.functions, file) : site.name;
  const [outer] = around;
  const lines: readonly [number, number] =
    outer === undefined ? [line, line] : [outer.loc.start.line, outer.loc.end.line];
  return {
    place: { ...placeAt(file, line, lines), ...(name === undefined ? {} : { function: name }) },
    inLoop: around.length > 0,
  };
}

/** Where a function that many share asks, the loop of the handler is the place to be mended. */
function loopFor(site: Site, { file, line }: Asked, evidence: Evidence): Site {
  const loop = site.inLoop ? undefined : waitingLoopOf({ ...handlerOf({ file, line }) }, evidence);
  if (loop === undefined || file === undefined) return site;
  const name = functionAround(evidence.programOf(file), loop.line, evidence.priced.functions, file);
  const place = placeAt(file, loop.line, [loop.line, loop.endLine]);
  return { place: { ...place, ...(name === undefined ? {} : { function: name }) }, inLoop: true };
}

function placeAt(file: string, line: number, [from, to]: readonly [number, number]): Site['place'] {
  return {
    file,
    line,
    waitsAt: Array.from({ length: to - from + 1 }, (_, index) => `${file}:${from + index}`),
  };
}

function loopsOf(program: Node, line: number): readonly Node[] {
  const calls = callsIn({ node: program, above: [] }).filter(({ node }) => node.loc.start.line === line);
  return calls.map(({ node, above }) => loopsAround(node, above)).find((around) => around.length > 0) ?? [];
}

/** The name by which the profile knows the innermost function around a line. */
function functionAround(
  program: Node | undefined,
  line: number,
  functions: readonly ReportFunction[],
  file: string,
): string | undefined {
  let inner: Node | undefined;
  if (program !== undefined)
    walk(program, (node) => {
      if (isFunction(node) && node.loc.start.line <= line && node.loc.end.line >= line) inner = node;
    });
  const start = inner?.loc.start.line;
  return functions.find((fn) => fn.file === file && fn.line === start)?.name;
}

/** Whatever this route reads most from. */
function largestFor({ method, path }: ReportRoute, { upstreams = [], routes }: Priced): ReportUpstream | undefined {
  const read = (upstream: ReportUpstream) =>
    routes.length === 1
      ? upstream.bytesInPerRequest
      : (upstream.routes?.find((each) => each.method === method && each.path === path)?.bytesInPerRequest ?? 0);
  const [most] = [...upstreams].sort((a, b) => read(b) - read(a));
  return most !== undefined && read(most) > 0 ? most : undefined;
}

function handlerOf({
  file,
  line,
}: {
  readonly file?: string | undefined;
  readonly line?: number | undefined;
}): Pick<Found, 'file' | 'line'> {
  return { ...(file === undefined ? {} : { file }), ...(line === undefined ? {} : { line }) };
}

function isHttp({ protocol }: ReportUpstream): boolean {
  return protocol === 'http' || protocol === 'https';
}

function nameOf({ method, host, path }: ReportUpstream): string {
  return `${method === undefined ? '' : `${method} `}${host}${path ?? ''}`;
}

function sum(values: readonly number[]): number {
  return values.reduce((all, value) => all + value, 0);
}
