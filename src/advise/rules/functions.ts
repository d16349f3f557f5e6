/** Functions that cost, whatever is written in them. */
import type { ReportFunction } from '../../model/report-code.ts';
import type { HotPlace } from '../evidence.ts';
import type { Found, Rule } from '../rule.ts';
import { isMostlyGarbage } from './garbage.ts';

const worthLookingShare = 0.05;

/** No pattern is known, and it costs: where to look. */
export const hotFunction: Rule = {
  id: 'hot-function',
  find: ({ priced, places }) => {
    const { functions, totals, findings } = priced;
    const least = (findings?.thresholds?.['hot-function'] ?? worthLookingShare) * totals.cpuMsPerRequest;
    const placeById = new Map(places.map((place) => [place.fn.id, place]));
    return functions.flatMap((fn): readonly Found[] => {
      if (!isOfApp(fn) || isMostlyGarbage(fn, priced)) return [];
      const kept = 1 - passedOnPart(fn, placeById.get(fn.id));
      const cost = kept * causedCpuMs(fn);
      if (!(cost > 0) || cost < least) return [];
      return [
        {
          rule: 'hot-function',
          certainty: 'lookHere',
          ...placeOf(fn),
          cpuMs: kept * ownCpuMs(fn),
          gcMs: kept * ownGcCpuMs(fn),
          facts: { name: fn.name, share: cost / totals.cpuMsPerRequest },
          effort: 2,
        },
      ];
    });
  },
};

/** Of its own CPU: what a middleware only hands the request on to, `next()`, is not for it to change. */
function passedOnPart(fn: ReportFunction, place: HotPlace | undefined): number {
  const calls = place?.calls.filter(({ path }) => path === 'next') ?? [];
  const own = ownCpuMs(fn);
  if (place === undefined || calls.length === 0 || !(own > 0)) return 0;
  return Math.min(1, (calls.length * place.calleeMs('next')) / own);
}

const unoptimisedShare = 0.02;

export const notOptimised: Rule = {
  id: 'not-optimised',
  find: ({ priced: { functions, findings } }) =>
    functions.flatMap((fn): readonly Found[] => {
      const { bailoutReason } = fn;
      const least = findings?.thresholds?.['not-optimised'] ?? unoptimisedShare;
      if (bailoutReason === undefined || !isOfApp(fn) || fn.selfShare < least) return [];
      return [
        {
          rule: 'not-optimised',
          certainty: 'likely',
          ...placeOf(fn),
          cpuMs: fn.selfCpuMsPerRequest,
          facts: { name: fn.name, reason: bailoutReason },
          effort: 2,
        },
      ];
    }),
};

function isOfApp({ origin, file }: ReportFunction): boolean {
  return origin === 'app' && file !== '';
}

/** CPU that would be gone if the function did nothing: with the library code it calls, and the collection of their garbage. */
function causedCpuMs(fn: ReportFunction): number {
  return ownCpuMs(fn) + ownGcCpuMs(fn);
}

function ownCpuMs(fn: ReportFunction): number {
  return fn.ownCpuMsPerRequest ?? fn.selfCpuMsPerRequest;
}

function ownGcCpuMs(fn: ReportFunction): number {
  return fn.ownGcCpuMsPerRequest ?? fn.gcCpuMsPerRequest ?? 0;
}

function placeOf({
  name,
  file,
  line,
  endLine,
}: ReportFunction): Pick<Found, 'function' | 'file' | 'line' | 'endLine' | 'lines'> {
  const lines =
    line === undefined || endLine === undefined
      ? {}
      : { lines: Array.from({ length: endLine - line + 1 }, (_, index) => `${file}:${line + index}`) };
  return {
    function: name,
    file,
    ...(line === undefined ? {} : { line }),
    ...(endLine === undefined ? {} : { endLine }),
    ...lines,
  };
}
