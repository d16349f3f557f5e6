/**
 * Sends each request once before anything is measured: each user goes through the setup and the sequences, path parameters are
 * filled from ids that other answers contain, and what nobody asked for is left out where it cannot work.
 */
import { shownPath } from '../model/without-secrets.ts';
import type { BodySample } from '../model/recording.ts';
import type { PreparedLoad } from '../model/workload.ts';
import { sampleBody, withAcceptEncoding } from './body-sizes.ts';
import { cacheHeadersOf } from './cache-headers.ts';
import { problemOf } from './check.ts';
import { realClock, sleep, type Clock } from './clock.ts';
import type { Answer, Connection } from './connection.ts';
import { fillParameters } from './fill-parameters.ts';
import type { CandidateRequest, GeneratorSetup } from './generator-protocol.ts';
import { digestOf } from './digest.ts';
import { rowsOf } from './rows.ts';
import { sizeParameterOf, type SizeParameter } from './size-parameter.ts';
import type { RateCap } from './rate-cap.ts';
import { pathOnly } from './route-pattern.ts';
import { compileRequest, UserState, type Population } from './user-state.ts';

export interface PreparedRequest extends CandidateRequest {
  readonly sample?: BodySample;
  /** When it was tried; absent where no answer came. */
  readonly tookUs?: number;
  /** Of its answer's bytes, when it was tried. */
  readonly digest?: string;
  /** Its answer set cookies when it was tried. */
  readonly setsCookies?: true;
  readonly sized?: SizeParameter;
  /** A second time, out of its sequence, it failed. */
  readonly onlyInSequence?: true;
}

export interface Preparation extends Pick<PreparedLoad, 'warnings' | 'failures' | 'setupProblem'> {
  readonly requests: readonly PreparedRequest[];
  readonly population: Population;
}

export async function prepareRequests(
  connections: readonly Connection[],
  rateCap: RateCap,
  { setup, candidates, variables, data, patienceMs = Infinity }: Preparable,
  clock: Clock = realClock,
): Promise<Preparation> {
  const [connection, ...others] = connections;
  if (connection === undefined) throw new Error('a load needs at least one connection');
  const row = rowsOf(data);
  const states = connections.map((_, number) => new UserState([...Object.entries(variables), ...row(number)]));
  const population = { states, row };
  const [first] = states as [UserState];
  const begunMs = clock.now();
  const visitor = {
    ...{ connection, state: first, rateCap, clock, endsAtMs: begunMs + patienceMs },
    cold: { untilMs: begunMs + coldStartMs },
  };
  const setupProblem = await sendAll(visitor, setup);
  if (setupProblem !== undefined) return { requests: [], warnings: [], failures: [], population, setupProblem };
  const tried = await tryOnce(visitor, candidates);
  const steps = tried.requests.filter(({ sequence }) => sequence !== undefined);
  // The other users come to know what the first knows by going the same way; what fails for them counts when it is measured.
  await Promise.all(
    others.map((each, i) =>
      sendAll({ ...visitor, connection: each, state: states[i + 1] ?? first }, [...setup, ...steps]),
    ),
  );
  const requests = await repeated(visitor, tried.requests);
  const { failures } = tried;
  const warnings = [
    ...(failures.length === 0 || requests.length === 0 ? [] : [failureWarning(failures)]),
    ...redirectWarning(tried.redirects),
    ...onlyInSequenceWarning(requests),
  ];
  return { requests, warnings, failures, population };
}

type Preparable = Pick<GeneratorSetup, 'setup' | 'candidates' | 'variables' | 'data' | 'patienceMs'>;

interface Visitor {
  readonly connection: Connection;
  readonly state: UserState;
  readonly rateCap: RateCap;
  readonly clock: Clock;
  readonly endsAtMs: number;
  /** As long as nothing was answered at all. */
  readonly cold: { untilMs: number };
}

/** The first answer of an application that has just started may be the first that it compiles a template or opens a pool for. */
const coldStartMs = 5000;

/** What never answers must leave time for the others: each is waited for no longer than a part of what is left. */
const patience = { share: 0.75, leastMs: 500 };

/** Until one fails: what that is, in words. */
async function sendAll(visitor: Visitor, requests: readonly CandidateRequest[]): Promise<string | undefined> {
  for (const request of requests) {
    const { problem } = await visit(visitor, withAcceptEncoding(request));
    if (problem !== undefined) return inWords(request, problem);
  }
  return undefined;
}

async function visit(
  { connection, state, rateCap, clock, endsAtMs, cold }: Visitor,
  request: CandidateRequest,
): Promise<{ readonly sent: CandidateRequest; readonly answer: Answer; readonly problem?: string }> {
  await turnOf(rateCap, clock);
  const now = clock.now();
  const untilMs = Math.max(now + Math.max(patience.leastMs, (endsAtMs - now) * patience.share), cold.untilMs);
  const sent = state.request(compileRequest(request));
  const answer = await connection.send(sent, { keepBody: true, untilMs });
  if (answer.status !== 0) cold.untilMs = 0;
  const problem = problemOf(request, answer) ?? state.learn(request, answer);
  return { sent, answer, ...(problem === undefined ? {} : { problem }) };
}

async function turnOf(rateCap: RateCap, clock: Clock): Promise<void> {
  for (let now = clock.now(); rateCap.evenly(now) > now; now = clock.now())
    await sleep(clock, rateCap.evenly(now) - now);
  rateCap.count(clock.now());
}

function inWords({ method, path }: CandidateRequest, problem: string): string {
  return `${method} ${shownPath(path)} → ${problem}`;
}

interface Tried {
  readonly requests: readonly PreparedRequest[];
  readonly failures: readonly string[];
  readonly redirects: readonly string[];
}

async function tryOnce(visitor: Visitor, candidates: readonly CandidateRequest[]): Promise<Tried> {
  const bodies = new Map<string, string>();
  const requests: { readonly index: number; readonly request: PreparedRequest }[] = [];
  const failures: string[] = [];
  const redirects: string[] = [];
  // Routes without parameters go first: their answers are where ids come from.
  const ordered = candidates
    .map((candidate, index) => ({ candidate, index }))
    .sort((a, b) => Number(isOpen(a.candidate)) - Number(isOpen(b.candidate)));
  for (const { candidate, index } of ordered) {
    const path = isWhole(candidate) ? candidate.path : fillParameters(candidate.path, bodies, candidate.samples);
    const request = withAcceptEncoding({ ...candidate, path });
    const { sent, answer, problem } = await visit(visitor, request);
    if (answer.body !== undefined) bodies.set(pathOnly(path), answer.body);
    if (problem !== undefined) failures.push(inWords(request, problem));
    const target = redirectOf(answer);
    if (target !== undefined && problem === undefined && candidate.expect === undefined)
      redirects.push(`${request.method} ${shownPath(path)} to ${target}`);
    if (problem === undefined || candidate.asked)
      requests.push({ index, request: { ...request, ...seenIn(sent, answer), ...sizedIn(request) } });
  }
  const inOrder = requests.sort((a, b) => a.index - b.index).map(({ request }) => request);
  return { requests: withTwins(inOrder), failures, redirects };
}

function isOpen(candidate: CandidateRequest): boolean {
  return !isWhole(candidate) && candidate.path.includes('/:');
}

/** A colon in a path that was written or recorded is a colon. */
function isWhole({ asked, source }: CandidateRequest): boolean {
  return asked || source === 'har';
}

function seenIn(
  sent: CandidateRequest,
  answer: Answer,
): Pick<PreparedRequest, 'sample' | 'setsCookies' | 'tookUs' | 'digest'> {
  const { status, latencyUs, wireBody, headers = [] } = answer;
  const cacheHeaders = cacheHeadersOf(sent, answer);
  const isContent = sent.method === 'GET' && status === 200 && wireBody !== undefined && wireBody.bytes.length > 0;
  const sample = wireBody === undefined ? undefined : sampleBody(wireBody);
  return {
    ...(status === 0 ? {} : { tookUs: latencyUs }),
    ...(sample === undefined ? {} : { sample: { ...sample, ...(cacheHeaders === undefined ? {} : { cacheHeaders }) } }),
    ...(isContent ? { digest: digestOf(wireBody.bytes) } : {}),
    ...(headers.some((name, i) => i % 2 === 0 && name.toLowerCase() === 'set-cookie') ? { setsCookies: true } : {}),
  };
}

/** Requests by the first with another address that was answered with the same bytes. */
function withTwins(requests: readonly PreparedRequest[]): readonly PreparedRequest[] {
  const firsts = new Map<string, number>();
  return requests.map((request, index) => {
    const { digest, sample, path } = request;
    if (digest === undefined || sample === undefined) return request;
    const first = firsts.get(digest) ?? index;
    firsts.set(digest, first);
    const isTwin = first !== index && requests[first]?.path !== path;
    return isTwin ? { ...request, sample: { ...sample, sameAs: first } } : request;
  });
}

function sizedIn(request: CandidateRequest): Pick<PreparedRequest, 'sized'> {
  const sized = sizeParameterOf(request);
  return sized === undefined ? {} : { sized };
}

/** Where a redirect leads, without its query: it may hold a secret. Redirects are never followed. */
function redirectOf({ status, headers = [] }: Answer): string | undefined {
  if (![301, 302, 303, 307, 308].includes(status)) return undefined;
  const at = headers.findIndex((name, i) => i % 2 === 0 && name.toLowerCase() === 'location');
  return at < 0 ? 'nowhere' : pathOnly(headers[at + 1] ?? '');
}

function redirectWarning(redirects: readonly string[]): readonly string[] {
  if (redirects.length === 0) return [];
  return [
    `Answered with a redirect, which is not followed: ${redirects.join(', ')}. What is measured is the redirect.`,
  ];
}

/** A step that needs what a step before it made may work only once: driven alone it would measure an error. */
async function repeated(visitor: Visitor, requests: readonly PreparedRequest[]): Promise<readonly PreparedRequest[]> {
  const captured = new Set(
    requests.filter(({ sequence }) => sequence !== undefined).flatMap(({ capture = {} }) => Object.keys(capture)),
  );
  const result: PreparedRequest[] = [];
  for (const request of requests) {
    const needs = request.sequence !== undefined && compileRequest(request).names.some((name) => captured.has(name));
    const failed = needs && (await visit(visitor, request)).problem !== undefined;
    result.push(failed ? { ...request, onlyInSequence: true } : request);
  }
  return result;
}

function onlyInSequenceWarning(requests: readonly PreparedRequest[]): readonly string[] {
  const only = requests.filter(({ onlyInSequence }) => onlyInSequence === true);
  if (only.length === 0) return [];
  const names = only.map(({ method, path }) => `${method} ${shownPath(path)}`).join(', ');
  return [
    `Cannot be sent twice in its place of a sequence: ${names}. It is driven in the mix only, and has no cost of its own.`,
  ];
}

function failureWarning(failures: readonly string[]): string {
  return `Failed when tried once: ${failures.join(', ')}. Requests that somebody wrote stay in the load and count as errors; others were left out.`;
}
