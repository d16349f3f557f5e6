/** Which of the hosts in a recording is the application that is measured. */
import { isLoopback } from '../../model/safety.ts';
import type { HarEntry } from './har-entry.ts';

export interface HarHost {
  /** With its port, as in a URL. */
  readonly host: string;
  readonly isLoopback: boolean;
  readonly others: readonly { readonly host: string; readonly requests: number }[];
}

interface Count {
  readonly hostname: string;
  requests: number;
  hasPage: boolean;
}

/**
 * This machine's where there is one: the one that was asked most often. Else the page's, since pages ask other hosts for most of what
 * they show; else the one that was asked most often. The first of equals.
 */
export function harHost(entries: readonly HarEntry[]): HarHost | undefined {
  const counts = new Map<string, Count>();
  for (const { url, isPage } of entries) {
    const { protocol, host, hostname } = URL.canParse(url) ? new URL(url) : { protocol: '', host: '', hostname: '' };
    if (!/^https?:$/.test(protocol)) continue;
    const count = counts.get(host) ?? { hostname, requests: 0, hasPage: false };
    count.requests += 1;
    count.hasPage ||= isPage;
    counts.set(host, count);
  }
  const all = [...counts].map(([host, count]) => ({ host, ...count, isLoopback: isLoopback(count.hostname) }));
  const own = all.filter((each) => each.isLoopback);
  const pages = all.filter(({ hasPage }) => hasPage);
  // A page in a frame is not the page: the first one is.
  const chosen = own.length > 0 ? mostAsked(own) : (pages[0] ?? mostAsked(all));
  if (chosen === undefined) return undefined;
  const others = all.filter((each) => each !== chosen).map(({ host, requests }) => ({ host, requests }));
  return { host: chosen.host, isLoopback: chosen.isLoopback, others };
}

function mostAsked<T extends Count>(counts: readonly T[]): T | undefined {
  return counts.reduce<T | undefined>(
    (most, each) =>
      most === undefined ||
      each.requests > most.requests ||
      (each.requests === most.requests && each.hasPage && !most.hasPage)
        ? each
        : most,
    undefined,
  );
}
