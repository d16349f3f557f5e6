/**
 * A Workload for a process that has work of its own: nothing is sent, time passes. What it did in that time is for `capture/`
 * to count.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Spec } from '../model/spec.ts';
import type { Workload } from '../model/workload.ts';

export function noLoad({ command }: Pick<Spec, 'command'>): Workload {
  const path = command.join(' ');
  const requests = [{ method: 'RUN', path, route: path, share: 1 }];
  return {
    open: () => {
      const closing = new AbortController();
      return Promise.resolve({
        prepare: () => Promise.resolve({ requests, leftOut: [], warnings: [], failures: [] }),
        run: async ({ durationMs }) => {
          await sleep(durationMs, undefined, { signal: closing.signal });
          return { perRequest: [], generatorCpuUs: 0, generatorLagMs: 0 };
        },
        answers: () => Promise.resolve([]),
        close: () => {
          closing.abort();
          return Promise.resolve();
        },
      });
    },
  };
}
