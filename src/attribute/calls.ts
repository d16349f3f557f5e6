/** How often each function is called for a request, by route: counted while requests were driven alone. */
import type { Profile, ProfiledCalls } from '../model/profile.ts';
import type { RecordedRequest } from '../model/recording.ts';
import type { CallsOfRoute } from '../model/report-code.ts';
import { sum } from './statistics.ts';

const mostRoutes = 5;
/** Less is no part of answering: a timer's job that happened to fall into the slice. */
const leastCalls = 0.1;

/** By function of the Profile; routes that call it most first. */
export function callsByFunction(
  { calls = [] }: Profile,
  requests: readonly RecordedRequest[],
): ReadonlyMap<number, readonly CallsOfRoute[]> {
  const found = new Map<number, CallsOfRoute[]>();
  for (const rows of byRoute(calls, requests)) {
    const [first] = rows;
    const { method, route } = requests[first?.requestIndex ?? -1] ?? {};
    if (method === undefined || route === undefined) continue;
    const counts = new Map<number, number>();
    for (const { functions } of rows)
      for (const { function: index, count } of functions) counts.set(index, (counts.get(index) ?? 0) + count);
    const completed = completedIn(rows);
    for (const [index, count] of counts) {
      const callsPerRequest = count / completed;
      if (callsPerRequest < leastCalls) continue;
      found.set(index, [...(found.get(index) ?? []), { method, path: route, callsPerRequest }]);
    }
  }
  return new Map(
    [...found].map(([index, routes]) => [
      index,
      routes.sort((a, b) => b.callsPerRequest - a.callsPerRequest).slice(0, mostRoutes),
    ]),
  );
}

/** Each request once, however many threads were counted while it was driven. */
function completedIn(rows: readonly ProfiledCalls[]): number {
  return sum([...new Map(rows.map(({ requestIndex, completed }) => [requestIndex, completed])).values()]);
}

function byRoute(
  calls: readonly ProfiledCalls[],
  requests: readonly RecordedRequest[],
): readonly (readonly ProfiledCalls[])[] {
  const groups = new Map<string, ProfiledCalls[]>();
  for (const each of calls) {
    const { method = '', route = '' } = requests[each.requestIndex] ?? {};
    const key = `${method} ${route}`;
    groups.set(key, [...(groups.get(key) ?? []), each]);
  }
  return [...groups.values()];
}
