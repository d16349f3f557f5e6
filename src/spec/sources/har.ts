/**
 * In: a HAR recording, parsed. Out: the requests to the application itself, each once, weighted by how often it was recorded.
 * Cookies and headers that look secret are left behind: they belong to the person who recorded them.
 */
import { isLoopback, looksDestructive } from '../../model/safety.ts';
import { looksSecret } from '../../model/secrets.ts';
import type { LeftOutRequest, ScenarioRequest } from '../../model/scenario.ts';

export interface HarRequests {
  readonly requests: readonly ScenarioRequest[];
  readonly leftOut: readonly LeftOutRequest[];
  readonly warnings: readonly string[];
}

interface NameValue {
  readonly name: string;
  readonly value: string;
}

interface Entry {
  readonly request: {
    readonly method: string;
    readonly url: string;
    readonly headers?: readonly NameValue[];
    readonly postData?: { readonly mimeType?: string; readonly text?: string; readonly params?: readonly NameValue[] };
  };
  readonly response?: { readonly status?: number };
}

/**
 * What belongs to one connection, one browser or one moment. Without conditional headers the application answers in full
 * instead of 304, which is what a new visitor costs.
 */
const dropped =
  /^(:.*|host|connection|content-length|transfer-encoding|keep-alive|upgrade.*|te|trailer|user-agent|referer|origin|if-(none-match|modified-since|match|unmodified-since|range)|cache-control|pragma|priority|dnt|sec-.*)$/i;

/** undefined where the value is no HAR recording. */
export function readHar(document: unknown): HarRequests | undefined {
  const entries = entriesOf(document);
  if (entries === undefined) return undefined;
  const host = hostOf(entries);
  const leftOut = new Map<string, LeftOutRequest>();
  const requests = new Map<string, ScenarioRequest & { readonly weight: number }>();
  const secrets = new Set<string>();
  for (const entry of entries) {
    const { method, path, reason } = judge(entry, host);
    if (reason !== undefined) {
      leftOut.set(`${method} ${path}`, { method, path, reason });
      continue;
    }
    const { request, secret } = toRequest(entry, path);
    for (const name of secret) secrets.add(name);
    const key = JSON.stringify([method, path, request.body, request.headers]);
    requests.set(key, { ...request, weight: (requests.get(key)?.weight ?? 0) + 1 });
  }
  return { requests: [...requests.values()], leftOut: [...leftOut.values()], warnings: warningsOf(host, [...secrets]) };
}

function entriesOf(document: unknown): readonly Entry[] | undefined {
  const { log } = (document ?? {}) as { readonly log?: { readonly entries?: unknown } };
  if (!Array.isArray(log?.entries)) return undefined;
  return (log.entries as readonly Partial<Entry>[]).filter(
    (entry): entry is Entry => typeof entry.request?.url === 'string' && typeof entry.request.method === 'string',
  );
}

/** The application's own host: this machine's where it was recorded here, else that of the first request. */
function hostOf(entries: readonly Entry[]): string | undefined {
  const urls = entries.flatMap(({ request: { url } }) => (URL.canParse(url) ? [new URL(url)] : []));
  return (urls.find(({ hostname }) => isLoopback(hostname)) ?? urls[0])?.host;
}

function judge(
  { request, response }: Entry,
  host: string | undefined,
): { readonly method: string; readonly path: string; readonly reason?: string } {
  const url = new URL(request.url, `http://${host ?? 'localhost'}`);
  const method = request.method.toUpperCase();
  const path = url.pathname + withoutSecrets(url).search;
  const status = response?.status ?? 0;
  const at = { method, path };
  if (!/^https?:$/.test(url.protocol)) return { ...at, reason: `${url.protocol.slice(0, -1)} is not replayed` };
  if (host !== undefined && url.host !== host) return { ...at, path: url.host + url.pathname, reason: 'another host' };
  if (method === 'OPTIONS' || method === 'CONNECT') return { ...at, reason: 'the browser asked, not the user' };
  if (looksDestructive(method, path)) return { ...at, reason: 'looks destructive' };
  if (status >= 400) return { ...at, reason: `answered ${status} when it was recorded` };
  return at;
}

function withoutSecrets(url: URL): URL {
  const copy = new URL(url);
  for (const name of url.searchParams.keys()) if (looksSecret(name)) copy.searchParams.delete(name);
  return copy;
}

function toRequest(
  { request: { method, url, headers = [], postData } }: Entry,
  path: string,
): { readonly request: ScenarioRequest; readonly secret: readonly string[] } {
  const secret = headers.filter(({ name }) => looksSecret(name)).map(({ name }) => name.toLowerCase());
  const query = URL.canParse(url) ? [...new URL(url).searchParams.keys()].filter(looksSecret) : [];
  const kept = headers.filter(({ name }) => !dropped.test(name) && !looksSecret(name));
  const body = postData === undefined ? undefined : (postData.text ?? formOf(postData.params));
  const sent = Object.fromEntries(kept.map(({ name, value }) => [name.toLowerCase(), value]));
  const type = postData?.mimeType;
  return {
    request: {
      method: method.toUpperCase(),
      path,
      headers: { ...sent, ...(body === undefined || type === undefined ? {} : { 'content-type': type }) },
      ...(body === undefined ? {} : { body }),
    },
    secret: [...secret, ...query],
  };
}

function formOf(params: readonly NameValue[] | undefined): string | undefined {
  return params?.map(({ name, value }) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`).join('&');
}

function warningsOf(host: string | undefined, secrets: readonly string[]): readonly string[] {
  const foreign = host !== undefined && !isLoopback(new URL(`http://${host}`).hostname);
  return [
    ...(foreign
      ? [`The recording was made at ${host}; its requests are sent to the application on this machine.`]
      : []),
    ...(secrets.length === 0
      ? []
      : [
          `What looks like a secret was left behind (${secrets.join(', ')}): requests that need it will fail. Log in with a "setup" step of the scenario instead.`,
        ]),
  ];
}
