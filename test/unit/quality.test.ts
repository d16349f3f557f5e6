import assert from 'node:assert/strict';
import type { Slice } from '../../src/model/recorded-slice.ts';
import type { Recording } from '../../src/model/recording.ts';
import { costsOf, near, type Drawn } from '../costs-of.ts';
import { sliceWith, type SliceParts } from '../recording-with.ts';

/** 100 ms of CPU for 100 requests, all on the JavaScript thread. */
const usage = { processCpuUs: 100_000, javascriptThreadCpuUs: 100_000 };
const asIs = (parts: SliceParts = {}) => sliceWith('asIs', { ...parts, usage: { ...usage, ...parts.usage } });
/** An idle sample and 1,000 busy ones of 1 ms each: 1,000 ms of the thread. */
const cpu = `(idle)  ${'a  '.repeat(1000)}`;
const sampling = (parts: SliceParts['usage'] = {}) =>
  sliceWith('cpuSampling', { endUs: 1_001_000, usage: { ...usage, javascriptThreadCpuUs: 1_000_000, ...parts } });

const warningsOf = (drawn: Drawn = {}) =>
  costsOf({ cpu, slices: [asIs(), asIs(), sampling()], ...drawn }).quality.warnings;

function withGenerator(slice: Slice, generatorCpuUs: number): Slice {
  return { ...slice, outcome: { ...slice.outcome, generatorCpuUs } };
}

function withDropped(slice: Slice, dropped: number): Slice {
  const arrival = { spacing: 'poisson', ratePerSecond: 120 } as const;
  const counts = { offered: 100, answered: 100, dropped, underWay: [0, 0] as const, sendLagUs: [] };
  return { ...slice, outcome: { ...slice.outcome, open: { arrival, windowMs: 800, ...counts } } };
}

describe('requests that were never sent', () => {
  it('count as requests and as errors, and are told apart', () => {
    const slices = [asIs({ errors: 3 }), withDropped(asIs(), 20), withDropped(asIs(), 5), sampling()];
    const { requests, errors, dropped, cpuMsPerRequest } = costsOf({ cpu, slices }).totals;
    assert.deepEqual([requests, errors, dropped], [325, 28, 25]);
    // 100 ms for the 100 that were answered in each slice: what was never sent cost nothing.
    near(cpuMsPerRequest, 1);
  });

  it('are not mentioned in a closed load', () => {
    assert.ok(!('dropped' in costsOf({ cpu, slices: [asIs(), sampling()] }).totals));
  });
});

describe('a measurement without blemish', () => {
  it('has no warning, no noise, no overhead and no gap', () => {
    const { quality } = costsOf({ cpu, slices: [asIs(), asIs(), sampling()] });
    assert.deepEqual(quality.warnings, []);
    assert.equal(quality.samples, 1000);
    near(quality.noise, 0);
    near(quality.overheadShare, 0);
    near(quality.ledgerGapShare, 0);
  });
});

describe('a measurement on a machine whose pace changes', () => {
  const at = (paceUs: number, slice: Slice): readonly Slice[] =>
    Array.from({ length: 6 }, (_, turn) => ({ ...slice, paceUs: paceUs + (turn % 2 === 0 ? 20 : -20) }));

  it('takes the change off what sampling cost', () => {
    // A request cost 1 ms and, sampled, 1.5 ms, when all the machine did took 1.25 times as long: 1.2 is the sampler's.
    const { quality } = costsOf({
      cpu,
      slices: [...at(2000, asIs()), ...at(2500, sampling({ processCpuUs: 150_000 }))],
    });
    near(quality.overheadShare, 0.2);
    near(quality.paceWhileSampling, 1.25);
    // Paces known to 2.571 · √80 of 2,000 and of 2,500 µs: 1.15 and 0.92 %, together 1.47 %.
    const halfWidth = Math.hypot((2.571 * Math.sqrt(80)) / 2000, (2.571 * Math.sqrt(80)) / 2500);
    near(quality.overheadInterval?.high, 1.2 * Math.exp(halfWidth) - 1, 1e-4);
    near(quality.overheadInterval?.low, 1.2 * Math.exp(-halfWidth) - 1, 1e-4);
    near(quality.pace?.us, 2000);
    // Six of ±20: a deviation of 20 √(6 / 5), over √6, times 2.571 (Student's t, 5 degrees of freedom).
    near((quality.pace?.interval.high ?? 0) - 2000, 2.571 * Math.sqrt(400 / 5), 0.01);
  });

  it('knows what sampling cost as well as it knows both costs', () => {
    // 95 and 105 ms for 100 requests: known to 2.571 · √5 of 100. The pace is the same to the last bit, and so is the sampled cost.
    const slices = [95_000, 105_000, 95_000, 105_000, 95_000, 105_000].map((processCpuUs) =>
      asIs({ usage: { processCpuUs } }),
    );
    const paced = [...slices, ...Array.from({ length: 6 }, () => sampling({ processCpuUs: 120_000 }))];
    const { quality } = costsOf({ cpu, slices: paced.map((slice) => ({ ...slice, paceUs: 2000 })) });
    near(quality.overheadShare, 0.2);
    near(quality.overheadInterval?.high, 1.2 * Math.exp((2.571 * Math.sqrt(30 / 6)) / 100) - 1, 1e-4);
  });

  it('leaves out what sampling takes of an idle thread', () => {
    // Sampled, 100 requests took 150 ms of CPU; of it samples of 1 ms were in the application 120 times.
    const columns = `(idle)  ${'a  '.repeat(120)}${'(idle)  '.repeat(800)}`;
    const slices = [asIs(), asIs(), sampling({ processCpuUs: 150_000 })];
    near(costsOf({ cpu: columns, slices }).quality.overheadShare, 0.2);
    // Where the thread had to wait for a processor, its samples hold that too.
    near(costsOf({ cpu: `(idle)  ${'a  '.repeat(300)}`, slices }).quality.overheadShare, 0.5);
  });

  it('is not corrected by a few readings', () => {
    const slices = [...at(2000, asIs()).slice(0, 4), ...at(2500, sampling({ processCpuUs: 150_000 }))];
    const { quality } = costsOf({ cpu, slices });
    near(quality.overheadShare, 0.5);
    assert.equal(quality.pace, undefined);
  });
});

/** Three slices of the one and three of the other. */
function uneven(low: number, high: number, javascriptThreadCpuUs?: number): readonly Slice[] {
  const known = javascriptThreadCpuUs === undefined ? {} : { javascriptThreadCpuUs };
  return [low, high, low, high, low, high].map((processCpuUs) => asIs({ usage: { processCpuUs, ...known } }));
}

describe('a measurement warns', () => {
  const cases: readonly (readonly [string, RegExp, Drawn])[] = [
    [
      'of requests that failed',
      /^3 of 200 requests failed \(200: 100\)/,
      { slices: [asIs(), asIs({ errors: 3 }), sampling()] },
    ],
    [
      'of requests that were never sent',
      /^20 of 220 requests were due and never sent/,
      { slices: [asIs(), withDropped(asIs(), 20), sampling()] },
    ],
    ['of few samples', /^Only 999 CPU samples/, { cpu: `(idle)  ${'a  '.repeat(999)}` }],
    // 85 and 115 ms, three times each: a deviation of 15 √(6 / 5), over √6, times 2.571: 17.2 % of 100.
    ['of noise', /CPU per request is known to ±17 % only/, { slices: [...uneven(85_000, 115_000), sampling()] }],
    // 1,000 ms on the clock, 800 of them on the CPU.
    [
      'of a contended machine',
      /only 80 % of their busy time/,
      { slices: [asIs(), asIs(), sampling({ javascriptThreadCpuUs: 800_000 })] },
    ],
    // 0.95 s of CPU in a second.
    [
      'of a generator at its limit',
      /generator used a whole core/,
      { slices: [withGenerator(asIs(), 950_000), withGenerator(asIs(), 950_000), sampling()] },
    ],
    ['of what capture found', /^the log says so$/, { warnings: ['the log says so'] }],
    [
      'of maps that could not be read',
      /a\.js: no map/,
      {
        scripts: [
          {
            process: 1,
            thread: 0,
            scriptId: 'a.js',
            url: 'file:///app/a.js',
            text: 'function a() {}',
            functions: [],
            sourceMapProblem: 'no map',
          },
        ] satisfies Recording['scripts'],
      },
    ],
  ];
  for (const [what, words, drawn] of cases) {
    it(`${what}, and of nothing else`, () => {
      const warnings = warningsOf(drawn);
      assert.match(warnings[0] ?? 'no warning', words);
      assert.equal(warnings.length, 1, warnings.join('\n'));
    });
  }

  it('not of the last bit that is still good', () => {
    // 88 and 112 ms: CPU per request is known to ±13.8 %. Clock over CPU 1.15.
    const slices = [
      ...uneven(88_000, 112_000, 90_000),
      sampling({ processCpuUs: 125_000, javascriptThreadCpuUs: 870_000 }),
    ];
    assert.deepEqual(warningsOf({ slices }), []);
  });
});
