/** Bytes that are sent and need not be. What they cost is egress; their CPU is other rules' business. */
import type { ReportRoute } from '../../model/report-load.ts';
import type { Found, Rule } from '../rule.ts';

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
          // A sample of each answer was compressed: the size is measured, not guessed.
          certainty: 'certain',
          ...routePlace(route),
          cpuMs: 0,
          bytesOut: saved * route.share,
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
          facts: { bytes: plain, medianBytes: median },
          effort: 2,
        },
      ];
    });
  },
};

function routePlace({ method, path, file, line }: ReportRoute): Pick<Found, 'route' | 'file' | 'line'> {
  return {
    route: `${method} ${path}`,
    ...(file === undefined ? {} : { file }),
    ...(line === undefined ? {} : { line }),
  };
}
