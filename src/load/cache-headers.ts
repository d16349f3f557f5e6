/** What an answer says to whoever might keep it (RFC 9111). */
import type { Answer } from './connection.ts';
import type { CandidateRequest } from './generator-protocol.ts';

const keeping = ['cache-control', 'etag', 'expires', 'last-modified'];
const naming = /^(authorization|cookie)$/i;

/** Undefined where it is meant for one user, or is no content that anybody asked for. */
export function cacheHeadersOf(
  { method, headers: sent }: Pick<CandidateRequest, 'method' | 'headers'>,
  { status, headers = [] }: Pick<Answer, 'status' | 'headers'>,
): readonly string[] | undefined {
  const names = headers.filter((_, i) => i % 2 === 0).map((name) => name.toLowerCase());
  const isForAll = !Object.keys(sent).some((name) => naming.test(name)) && !names.includes('set-cookie');
  if (method !== 'GET' || status !== 200 || !isForAll) return undefined;
  return keeping.filter((name) => names.includes(name));
}
