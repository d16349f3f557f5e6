/** GraphQL serves everything at one address: the operation's name is what tells one route from another. */
import { bodyJson } from '../model/body-json.ts';
import type { ScenarioRequest } from '../model/scenario.ts';

/** Operation name of a GraphQL request over POST; undefined where it is none, or the operation has no name. */
export function operationOf({ method, body }: Pick<ScenarioRequest, 'method' | 'body'>): string | undefined {
  if (method.toUpperCase() !== 'POST') return undefined;
  const sent = typeof body === 'string' ? bodyJson(body) : body;
  if (typeof sent !== 'object' || sent === null || !('query' in sent) || typeof sent.query !== 'string')
    return undefined;
  if (!/^\s*(?:#[^\n]*\n\s*)*(?:query|mutation|subscription|fragment|\{)/.test(sent.query)) return undefined;
  if ('operationName' in sent && typeof sent.operationName === 'string') return sent.operationName;
  return /\b(?:query|mutation|subscription)\s+(\w+)/.exec(sent.query)?.[1];
}
