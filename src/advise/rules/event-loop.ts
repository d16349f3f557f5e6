/** Stretches of 50 ms and more in which nobody else was answered, and what held the event loop in them. */
import { seen } from '../../model/observation.ts';
import { heldStretches } from '../held.ts';
import type { Found, Rule } from '../rule.ts';

export const blockedLoop: Rule = {
  id: 'blocked-loop',
  find: ({ priced }) =>
    heldStretches(priced).flatMap((blocking): readonly Found[] => {
      const { function: id, name, file, line, durationMs, count, perRequest, route, stack } = blocking;
      if (id === undefined || name === undefined || file === undefined || file === '') return [];
      const fn = priced.functions.find((each) => each.id === id);
      return [
        {
          rule: 'blocked-loop',
          certainty: 'likely',
          file,
          function: name,
          ...(line === undefined ? {} : { line }),
          ...(route === undefined ? {} : { route }),
          cpuMs: fn?.ownCpuMsPerRequest ?? fn?.selfCpuMsPerRequest ?? 0,
          gcMs: fn?.ownGcCpuMsPerRequest ?? fn?.gcCpuMsPerRequest ?? 0,
          heldMs: durationMs,
          facts: { name, heldMs: durationMs },
          because: [
            seen('notTurning', { ms: durationMs, count, ...oftenOf(perRequest) }),
            ...(stack.length > 1 ? [seen('byWayOf', { stack: stack.join(' → ') })] : []),
          ],
          effort: 2,
        },
      ];
    }),
};

/** Seen while sampling only: who is known, how often without the sampler is not. */
function oftenOf(perRequest: number | undefined): { readonly perRequest?: number; readonly often?: 'each' | 'some' } {
  if (perRequest === undefined) return {};
  return { perRequest, often: perRequest > 0.95 && perRequest < 1.05 ? 'each' : 'some' };
}
