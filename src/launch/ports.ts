/** Which of the ports an application listens on is the one to load. */
import type { AgentListening } from '../model/agent-protocol.ts';
import type { Spec } from '../model/spec.ts';
import type { AgentLink } from '../model/target.ts';

export interface Listener {
  readonly link: AgentLink;
  readonly listening: AgentListening;
}

/** Live reload's own server (the livereload package's default port), beside the one that answers people. */
const helperPorts = new Set([35729]);

export interface ChosenListener {
  readonly link: AgentLink;
  readonly baseUrl: string;
  /** It understands HTTP/2 only, without TLS. */
  readonly h2c: boolean;
}

/**
 * The port that was named, else the first that speaks HTTP and is still open; helpers of development come last. In a cluster the primary holds the port and
 * knows nothing of HTTP; the routes are in a worker that names the same port.
 */
export function chooseBaseUrl(
  { port, url }: Pick<Spec, 'port' | 'url'>,
  listeners: readonly Listener[],
): ChosenListener | undefined {
  const wanted = port ?? (url === undefined ? undefined : portOf(new URL(url)));
  const open = listeners.filter(
    ({ link, listening: { port: each, askedPort } }) =>
      link.open && (wanted === undefined || each === wanted || askedPort === wanted),
  );
  const webs = open.filter(({ listening }) => listening.protocol !== 'tcp');
  const web = webs.find(({ listening }) => !helperPorts.has(listening.port)) ?? webs[0];
  const chosen = web ?? (wanted === undefined ? undefined : open[0]);
  if (chosen === undefined) return undefined;
  const { link, listening } = chosen;
  return { link, baseUrl: url?.replace(/\/+$/, '') ?? urlOf(listening), h2c: listening.protocol === 'h2c' };
}

function portOf({ port, protocol }: URL): number {
  if (port !== '') return Number(port);
  return protocol === 'https:' ? 443 : 80;
}

function urlOf({ port, address, protocol }: AgentListening): string {
  const scheme = protocol === 'https' || protocol === 'http2' ? 'https' : 'http';
  return `${scheme}://${hostOf(address)}:${port}`;
}

/** An address that stands for all interfaces is reached over loopback. */
function hostOf(address: string): string {
  if (address === '0.0.0.0' || address === '::' || address === '') return '127.0.0.1';
  return address.includes(':') ? `[${address}]` : address;
}
