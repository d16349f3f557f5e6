/** Whether an answer is as it should be: an application that fails quickly sets no record. */
import { bodyJson } from '../model/body-json.ts';
import { parseJsonPath, valueAt } from '../model/json-path.ts';
import type { Expectation } from '../model/scenario.ts';
import type { Answer } from './connection.ts';
import type { CandidateRequest } from './generator-protocol.ts';

/** Whether the check has to read the body. */
export function readsBody({ expect, capture }: Pick<CandidateRequest, 'expect' | 'capture'>): boolean {
  return expect?.contains !== undefined || expect?.json !== undefined || capture !== undefined;
}

/** What is wrong with an answer, in a few words that show nothing of it; undefined when it is as it should be. */
export function problemOf({ expect = {} }: Pick<CandidateRequest, 'expect'>, answer: Answer): string | undefined {
  const { status, problem, body } = answer;
  if (status === 0) return problem ?? 'no answer';
  return statusProblem(expect.status, status) ?? (body === undefined ? undefined : bodyProblem(expect, body));
}

function statusProblem(wanted: Expectation['status'], status: number): string | undefined {
  if (wanted === undefined) return status < 400 ? undefined : `status ${status}`;
  const all = typeof wanted === 'number' ? [wanted] : wanted;
  return all.includes(status) ? undefined : `status ${status} instead of ${all.join(' or ')}`;
}

function bodyProblem({ contains, json }: Expectation, body: string): string | undefined {
  if (contains !== undefined && !body.includes(contains)) return `the body does not contain "${contains}"`;
  if (json === undefined) return undefined;
  const value = bodyJson(body);
  if (value === undefined) return 'the body is not JSON';
  const wrong = Object.entries(json).find(
    ([path, wanted]) => !isSame(valueAt(value, parseJsonPath(path) ?? []), wanted),
  );
  return wrong === undefined ? undefined : `${wrong[0]} is not ${JSON.stringify(wrong[1])}`;
}

/** Values that came from JSON, where the order of an object's keys says nothing. */
function isSame(a: unknown, b: unknown): boolean {
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return a === b;
  if (Array.isArray(a) !== Array.isArray(b)) return false;
  const [keys, others] = [Object.keys(a), Object.keys(b)];
  return (
    keys.length === others.length &&
    keys.every(
      (key) =>
        Object.hasOwn(b, key) && isSame((a as Record<string, unknown>)[key], (b as Record<string, unknown>)[key]),
    )
  );
}
