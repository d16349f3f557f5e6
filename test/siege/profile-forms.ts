/** Profiles, the scripts and source maps they are about, and the summaries of other load engines. */
import { transformSync } from 'esbuild';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Call, Form } from './form.ts';

const source = `export interface Item { readonly price: number }
export function costlyTotal(items: readonly Item[]): number {
  let total = 0;
  for (const item of items) total += Math.sqrt(item.price);
  return total;
}
export const main = (): number => costlyTotal([{ price: 4 }, { price: 9 }]);
`;

const { code, map } = transformSync(source, {
  loader: 'ts',
  format: 'cjs',
  sourcemap: 'external',
  sourcefile: '../src/main.ts',
});
const line = code.split('\n').findIndex((text) => text.startsWith('function costlyTotal'));
const script = `${code}//# sourceMappingURL=main.js.map\n`;

const nowhere = { scriptId: '0', url: '', lineNumber: -1, columnNumber: -1 };
/** The script's place is filled in once the arena is there. */
export const scriptUrl = 'file:///ARENA/work/dist/main.js';
const frame = { functionName: 'costlyTotal', scriptId: '7', url: scriptUrl, lineNumber: line, columnNumber: 20 };

const cpuProfile = {
  nodes: [
    { id: 1, callFrame: { functionName: '(root)', ...nowhere }, hitCount: 0, children: [2, 3] },
    { id: 2, callFrame: frame, hitCount: 90, positionTicks: [{ line: line + 3, ticks: 90 }] },
    { id: 3, callFrame: { functionName: '(idle)', ...nowhere }, hitCount: 10 },
  ],
  startTime: 1_000,
  endTime: 1_000 + 100 * 1_000,
  samples: Array.from({ length: 100 }, (_, i) => (i % 10 === 0 ? 3 : 2)),
  timeDeltas: Array.from({ length: 100 }, () => 1_000),
};

const heapProfile = {
  head: {
    callFrame: { functionName: '(root)', ...nowhere },
    selfSize: 0,
    id: 1,
    children: [{ callFrame: frame, selfSize: 65_536, id: 2, children: [] }],
  },
  samples: [{ size: 65_536, nodeId: 2, ordinal: 1 }],
};

const annotated = (file: string): readonly Call[] => [
  { args: ['annotate', file] },
  { args: ['annotate', file, '--json', '-'], data: true },
  { args: ['annotate', file, '--json', 'out.json'], writesJson: 'out.json' },
];

const sources = { 'work/dist/main.js': script, 'work/dist/main.js.map': map, 'work/src/main.ts': source };
const profiles = {
  ...sources,
  'work/a.cpuprofile': JSON.stringify(cpuProfile),
  'work/a.heapprofile': JSON.stringify(heapProfile),
};
const fixtures = join(import.meta.dirname, '..', 'fixtures', 'profiles');

const k6 = {
  metrics: {
    http_reqs: { type: 'counter', contains: 'default', values: { count: 1000, rate: 99.5 } },
    http_req_duration: {
      type: 'trend',
      contains: 'time',
      values: { med: 5, 'p(90)': 9, 'p(95)': 11, 'p(99)': 20, max: 40 },
    },
    http_req_failed: { type: 'rate', contains: 'default', values: { rate: 0.01, passes: 10, fails: 990 } },
  },
};

const artillery = {
  aggregate: {
    counters: { 'http.requests': 1000, 'http.codes.200': 950, 'http.codes.500': 50, 'errors.ETIMEDOUT': 10 },
    rates: { 'http.request_rate': 100 },
    summaries: { 'http.response_time': { min: 1, max: 40, median: 5, p50: 5, p95: 11, p99: 20, p999: 39 } },
    firstMetricAt: 1_767_225_600_000,
    lastMetricAt: 1_767_225_610_000,
  },
  intermediate: [
    {
      counters: { 'http.requests': 500 },
      rates: { 'http.request_rate': 50 },
      summaries: { 'http.response_time': { p99: 20 } },
      firstMetricAt: 1_767_225_600_000,
      lastMetricAt: 1_767_225_605_000,
    },
  ],
};

export const profileForms: readonly Form[] = [
  { name: 'cpuprofile', files: profiles, victim: 'work/a.cpuprofile', calls: annotated('a.cpuprofile') },
  {
    name: 'cpuprofile of Node.js',
    files: { ...sources, 'work/b.cpuprofile': readFileSync(join(fixtures, 'inlined-node-20.cpuprofile')) },
    victim: 'work/b.cpuprofile',
    calls: annotated('b.cpuprofile'),
  },
  { name: 'heapprofile', files: profiles, victim: 'work/a.heapprofile', calls: annotated('a.heapprofile') },
  {
    name: 'heapprofile of Node.js',
    files: { ...sources, 'work/b.heapprofile': readFileSync(join(fixtures, 'kept.heapprofile')) },
    victim: 'work/b.heapprofile',
    calls: annotated('b.heapprofile'),
  },
  { name: 'source map', files: profiles, victim: 'work/dist/main.js.map', calls: annotated('a.cpuprofile') },
  { name: 'script', files: profiles, victim: 'work/dist/main.js', calls: annotated('a.cpuprofile') },
  { name: 'source', files: profiles, victim: 'work/src/main.ts', calls: annotated('a.cpuprofile') },
];

/** Read beside a stored run. */
export const loadEvidence: Readonly<Record<string, string>> = {
  'work/k6.json': JSON.stringify(k6),
  'work/artillery.json': JSON.stringify(artillery),
};
