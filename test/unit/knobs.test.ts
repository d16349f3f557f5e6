import assert from 'node:assert/strict';
import fc from 'fast-check';
import { onFreePort } from '../../src/agent/listening.ts';
import { costKnobs } from '../../src/attribute/knobs.ts';
import { settingsWorthTrying } from '../../src/capture/knob-settings.ts';
import { instanceOf } from '../../src/launch/instance.ts';
import type { KnobTurn, RecordedKnobs } from '../../src/model/knob.ts';
import type { Spec } from '../../src/model/spec.ts';
import { costsOf, near } from '../costs-of.ts';
import { recordingWith, sliceWith } from '../recording-with.ts';

const instances: RecordedKnobs['instances'] = [{}, {}, { setting: { name: '--no-maglev', kind: 'v8Flag' } }];

/** Blocks of [default, default, setting], each the µs of CPU of one request. */
function blocks(...us: readonly (readonly [number, number, number])[]): RecordedKnobs {
  const turns = us.flatMap((block, index) =>
    block.map((each, instance) => turn({ block: index, instance, processCpuUs: each * 100 })),
  );
  return { instances, turns };
}

const turn = (parts: Partial<KnobTurn>): KnobTurn => ({
  block: 0,
  instance: 0,
  wallUs: 1_000_000,
  processCpuUs: 100_000,
  completed: 100,
  errors: 0,
  rssBytes: 50_000_000,
  ...parts,
});

const knobIn = (recorded: RecordedKnobs) => costKnobs(recorded)?.knobs[0];

describe('a setting that was tried', () => {
  it('is compared within its block, by hand', () => {
    // Ratios 1/2 and 1/8: their geometric mean is 1/4. Logarithms −ln 2 and −3 ln 2 around −2 ln 2: a deviation of √2 ln 2, over
    // √2 slices ln 2, times t for one degree of freedom.
    const { cpuRatio } = knobIn(blocks([1000, 1000, 500], [4000, 4000, 500])) ?? {};
    near(cpuRatio?.value, 1 / 4);
    near(cpuRatio?.low, Math.exp(-2 * Math.LN2 - 12.706 * Math.LN2));
    near(cpuRatio?.high, Math.exp(-2 * Math.LN2 + 12.706 * Math.LN2), 1e-6);
  });

  it('is not moved by what moves a whole block', () => {
    const factors = fc.array(fc.double({ min: 0.1, max: 10, noNaN: true }), { minLength: 2, maxLength: 10 });
    fc.assert(
      fc.property(factors, (moods) => {
        const { cpuRatio } = knobIn(blocks(...moods.map((mood) => [100 * mood, 100 * mood, 80 * mood] as const))) ?? {};
        near(cpuRatio?.value, 0.8, 1e-9);
        near(cpuRatio?.high, 0.8, 1e-6);
      }),
    );
  });

  it('is better or worse where the interval says so', () => {
    assert.equal(knobIn(blocks([100, 101, 50], [101, 100, 51], [100, 100, 50]))?.verdict, 'better');
    assert.equal(knobIn(blocks([100, 101, 150], [101, 100, 151], [100, 100, 150]))?.verdict, 'worse');
    assert.equal(knobIn(blocks([100, 101, 80], [101, 100, 130], [100, 100, 90]))?.verdict, 'inconclusive');
  });

  it('has to differ more than the application differs from itself', () => {
    // Both defaults are steady, and 10 % apart: 6 % against their mean is nothing, 12 % is something.
    const apart = (setting: number) => blocks([100, 110, setting], [100, 110, setting], [100, 110, setting]);
    assert.equal(knobIn(apart(105 * 0.94))?.verdict, 'inconclusive');
    assert.equal(knobIn(apart(105 * 0.88))?.verdict, 'better');
    near(costKnobs(apart(100))?.againstItself.value, 1.1);
  });

  it('tells throughput, memory and errors too', () => {
    const { turns } = blocks([100, 100, 100], [100, 100, 100]);
    const changed = turns.map((each) =>
      each.instance === 2 ? { ...each, wallUs: 500_000, rssBytes: 75_000_000, errors: 3 } : each,
    );
    const knob = knobIn({ instances, turns: changed });
    near(knob?.throughputRatio.value, 2);
    near(knob?.rssRatio, 1.5);
    assert.equal(knob?.errors, 6);
  });

  it('is unknown with one block, or where nothing was answered', () => {
    assert.equal(costKnobs(blocks([100, 100, 50])), undefined);
    const { turns } = blocks([100, 100, 50], [100, 100, 50]);
    const silent = turns.map((each) => (each.instance === 2 ? { ...each, completed: 0 } : each));
    assert.deepEqual(costKnobs({ instances, turns: silent })?.knobs, []);
  });

  it('reaches the costs, with what the default is against itself', () => {
    const { knobs, quality } = costsOf({ knobs: blocks([100, 102, 50], [102, 100, 50]) });
    assert.deepEqual(
      knobs?.map(({ setting, kind }) => [setting, kind]),
      [['--no-maglev', 'v8Flag']],
    );
    near(quality.againstItself?.value, 1);
  });
});

describe('the settings worth trying', () => {
  const named = (nodeVersion: string, usage = {}, environment = {}) => {
    const { app, ...recording } = recordingWith({ slices: [sliceWith('asIs', { usage })] });
    return settingsWorthTrying({ ...recording, app: { ...app, nodeVersion } }, environment).map(({ name }) => name);
  };

  it("are the compilers that a version's V8 has", () => {
    assert.deepEqual(named('v20.18.0'), []);
    assert.deepEqual(named('v22.1.0'), ['--maglev']);
    assert.deepEqual(named('v24.0.0'), ['--no-maglev', '--no-maglev-inlining']);
  });

  it('are those of a collector, a pool or workers that the application was seen to use', () => {
    // Of 100 ms of CPU.
    const collecting = { gcUs: { minor: 2000, major: 0, incremental: 0, weakCallbacks: 0 } };
    assert.deepEqual(named('v20.18.0', collecting), ['--max-semi-space-size=32', '--max-semi-space-size=64']);
    const pooling = { otherThreadCpuUs: { engine: 0, threadPool: 50_000 } };
    assert.deepEqual(named('v20.18.0', pooling), ['UV_THREADPOOL_SIZE=2', 'UV_THREADPOOL_SIZE=8']);
    assert.deepEqual(named('v20.18.0', {}, { WEB_CONCURRENCY: '2' }), ['WEB_CONCURRENCY=1']);
  });
});

describe('one more instance', () => {
  const spec = { env: { NODE_OPTIONS: '--enable-source-maps', A: '1' } } as unknown as Spec;
  const environment = (name: string, kind: 'v8Flag' | 'nodeOption' | 'environment') =>
    instanceOf(spec, { name, kind }).env;

  it('has its setting in its environment, beside what is there', () => {
    assert.equal(
      environment('--max-semi-space-size=64', 'nodeOption')['NODE_OPTIONS'],
      '--enable-source-maps --max-semi-space-size=64',
    );
    assert.equal(environment('--no-maglev', 'v8Flag')['LEANSCOPE_V8_FLAGS'], '--no-maglev');
    assert.equal(environment('UV_THREADPOOL_SIZE=8', 'environment')['UV_THREADPOOL_SIZE'], '8');
    assert.deepEqual(instanceOf(spec, undefined).env, { ...spec.env, LEANSCOPE_FREE_PORTS: 'yes' });
  });

  it('listens on a free port, and says which it asked for', () => {
    const callback = (): void => undefined;
    assert.deepEqual(onFreePort([3000, callback]), { askedPort: 3000, given: [0, callback] });
    assert.deepEqual(onFreePort(['3000', '::']), { askedPort: 3000, given: [0, '::'] });
    assert.deepEqual(onFreePort([{ port: 3000, host: '::' }]), { askedPort: 3000, given: [{ port: 0, host: '::' }] });
    for (const untouched of [[0], [], ['/tmp/socket'], [{ path: '/tmp/socket' }], [undefined, callback]])
      assert.deepEqual(onFreePort(untouched), { askedPort: undefined, given: untouched });
  });
});
