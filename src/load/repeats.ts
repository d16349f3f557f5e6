/**
 * Whether an application answers the same request with the same bytes again and again. One answer of each request and slice is held
 * against the one looked at before: enough to know, and nothing that the load would feel. The bytes themselves are not kept.
 */
import type { Answer } from './connection.ts';
import { digestOf } from './digest.ts';
import type { PreparedRequest } from './prepare.ts';
import type { Turn, User, Users } from './users.ts';

interface Look {
  /** Of exactly this request: another path, or another user's cookie, is another question. */
  readonly asked: string;
  readonly digest: string;
}

export interface Repeats {
  /** The same users, of whose answers the first to each request is looked at. */
  watch(users: Users): { readonly users: Users; readonly same: (requestIndex: number) => boolean | undefined };
}

/** One for all slices. */
export function createRepeats(): Repeats {
  const looks = new Map<number, Look>();
  return {
    watch: (users) => {
      const found = new Map<number, boolean | undefined>();
      const see = ({ requestIndex, request }: Turn, answer: Answer): void => {
        const look = lookAt(request, answer);
        if (look === undefined) return;
        const before = looks.get(requestIndex);
        looks.set(requestIndex, look);
        found.set(requestIndex, before?.asked === look.asked ? before.digest === look.digest : undefined);
      };
      const enter = (): User => watched(users.enter(), found, see);
      return { users: { enter }, same: (requestIndex) => found.get(requestIndex) };
    },
  };
}

function watched(user: User, found: Map<number, boolean | undefined>, see: (turn: Turn, answer: Answer) => void): User {
  /** By the turn that keeps its body, the turn that was asked for: what is looked at here, the user has not read. */
  const looking = new WeakMap<Turn, Turn>();
  return {
    next: () => {
      const turn = user.next();
      if (turn.request.method !== 'GET' || found.has(turn.requestIndex)) return turn;
      found.set(turn.requestIndex, undefined);
      const kept = { ...turn, keepBody: true };
      looking.set(kept, turn);
      return kept;
    },
    answered: (turn, answer) => {
      const asked = looking.get(turn);
      if (asked !== undefined) see(turn, answer);
      return user.answered(asked ?? turn, asked === undefined || asked.keepBody ? answer : unread(answer));
    },
  };
}

function unread({ status, latencyUs, endedAtMs, bytesIn, bytesOut, bodyBytesOut, problem }: Answer): Answer {
  const rest = problem === undefined ? {} : { problem };
  return { status, latencyUs, endedAtMs, bytesIn, bytesOut, bodyBytesOut, ...rest };
}

function lookAt({ path, headers }: PreparedRequest, { status, wireBody }: Answer): Look | undefined {
  if (status !== 200 || wireBody === undefined || wireBody.bytes.length === 0) return undefined;
  return { asked: JSON.stringify([path, headers]), digest: digestOf(wireBody.bytes) };
}
