/**
 * In: a HAR recording, parsed. Out: the requests to the application itself, each once, weighted by how often it was recorded.
 * Cookies and headers that look secret are left behind: they belong to the person who recorded them.
 */
import { looksDestructive } from '../../model/safety.ts';
import { looksSecret } from '../../model/secrets.ts';
import type { LeftOutRequest, ScenarioRequest } from '../../model/scenario.ts';
import { harEntries, type HarEntry } from './har-entry.ts';
import { harHost, type HarHost } from './har-host.ts';

export interface HarRequests {
  readonly requests: readonly ScenarioRequest[];
  readonly leftOut: readonly LeftOutRequest[];
  readonly warnings: readonly string[];
}

/**
 * What belongs to one connection, one browser or one moment. Without conditional headers the application answers in full
 * instead of 304, which is what a new visitor costs.
 */
const dropped =
  /^(:.*|host|connection|content-length|transfer-encoding|keep-alive|upgrade.*|te|trailer|user-agent|referer|origin|if-(none-match|modified-since|match|unmodified-since|range)|cache-control|pragma|priority|dnt|sec-.*)$/i;

/** undefined where the value is no HAR recording. */
export function readHar(document: unknown): HarRequests | undefined {
  const found = harEntries(document);
  if (found === undefined) return undefined;
  const host = harHost(found.entries);
  const leftOut = new Map<string, LeftOutRequest>();
  const requests = new Map<string, ScenarioRequest & { readonly weight: number }>();
  const secrets = new Set<string>();
  for (const entry of found.entries) {
    const { method, path, reason } = judge(entry, host?.host);
    if (reason !== undefined) {
      leftOut.set(`${method} ${path}`, { method, path, reason });
      continue;
    }
    const { request, secret } = toRequest(entry, path);
    for (const name of secret) secrets.add(name);
    const key = JSON.stringify([method, path, request.body, request.bodyBase64, request.headers]);
    requests.set(key, { ...request, weight: (requests.get(key)?.weight ?? 0) + 1 });
  }
  const warnings = [...warningsOf(host, [...secrets]), ...withoutRequest(found.without)];
  return { requests: [...requests.values()], leftOut: [...leftOut.values()], warnings };
}

/** As much of an address as a person needs to find it again. */
const shownCharacters = 80;

/** Addresses are absolute in a recording; some tools write the path alone. */
function urlOf(address: string, host: string | undefined): URL | undefined {
  const isPath = address.startsWith('/') && !address.startsWith('//');
  const base = isPath ? `http://${host ?? 'localhost'}` : undefined;
  return URL.canParse(address, base) ? new URL(address, base) : undefined;
}

function judge(
  { method: recorded, url: address, headers, status }: HarEntry,
  host: string | undefined,
): { readonly method: string; readonly path: string; readonly reason?: string } {
  const method = recorded === '' ? 'ALL' : recorded;
  const url = urlOf(address, host);
  if (url === undefined)
    return { method, path: address.slice(0, shownCharacters), reason: 'its address cannot be read' };
  if (!/^https?:$/.test(url.protocol)) {
    const place = url.host === host ? url.pathname : url.host + url.pathname;
    const path = /^wss?:$/.test(url.protocol) ? place : `${url.protocol}…`;
    return { method, path, reason: `${url.protocol.slice(0, -1)} is not replayed` };
  }
  const path = asIs(url.pathname + withoutSecrets(url).search);
  const at = { method, path };
  if (host !== undefined && url.host !== host) return { ...at, path: url.host + url.pathname, reason: 'another host' };
  if (recorded === '') return { ...at, reason: 'its method was not recorded' };
  if (method === 'OPTIONS' || method === 'CONNECT') return { ...at, reason: 'the browser asked, not the user' };
  if (looksDestructive(method, path)) return { ...at, reason: 'looks destructive' };
  if (status >= 400) return { ...at, reason: `answered ${status} when it was recorded` };
  const braces = Object.entries(headers).find(([name, value]) => isSent(name) && asIs(value) !== value);
  if (braces !== undefined) return { ...at, reason: `its header ${braces[0]} holds what would be filled in` };
  return at;
}

/** Foreign braces are no placeholders of ours. */
function asIs(path: string): string {
  return /\{\{|\$\{env:/.test(path) ? path.replaceAll('{', '%7B').replaceAll('}', '%7D') : path;
}

function withoutSecrets(url: URL): URL {
  const pairs = [...url.searchParams];
  const kept = pairs.filter(([name]) => !looksSecret(name));
  if (kept.length === pairs.length) return url;
  const copy = new URL(url);
  copy.search = new URLSearchParams(kept).toString();
  return copy;
}

function isSent(header: string): boolean {
  return !dropped.test(header) && !looksSecret(header);
}

function toRequest(
  { method, url, headers, body }: HarEntry,
  path: string,
): { readonly request: ScenarioRequest; readonly secret: readonly string[] } {
  const names = Object.keys(headers);
  const query = URL.canParse(url) ? [...new URL(url).searchParams.keys()].filter(looksSecret) : [];
  const kept = Object.entries(headers).filter(([name]) => isSent(name));
  return {
    request: { method, path, headers: Object.fromEntries(kept), ...body },
    secret: [...names.filter(looksSecret), ...query],
  };
}

function warningsOf(host: HarHost | undefined, secrets: readonly string[]): readonly string[] {
  return [
    ...(host !== undefined && !host.isLoopback
      ? [`The recording was made at ${host.host}; its requests are sent to the application on this machine.`]
      : []),
    ...(host === undefined || host.others.length === 0 ? [] : [otherHosts(host)]),
    ...(secrets.length === 0
      ? []
      : [
          `What looks like a secret was left behind (${secrets.join(', ')}): requests that need it will fail. Log in with a "setup" step of the scenario instead.`,
        ]),
  ];
}

/** More than so many are of advertisers, not of the application. */
const mostHosts = 5;

function otherHosts({ host, others }: HarHost): string {
  const names = [...others].sort((a, b) => b.requests - a.requests).map((each) => each.host);
  const rest = names.length - mostHosts;
  const named = [...names.slice(0, mostHosts), ...(rest > 0 ? [`${rest} more`] : [])].join(', ');
  return `Of the recording, only the requests to ${host} are sent, and none to other hosts: ${named}.`;
}

function withoutRequest(count: number): readonly string[] {
  return count === 0 ? [] : [`${count} entries of the recording hold no request.`];
}
