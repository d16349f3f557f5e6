/**
 * What users of the application do: which request comes next, and what they make of its answer. When and how it is sent is the
 * business of `run-slice.ts`. A user has one request under way at a time.
 */
import type { Answer } from './connection.ts';
import type { PreparedRequest } from './prepare.ts';

export interface Turn {
  readonly requestIndex: number;
  readonly request: PreparedRequest;
  /** The user wants to read the answer's body. */
  readonly keepBody: boolean;
}

export interface Verdict {
  /** What is wrong with the answer, in a few words; absent when it is as it should be. */
  readonly problem?: string;
  /** How long the user thinks before the next turn. */
  readonly thinkMs?: number;
}

export interface User {
  /** What this user sends next; called again only after `answered`. */
  next(): Turn;
  answered(turn: Turn, answer: Answer): Verdict;
}

export interface Users {
  /** One more user: one for each connection of a closed load, one for each request under way of an open one. */
  enter(): User;
}

/**
 * Smooth weighted round robin (as nginx's upstreams): over any stretch each request has its share, evenly spread, without a
 * random generator to add noise to the comparison of slices.
 */
export function weightedTurns(weights: readonly number[]): () => number {
  const all = weights.reduce((sum, weight) => sum + weight, 0);
  const credit = weights.map(() => 0);
  return () => {
    let chosen = 0;
    for (let i = 0; i < weights.length; i++) {
      credit[i] = (credit[i] ?? 0) + (weights[i] ?? 0);
      if ((credit[i] ?? 0) > (credit[chosen] ?? 0)) chosen = i;
    }
    credit[chosen] = (credit[chosen] ?? 0) - all;
    return chosen;
  };
}
