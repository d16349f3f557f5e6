/** What of a file is not sent, in a few lines: each reason once, with the hosts or the first requests it is of. */
import type { LeftOutRequest } from './scenario.ts';
import { shownPath } from './without-secrets.ts';

/** Of a reason; the rest is a number. */
const mostNames = 8;

/** A sentence for each reason, in the order in which they come. */
export function leftOutLines(leftOut: readonly LeftOutRequest[]): readonly string[] {
  return leftOutByReason(leftOut).map((each) => `Left out, ${each}.`);
}

/** `another host (3): a.example.com (2), b.example.com (1)`. */
export function leftOutByReason(leftOut: readonly LeftOutRequest[]): readonly string[] {
  const byReason = new Map<string, LeftOutRequest[]>();
  for (const each of leftOut) {
    const known = byReason.get(each.reason);
    if (known === undefined) byReason.set(each.reason, [each]);
    else known.push(each);
  }
  return [...byReason].map(([reason, all]) => `${reason} (${all.length}): ${named(all)}`);
}

function named(all: readonly LeftOutRequest[]): string {
  const names = all.some(isOfOtherHost) ? hostsOf(all) : all.map(({ method, path }) => `${method} ${shownPath(path)}`);
  const unique = [...new Set(names)];
  const rest = unique.length - mostNames;
  return [...unique.slice(0, mostNames), ...(rest > 0 ? [`${rest} more`] : [])].join(', ');
}

function isOfOtherHost({ path }: LeftOutRequest): boolean {
  return /^[\w.-]+(?::\d+)?\//.test(path);
}

/** `cdn.example.com (12)`: those with the most requests first. */
function hostsOf(all: readonly LeftOutRequest[]): readonly string[] {
  const counts = new Map<string, number>();
  for (const { path } of all) {
    const host = path.split('/', 1)[0] ?? '';
    counts.set(host, (counts.get(host) ?? 0) + 1);
  }
  return [...counts].sort(([, a], [, b]) => b - a).map(([host, count]) => `${host} (${count})`);
}
