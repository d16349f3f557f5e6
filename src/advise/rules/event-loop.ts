/** Stretches of 50 ms and more in which nobody else was answered, and what held the event loop in them. */
import { figuresIn } from '../../model/format.ts';
import { heldStretches } from '../held.ts';
import type { Found, Rule } from '../rule.ts';

const figures = figuresIn('en-US');

export const blockedLoop: Rule = {
  id: 'blocked-loop',
  find: ({ priced }) =>
    heldStretches(priced).flatMap((blocking): readonly Found[] => {
      const { function: id, name, file, line, durationMs, count, perRequest, route, stack } = blocking;
      if (id === undefined || name === undefined || file === undefined || file === '') return [];
      const fn = priced.functions.find((each) => each.id === id);
      // While sampling only: who is known, how long is not without the sampler.
      const often =
        perRequest === undefined
          ? `seen ${figures.count(count)} times, while the mix was sampled`
          : perRequest > 0.95 && perRequest < 1.05
            ? 'in each request'
            : `${figures.rate(perRequest)} times per request`;
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
            `the event loop did not turn for up to ${figures.ms(durationMs)}, ${often}`,
            ...(stack.length > 1 ? [`by way of ${stack.join(' → ')}`] : []),
          ],
          effort: 2,
        },
      ];
    }),
};
