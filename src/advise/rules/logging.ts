/** Text written for each request, on the thread that answers. */
import { at, placeRule } from '../rule.ts';
import { linesOf } from '../syntax.ts';

const methods = new Set(['log', 'info', 'debug', 'warn', 'error', 'trace', 'dir', 'table']);

export const consolePerRequest = placeRule('console-per-request', (place) =>
  place.calls.flatMap((call) => {
    if (!/^console\.\w+$/.test(call.path) || !methods.has(call.name)) return [];
    return [
      {
        certainty: 'certain' as const,
        ...at(place, call.node),
        cpuMs: place.calleeMs(call.name) + place.linesMs(linesOf(call.node)),
        facts: { call: call.path },
        effort: 1 as const,
      },
    ];
  }),
);
