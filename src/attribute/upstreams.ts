/**
 * What is asked of others: per request of the mix, and per request of each route that was driven alone. Slices in which it is
 * noted are for nothing else, so that noting it costs no figure anything.
 */
import type { ProfiledCallSite, ProfiledOutgoing, Profile } from '../model/profile.ts';
import type { Slice } from '../model/recorded-slice.ts';
import type { RecordedRequest, Recording } from '../model/recording.ts';
import type { Outgoing, ReportUpstream } from '../model/report-load.ts';
import { completedIn } from './slices.ts';
import { sum } from './statistics.ts';

/** The places that ask most. */
const mostSites = 5;

/** Most bytes and calls first; undefined where nothing was noted, because nobody was asked or the recording is older. */
export function costUpstreams(
  { requests, slices }: Recording,
  { outgoing = [] }: Profile,
): readonly ReportUpstream[] | undefined {
  const mix = outgoing.filter(({ requestIndex }) => requestIndex === undefined);
  const completed = completedBy(slices, undefined);
  if (completed === 0) return undefined;
  return groupBy(mix, upstreamKey)
    .map((rows) => {
      const calls = sum(rows.map((row) => row.calls));
      const connections = sum(rows.map((row) => row.connections));
      const [{ protocol, host, method, path } = {}] = rows;
      const isHttp = protocol === 'http' || protocol === 'https';
      const sites = callSitesOf(rows);
      const perRoute = routesOf(requests, slices, outgoing, rows);
      return {
        protocol: protocol ?? 'tcp',
        host: host ?? '',
        ...(method === undefined ? {} : { method }),
        ...(path === undefined ? {} : { path }),
        ...outgoingOf(rows, completed),
        ...(calls === 0 ? {} : { connectionsPerCall: connections / calls }),
        ...(calls === 0 || !isHttp ? {} : { meanMs: sum(rows.map(({ durationUs }) => durationUs)) / 1000 / calls }),
        ...(calls === 0 || !isHttp ? {} : { errorShare: sum(rows.map(({ errors }) => errors)) / calls }),
        ...(sites.length === 0 ? {} : { callSites: sites }),
        ...(perRoute.length === 0 ? {} : { routes: perRoute }),
      };
    })
    .filter(({ callsPerRequest, bytesOutPerRequest }) => callsPerRequest > 0 || bytesOutPerRequest > 0)
    .sort((a, b) => b.callsPerRequest - a.callsPerRequest || b.bytesInPerRequest - a.bytesInPerRequest);
}

/** All upstreams of the requests to one route together; nothing where it was not driven alone. */
export function outgoingOfRoute(
  { requests, slices }: Recording,
  { outgoing = [] }: Profile,
  indices: readonly number[],
): { readonly outgoing?: Outgoing } {
  const parts = indices.map((index) => {
    const alone = requests.length === 1 ? undefined : index;
    const completed = completedBy(slices, alone);
    const rows = outgoing.filter(({ requestIndex }) => requestIndex === alone);
    return { completed, weight: requests[index]?.share ?? 0, ...outgoingOf(rows, completed) };
  });
  const weight = sum(parts.map((part) => part.weight));
  if (weight === 0 || parts.some(({ completed }) => completed === 0)) return {};
  const mean = (figure: (part: Outgoing) => number): number =>
    sum(parts.map((part) => figure(part) * part.weight)) / weight;
  return {
    outgoing: {
      callsPerRequest: mean(({ callsPerRequest }) => callsPerRequest),
      bytesOutPerRequest: mean(({ bytesOutPerRequest }) => bytesOutPerRequest),
      bytesInPerRequest: mean(({ bytesInPerRequest }) => bytesInPerRequest),
    },
  };
}

type Counted = Pick<ProfiledOutgoing, 'calls' | 'bytesOut' | 'bytesIn'>;

function outgoingOf(rows: readonly Counted[], completed: number): Outgoing {
  return {
    callsPerRequest: sum(rows.map(({ calls }) => calls)) / completed,
    bytesOutPerRequest: sum(rows.map(({ bytesOut }) => bytesOut)) / completed,
    bytesInPerRequest: sum(rows.map(({ bytesIn }) => bytesIn)) / completed,
  };
}

/** Routes that ask this upstream, by how often. */
function routesOf(
  requests: readonly RecordedRequest[],
  slices: readonly Slice[],
  outgoing: readonly ProfiledOutgoing[],
  [first]: readonly ProfiledOutgoing[],
): NonNullable<ReportUpstream['routes']> {
  if (first === undefined) return [];
  const key = upstreamKey(first);
  const rows = outgoing.filter((row) => row.requestIndex !== undefined && upstreamKey(row) === key);
  return groupBy(rows, ({ requestIndex }) => routeKey(requests[requestIndex ?? -1]))
    .map((ofRoute) => {
      const indices = new Set(ofRoute.map(({ requestIndex }) => requestIndex));
      const { method = '', route = '' } = requests[ofRoute[0]?.requestIndex ?? -1] ?? {};
      const completed = sum([...indices].map((index) => completedBy(slices, index)));
      return { method, path: route, ...outgoingOf(ofRoute, completed) };
    })
    .filter(({ callsPerRequest, bytesOutPerRequest }) => callsPerRequest > 0 || bytesOutPerRequest > 0)
    .sort((a, b) => b.callsPerRequest - a.callsPerRequest);
}

function callSitesOf(rows: readonly ProfiledOutgoing[]): NonNullable<ReportUpstream['callSites']> {
  const sites = rows.flatMap(({ callSites }) => callSites);
  const all = sum(sites.map(({ count }) => count));
  return groupBy(sites, ({ file, line }) => `${file}:${line}`)
    .map((same) => {
      const [{ name, file, line }] = same as [ProfiledCallSite];
      return { name, file, line, share: sum(same.map(({ count }) => count)) / all };
    })
    .sort((a, b) => b.share - a.share)
    .slice(0, mostSites);
}

function completedBy(slices: readonly Slice[], requestIndex: number | undefined): number {
  return sum(
    slices.filter((slice) => slice.kind === 'outgoing' && slice.requestIndex === requestIndex).map(completedIn),
  );
}

function upstreamKey({ protocol, host, method, path }: ProfiledOutgoing): string {
  return JSON.stringify([protocol, host, method, path]);
}

function routeKey(request: RecordedRequest | undefined): string {
  return request === undefined ? '' : `${request.method} ${request.route}`;
}

function groupBy<T>(items: readonly T[], keyOf: (item: T) => string): readonly (readonly T[])[] {
  const groups = new Map<string, T[]>();
  for (const item of items) groups.set(keyOf(item), [...(groups.get(keyOf(item)) ?? []), item]);
  return [...groups.values()];
}
