/** What each request is answered with, a few times over: for telling whether two versions answer the same. */
import type { GivenAnswer } from '../model/given-answer.ts';
import { decodedBody } from './body-sizes.ts';
import type { Answer, Connection } from './connection.ts';
import { digestOf } from './digest.ts';
import type { Journeys } from './journeys.ts';
import type { PreparedRequest } from './prepare.ts';

/** By one start; what differs by itself most often shows at the second time. */
const times = 2;
/** A longer one is told by its digest. */
const mostKeptCharacters = 200_000;
const longestMs = 5000;
/** What is compared without its body would be told as the same: nothing is kept of more answers than this. */
const mostCharacters = 20_000_000;

const clientHeaders = new Set([
  'content-type',
  'content-encoding',
  'location',
  'cache-control',
  'vary',
  'www-authenticate',
  'access-control-allow-origin',
  'content-disposition',
]);

export async function askForAnswers(
  connection: Connection,
  journeys: Journeys,
  requests: readonly PreparedRequest[],
): Promise<readonly GivenAnswer[]> {
  const answers: GivenAnswer[] = [];
  let kept = 0;
  for (let time = 0; time < times; time++) {
    for (const [requestIndex, { onlyInSequence }] of requests.entries()) {
      if (onlyInSequence === true) continue;
      const user = journeys.users(requestIndex).enter();
      const turn = user.next();
      const answer = await connection.send(turn.request, { keepBody: true, untilMs: performance.now() + longestMs });
      user.answered({ ...turn, keepBody: true }, answer);
      const { body, ...given } = givenBy(requestIndex, answer);
      kept += body?.length ?? 0;
      answers.push(body === undefined || kept > mostCharacters ? given : { ...given, body });
    }
  }
  return answers;
}

function givenBy(requestIndex: number, { status, headers = [], wireBody }: Answer): GivenAnswer {
  const bytes = wireBody === undefined ? undefined : decodedBody(wireBody);
  const body = bytes?.toString('utf8');
  return {
    requestIndex,
    status,
    headers: headersOf(headers),
    ...(body === undefined || body.length > mostKeptCharacters ? {} : { body }),
    ...(bytes === undefined ? {} : { digest: digestOf(bytes) }),
  };
}

function headersOf(pairs: readonly string[]): GivenAnswer['headers'] {
  const named = new Map<string, string>();
  const cookies: string[] = [];
  for (let i = 0; i + 1 < pairs.length; i += 2) {
    const name = (pairs[i] ?? '').toLowerCase();
    const value = pairs[i + 1] ?? '';
    if (name === 'set-cookie') cookies.push(value.split('=', 1)[0] ?? '');
    else if (clientHeaders.has(name)) named.set(name, value);
  }
  if (cookies.length > 0) named.set('set-cookie', cookies.sort().join(', '));
  return Object.fromEntries(named);
}
