/** Has the load tried once, and refuses a load in which nothing works: an error answered fast is no measurement. */
import { FailureError } from '../model/failure.ts';
import type { OnProgress } from '../model/progress.ts';
import type { Target } from '../model/target.ts';
import type { LoadSession, PreparedLoad } from '../model/workload.ts';

/**
 * In about `patienceMs`, whatever does not answer; without it, each request is waited for as long as any answer.
 * @throws FailureError setupFails, everythingFails, noRoutes
 */
export async function prepareLoad(
  session: LoadSession,
  target: Target,
  { patienceMs, onProgress }: { readonly patienceMs: number | undefined; readonly onProgress: OnProgress },
): Promise<PreparedLoad> {
  onProgress({ kind: 'phase', phase: 'probing' });
  const prepared = await session.prepare(patienceMs);
  const { baseUrl } = target;
  if (prepared.setupProblem !== undefined)
    throw new FailureError({ kind: 'setupFails', problem: prepared.setupProblem, log: target.logTail() });
  if (prepared.failures.length > 0 && prepared.failures.length >= prepared.requests.length + leftOut(prepared)) {
    throw new FailureError({
      kind: 'everythingFails',
      baseUrl,
      examples: prepared.failures.slice(0, 3),
      log: target.logTail(),
    });
  }
  if (prepared.requests.length === 0) throw new FailureError({ kind: 'noRoutes', baseUrl, tried: prepared.failures });
  for (const text of prepared.warnings) onProgress({ kind: 'warning', text });
  return prepared;
}

/** Discovered routes that failed are in `failures` only; those of a scenario are in `requests` too. */
function leftOut({ requests, failures }: PreparedLoad): number {
  const kept = new Set(requests.map(({ method, path }) => `${method} ${path}`));
  return failures.filter((failure) => !kept.has(failure.split(' → ', 1)[0] ?? '')).length;
}
