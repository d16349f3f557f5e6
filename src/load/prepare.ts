/** Tries each request once: fills path parameters from ids that other answers contain, and leaves out what cannot work. */
import type { BodySample } from '../model/recording.ts';
import type { PreparedLoad } from '../model/workload.ts';
import { sampleBody, withAcceptEncoding } from './body-sizes.ts';
import type { Answer, Connection } from './connection.ts';
import type { CandidateRequest } from './generator-protocol.ts';

export interface PreparedRequest extends CandidateRequest {
  readonly sample?: BodySample;
}

export interface Preparation extends Omit<PreparedLoad, 'requests'> {
  readonly requests: readonly PreparedRequest[];
}

export async function prepareRequests(
  connections: readonly Connection[],
  candidates: readonly CandidateRequest[],
): Promise<Preparation> {
  const [connection] = connections;
  if (connection === undefined) throw new Error('a load needs at least one connection');
  const bodies = new Map<string, string>();
  const requests: PreparedRequest[] = [];
  const failures: string[] = [];
  const open = (path: string): boolean => path.includes('/:');
  // Routes without parameters go first: their answers are where ids come from.
  const ordered = [...candidates].sort((a, b) => Number(open(a.path)) - Number(open(b.path)));
  for (const candidate of ordered) {
    const path = candidate.asked ? candidate.path : fillParameters(candidate.path, bodies);
    const request = withAcceptEncoding({ ...candidate, path });
    const answer = await connection.send(request, { keepBody: true });
    if (answer.body !== undefined) bodies.set(request.path, answer.body);
    const problem = problemOf(request, answer);
    if (problem !== undefined) failures.push(`${request.method} ${request.path} → ${problem}`);
    const sample = answer.wireBody === undefined ? undefined : sampleBody(answer.wireBody);
    if (problem === undefined || candidate.asked)
      requests.push({ ...request, ...(sample === undefined ? {} : { sample }) });
  }
  const left = failures.length === 0 || requests.length === 0 ? [] : [failureWarning(failures)];
  return { requests: inOrderOf(candidates, requests), warnings: left, failures };
}

function failureWarning(failures: readonly string[]): string {
  return `Failed when tried once: ${failures.join(', ')}. Requests of a scenario stay in the load and count as errors; discovered routes were left out.`;
}

function inOrderOf(
  candidates: readonly CandidateRequest[],
  requests: readonly PreparedRequest[],
): readonly PreparedRequest[] {
  const rank = (request: PreparedRequest): number =>
    candidates.findIndex(
      ({ method, route, path }) => method === request.method && (route === request.route || path === request.path),
    );
  return [...requests].sort((a, b) => rank(a) - rank(b));
}

/** What is wrong with an answer, in a few words; undefined when it is as it should be. */
export function problemOf({ expectStatus }: CandidateRequest, { status, problem }: Answer): string | undefined {
  if (status === 0) return problem ?? 'no answer';
  const wanted = expectStatus === undefined ? status < 400 : status === expectStatus;
  return wanted ? undefined : `status ${status}${expectStatus === undefined ? '' : ` instead of ${expectStatus}`}`;
}

/**
 * `/products/:id` is filled from the answer of `/products`: the first value there under the parameter's own name, or under
 * `id`. Without one, `1` is tried: the commonest id of all.
 */
export function fillParameters(path: string, bodies: ReadonlyMap<string, string>): string {
  const filled: string[] = [];
  for (const part of path.split('/')) {
    // What was answered for `/shops/1/products` is known under its filled path.
    const list = bodies.get(filled.join('/') || '/');
    // A parameter may have a pattern, be optional, and stand before an ending: `:id(\\d+)`, `:id{[0-9]+}`, `:id?`, `:name.json`.
    filled.push(
      part.replace(/^:(\w+)(?:\(.*\)|\{.*\})?[?*+]?/, (_all, name: string) =>
        encodeURIComponent(firstValue(list, name) ?? '1'),
      ),
    );
  }
  return filled.join('/');
}

function firstValue(json: string | undefined, name: string): string | undefined {
  if (json === undefined) return undefined;
  for (const key of [name, 'id', 'slug', '_id']) {
    const found = new RegExp(`"${key}"\\s*:\\s*(?:"([^"\\\\]{1,100})"|(\\d{1,20}))`).exec(json);
    if (found !== null) return found[1] ?? found[2];
  }
  return undefined;
}
