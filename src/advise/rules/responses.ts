/** Bytes that are sent and need not be. What they cost is egress; their CPU is other rules' business. */
import { routeName } from '../../model/format.ts';
import { seen } from '../../model/observation.ts';
import type { ReportRoute } from '../../model/report-load.ts';
import { thresholdOf, type Found, type Rule } from '../rule.ts';

/** Under the size of a few network packets compressing wins nothing. */
const leastBytes = 4_000;
/** Of the body: less is not worth a change. */
const leastSaved = 0.3;

export const uncompressedResponse: Rule = {
  id: 'uncompressed-response',
  find: ({ priced: { routes } }) =>
    routes.flatMap((route): readonly Found[] => {
      const { body } = route;
      const gzip = body?.gzipBytesPerRequest;
      if (body === undefined || gzip === undefined || body.bytesPerRequest < leastBytes) return [];
      const saved = body.bytesPerRequest - gzip;
      if (saved < leastSaved * body.bytesPerRequest) return [];
      return [
        {
          rule: 'uncompressed-response',
          // A sample of each answer was compressed: the size is measured. That no proxy does it where the application runs is not.
          certainty: 'likely',
          ...routePlace(route),
          cpuMs: 0,
          bytesOut: saved * route.share,
          mostBytesOut: body.bytesPerRequest * route.share,
          facts: { bytes: body.bytesPerRequest, gzipBytes: gzip },
          effort: 1,
        },
      ];
    }),
};

/** So many times the median answer of the application, and more than a screen can show. */
const timesMedian = 4;
const wideBytes = 30_000;

export const wideResponse: Rule = {
  id: 'wide-response',
  find: ({ priced: { routes } }) => {
    const sizes = routes
      .flatMap(({ body }) => (body === undefined ? [] : [body.plainBytesPerRequest]))
      .sort((a, b) => a - b);
    const median = sizes[Math.floor(sizes.length / 2)] ?? 0;
    return routes.flatMap((route): readonly Found[] => {
      const plain = route.body?.plainBytesPerRequest ?? 0;
      if (sizes.length < 3 || plain < wideBytes || plain < timesMedian * median) return [];
      return [
        {
          rule: 'wide-response',
          // Whether anybody needs all of it cannot be measured here.
          certainty: 'lookHere',
          ...routePlace(route),
          cpuMs: 0,
          // What compressing would leave of it: that part is another finding's.
          bytesOut: (route.body?.gzipBytesPerRequest ?? route.body?.bytesPerRequest ?? 0) * route.share,
          mostBytesOut: (route.body?.bytesPerRequest ?? 0) * route.share,
          facts: { bytes: plain, medianBytes: median },
          effort: 2,
        },
      ];
    });
  },
};

/** So many answers looked at, a slice or more apart. */
const leastCompared = 4;
/** Of all bytes sent: how long an answer holds is for its author to know, so that less is not worth asking. */
const muchSent = 0.05;
const leastKept = 2_000;

/** The same each time, to anybody, and without a word on how long it holds. */
export const uncacheableResponse: Rule = {
  id: 'uncacheable-response',
  find: ({ priced }) => {
    const least = thresholdOf(priced, 'uncacheable-response', muchSent) * (priced.totals.bytesOutPerRequest ?? 0);
    return priced.routes.flatMap((route): readonly Found[] => {
      const { repeats, body, share, cpuMsPerRequest } = route;
      if (body === undefined || repeats?.cacheHeaders?.length !== 0 || body.bytesPerRequest < leastKept) return [];
      const { compared, same } = repeats;
      // What compressing would leave of it: that part is another finding's.
      const bytesOut = (body.gzipBytesPerRequest ?? body.bytesPerRequest) * share;
      if (compared < leastCompared || same < compared || bytesOut < least) return [];
      return [
        {
          rule: 'uncacheable-response',
          // The data may change where it is used, and each request may come from somebody else.
          certainty: 'lookHere',
          ...routePlace(route),
          cpuMs: 0,
          bytesOut,
          mostBytesOut: body.bytesPerRequest * share,
          facts: { bytes: body.bytesPerRequest, route: routeName(route) },
          because: [
            seen('sameAnswer', { count: compared + 1 }),
            ...(cpuMsPerRequest === undefined ? [] : [seen('answering', { ms: cpuMsPerRequest })]),
          ],
          effort: 1,
        },
      ];
    });
  },
};

/** Byte for byte, when each was tried once. */
export const duplicateResponse: Rule = {
  id: 'duplicate-response',
  find: ({ priced: { routes } }) =>
    routes.flatMap((route) =>
      (route.twins ?? []).flatMap(({ request, sameAs, bytes, share }): readonly Found[] => {
        if (bytes < leastKept) return [];
        return [
          {
            rule: 'duplicate-response',
            // On other data they may differ.
            certainty: 'lookHere',
            ...routePlace(route),
            cpuMs: 0,
            bytesOut: bytes * share,
            mostBytesOut: (route.body?.bytesPerRequest ?? bytes) * route.share,
            facts: { request, sameAs, bytes },
            effort: 2,
          },
        ];
      }),
    ),
};

function routePlace({ method, path, file, line }: ReportRoute): Pick<Found, 'route' | 'file' | 'line'> {
  return {
    route: `${method} ${path}`,
    ...(file === undefined ? {} : { file }),
    ...(line === undefined ? {} : { line }),
  };
}
