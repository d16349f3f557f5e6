/** Users without a past, for tests of when and how requests are sent. */
import { createJourneys } from '../src/load/journeys.ts';
import type { PreparedRequest } from '../src/load/prepare.ts';
import { UserState } from '../src/load/user-state.ts';
import type { Users } from '../src/load/users.ts';

export function usersOf(requests: readonly PreparedRequest[], requestIndex?: number): Users {
  return createJourneys(requests, { states: [new UserState()], row: () => [] }).users(requestIndex);
}
