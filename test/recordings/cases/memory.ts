/** Memory that requests keep, and a setting that changes what keeping costs. */
import assert from 'node:assert/strict';
import type { Growth } from '../../../src/model/report-memory.ts';
import type { Report } from '../../../src/model/report.ts';
import type { NodeMajor, RecordingCase, Truth } from '../case.ts';
import { budget, noErrors, truth } from './checks.ts';

function growthOf({ memory }: Report): Growth {
  assert.ok(memory?.growth, 'growth was not measured');
  return memory.growth;
}

/** Right to 10 %, or as far as the measurement itself says that it may be off. */
function tells(bytes: number, { low, high }: Growth['interval'], known: number): void {
  assert.ok(low <= known * 1.1 && high >= known * 0.9, `${bytes} (${low} to ${high}) instead of ${known}`);
}

/** A finding stands for growth that is sure, and for none else. */
const told = truth('there is a finding where the verdict is that it grows, and none otherwise', (report) => {
  const isTold = report.advice.some(({ rule }) => rule === 'memory-growth');
  assert.equal(isTold, growthOf(report).verdict === 'grows');
});

interface Leak {
  readonly name: string;
  readonly path: string;
  readonly node: NodeMajor;
  readonly seconds: number;
  readonly truths: readonly Truth[];
}

const leak = ({ name, path, node, seconds, truths }: Leak): RecordingCase => ({
  name,
  app: 'leak',
  node,
  command: ['node', 'server.cjs'],
  flags: budget(seconds),
  paths: [path],
  derivation: 'by hand, from the sizes of V8: test/apps/leak/README.md',
  truths: [...truths, told, noErrors],
});

const objects = leak({
  ...{ name: 'leak-objects', path: '/objects', node: 22, seconds: 20 },
  truths: [
    truth('the heap grows by 728 bytes per request, in the function that keeps them', (report) => {
      const growth = growthOf(report);
      assert.equal(growth.verdict, 'grows', JSON.stringify(growth));
      tells(growth.bytesPerRequest, growth.interval, 728);
      const [site] = growth.sites;
      assert.deepEqual([site?.name, site?.file], ['keepObjects', 'keep-objects.cjs']);
      assert.ok(site);
      tells(site.heapBytesPerRequest, site.interval, 728);
    }),
  ],
});

const buffers = leak({
  ...{ name: 'leak-buffers', path: '/buffers', node: 26, seconds: 12 },
  truths: [
    truth('memory outside of the heap is counted to the byte: 2,000 per request', (report) => {
      const growth = growthOf(report);
      assert.equal(growth.verdict, 'grows', JSON.stringify(growth));
      // What Node.js itself keeps outside the heap does not depend on the number of requests.
      assert.ok(Math.abs(growth.arrayBuffersBytesPerRequest / 2000 - 1) < 0.02, JSON.stringify(growth));
    }),
  ],
});

const healthy = leak({
  ...{ name: 'leak-healthy', path: '/healthy', node: 24, seconds: 12 },
  truths: [
    truth('what is kept is bounded: no growth is told, and nobody is named', (report) => {
      const growth = growthOf(report);
      assert.notEqual(growth.verdict, 'grows', JSON.stringify(growth));
      assert.deepEqual(growth.verdict === 'none' ? growth.sites : [], []);
      assert.ok(growth.interval.low <= 0 && growth.interval.high >= 0, JSON.stringify(growth.interval));
    }),
  ],
});

const knobs: RecordingCase = {
  name: 'knobs-survivors',
  app: 'survivors',
  node: 20,
  command: ['node', 'server.cjs'],
  // The application wants one port; each of its instances is given another.
  env: { PORT: '39820' },
  flags: ['--knobs', ...budget(20)],
  derivation:
    'by construction: what lives on for some requests is copied once by a large young generation, often by a small one',
  truths: [
    truth('the large young generation is told to be better', ({ knobs: tried = [], quality }) => {
      assert.deepEqual(
        tried.map(({ setting }) => setting),
        ['--max-semi-space-size=32', '--max-semi-space-size=64'],
        quality.warnings.join('\n'),
      );
      const large = tried[1];
      // Without load around it the loop takes a sixth; half of it leaves room for what a request costs besides.
      assert.equal(large?.verdict, 'better', JSON.stringify(large));
      assert.ok(large.cpuRatio.value < 0.75 && large.throughputRatio.low > 1, JSON.stringify(large));
    }),
    truth('the best setting is a finding, the only one of its rule', ({ knobs: tried = [], advice }) => {
      const better = tried.filter(({ verdict }) => verdict === 'better');
      const [best] = better.sort((a, b) => a.cpuRatio.value - b.cpuRatio.value);
      const settings = advice.filter(({ rule }) => rule === 'runtime-setting').map(({ facts }) => facts?.['setting']);
      assert.deepEqual(settings, [best?.setting]);
    }),
  ],
};

export const memoryCases: readonly RecordingCase[] = [objects, buffers, healthy, knobs];
