/**
 * In: a HAR recording, parsed. Out: the requests to the application itself, each once, weighted by how often it was recorded.
 * Cookies and headers that look secret are left behind: they belong to the person who recorded them.
 */
import { encodeText } from '../../model/encode-text.ts';
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
  readonly method: string;
  readonly url: string;
  readonly headers: readonly NameValue[];
  readonly body?: string;
  readonly bodyType?: string;
  readonly status: number;
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

/** Other tools' recordings have fields of any type, or none: what is not as it should be counts as absent. */
function entriesOf(document: unknown): readonly Entry[] | undefined {
  const entries = fieldsOf(fieldsOf(document)['log'])['entries'];
  if (!Array.isArray(entries)) return undefined;
  return (entries as readonly unknown[]).flatMap((entry) => {
    const { request, response } = fieldsOf(entry);
    const { method, url, headers, postData } = fieldsOf(request);
    if (typeof method !== 'string' || typeof url !== 'string') return [];
    const status = fieldsOf(response)['status'];
    return [
      {
        ...{ method, url, headers: pairsOf(headers), status: typeof status === 'number' ? status : 0 },
        ...bodyOf(fieldsOf(postData)),
      },
    ];
  });
}

function bodyOf({ text, params, mimeType }: Fields): Pick<Entry, 'body' | 'bodyType'> {
  const body = typeof text === 'string' ? text : Array.isArray(params) ? formOf(pairsOf(params)) : undefined;
  if (body === undefined) return {};
  return { body, ...(typeof mimeType === 'string' ? { bodyType: mimeType } : {}) };
}

type Fields = Readonly<Record<string, unknown>>;

function fieldsOf(value: unknown): Fields {
  return typeof value === 'object' && value !== null ? (value as Fields) : {};
}

function pairsOf(list: unknown): readonly NameValue[] {
  if (!Array.isArray(list)) return [];
  return (list as readonly unknown[]).flatMap((each) => {
    const { name, value = '' } = fieldsOf(each);
    return typeof name === 'string' && typeof value === 'string' ? [{ name, value }] : [];
  });
}

/** The application's own host: this machine's where it was recorded here, else that of the first request. */
function hostOf(entries: readonly Entry[]): string | undefined {
  const urls = entries
    .flatMap(({ url }) => (URL.canParse(url) ? [new URL(url)] : []))
    .filter(({ protocol }) => /^(https?|wss?):$/.test(protocol));
  return (urls.find(({ hostname }) => isLoopback(hostname)) ?? urls[0])?.host;
}

/** As much of an address as a person needs to find it again. */
const shownCharacters = 80;

function judge(
  entry: Entry,
  host: string | undefined,
): { readonly method: string; readonly path: string; readonly reason?: string } {
  const { status } = entry;
  const method = entry.method.toUpperCase();
  const base = `http://${host ?? 'localhost'}`;
  if (!URL.canParse(entry.url, base))
    return { method, path: entry.url.slice(0, shownCharacters), reason: 'its address cannot be read' };
  const url = new URL(entry.url, base);
  if (!/^https?:$/.test(url.protocol)) {
    const path = /^wss?:$/.test(url.protocol) ? url.pathname : `${url.protocol}…`;
    return { method, path, reason: `${url.protocol.slice(0, -1)} is not replayed` };
  }
  const path = url.pathname + withoutSecrets(url).search;
  const at = { method, path };
  if (host !== undefined && url.host !== host) return { ...at, path: url.host + url.pathname, reason: 'another host' };
  if (method === 'OPTIONS' || method === 'CONNECT') return { ...at, reason: 'the browser asked, not the user' };
  if (looksDestructive(method, path)) return { ...at, reason: 'looks destructive' };
  if (status >= 400) return { ...at, reason: `answered ${status} when it was recorded` };
  return at;
}

function withoutSecrets(url: URL): URL {
  const pairs = [...url.searchParams];
  const kept = pairs.filter(([name]) => !looksSecret(name));
  if (kept.length === pairs.length) return url;
  const copy = new URL(url);
  copy.search = new URLSearchParams(kept).toString();
  return copy;
}

function toRequest(
  { method, url, headers, body, bodyType }: Entry,
  path: string,
): { readonly request: ScenarioRequest; readonly secret: readonly string[] } {
  const secret = headers.filter(({ name }) => looksSecret(name)).map(({ name }) => name.toLowerCase());
  const query = URL.canParse(url) ? [...new URL(url).searchParams.keys()].filter(looksSecret) : [];
  const kept = headers.filter(({ name }) => !dropped.test(name) && !looksSecret(name));
  const sent = Object.fromEntries(kept.map(({ name, value }) => [name.toLowerCase(), value]));
  return {
    request: {
      method: method.toUpperCase(),
      path,
      headers: { ...sent, ...(body === undefined || bodyType === undefined ? {} : { 'content-type': bodyType }) },
      ...(body === undefined ? {} : { body }),
    },
    secret: [...secret, ...query],
  };
}

function formOf(params: readonly NameValue[]): string {
  return params.map(({ name, value }) => `${encodeText(name)}=${encodeText(value)}`).join('&');
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
