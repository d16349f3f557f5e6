import assert from 'node:assert/strict';
import { indexOfProcessor } from '../../src/price/cpu-speeds.ts';
import { speedOf } from '../../src/price/sku-speeds.ts';
import { speedHere } from '../../src/price/speed.ts';
import { probeWith } from '../probe-with.ts';

/** Within this share of what is expected. */
function near(actual: number | undefined, expected: number, share = 1e-9): void {
  assert.ok(Math.abs((actual ?? NaN) / expected - 1) <= share, `${actual ?? 'nothing'} is ${expected}`);
}

describe("this machine's speed", () => {
  const cpuModel = 'test';
  const c7g = speedOf('aws', 'c7g.large', 2)?.index ?? NaN;

  it('against a calibrated server is the ratio of the two probes', () => {
    const here = speedHere({
      cpuModel,
      probe: probeWith(1000),
      server: { ...probeWith(500), instance: 'aws/c7g.large' },
    });
    near(here.index, 2 * c7g);
    assert.equal(here.halfWidth, 0.18);
  });

  it('is known by the server’s processor where the token names no instance type', () => {
    const here = speedHere({ cpuModel, probe: probeWith(500), server: probeWith(500, { cpuModel: 'Neoverse-V1' }) });
    near(here.index, c7g, 0.02);
    assert.equal(here.halfWidth, 0.18);
  });

  it('leaves a token of another release line of Node.js aside, and says so', () => {
    const server = { ...probeWith(500, { nodeVersion: '20.1.0' }), instance: 'aws/c7g.large' };
    const here = speedHere({ cpuModel, probe: probeWith(1000), server });
    assert.equal(here.halfWidth, 0.3);
    assert.match(here.words, /token of aws\/c7g\.large is left aside/);
  });

  it('without a token comes from the probe: twice the score, twice the speed', () => {
    const once = speedHere({ cpuModel, probe: probeWith(6000) });
    assert.equal(once.halfWidth, 0.3);
    near(speedHere({ cpuModel, probe: probeWith(12_000) }).index, 2 * once.index);
  });

  it('does not depend on the Node.js that probed: each release line has its own reference', () => {
    const at = (nodeVersion: string, score: number) =>
      speedHere({ cpuModel, probe: probeWith(score, { nodeVersion }) }).index;
    near(at('26.1.0', 13_660), at('20.1.0', 10_210));
    near(at('30.0.0', 13_660), at('26.1.0', 13_660));
  });

  it('without a probe comes from the name of the processor, where instance types have it too', () => {
    const here = speedHere({ cpuModel: 'Intel(R) Xeon(R) Platinum 8488C' });
    near(here.index, speedOf('aws', 'm7i.large', 2)?.index ?? NaN, 0.1);
    assert.equal(here.halfWidth, 0.3);
  });

  it('with nothing known is taken for a common one, with a wide margin and plain words', () => {
    const here = speedHere({ cpuModel });
    assert.equal(here.halfWidth, 0.5);
    assert.match(here.words, /nothing is known of its speed.*leanscope calibrate/);
  });

  it('tells of a probe that was disturbed', () => {
    assert.match(speedHere({ cpuModel, probe: probeWith(6000, { noise: 0.25 }) }).words, /busy with other work.*±25 %/);
  });

  it('knows processors on the scale of instance types, and none that is no name', () => {
    near(indexOfProcessor('AMD EPYC 9R14'), speedOf('aws', 'c7a.large', 2)?.index ?? NaN, 0.02);
    for (const name of ['', 'toString', 'unknown']) assert.equal(indexOfProcessor(name), undefined);
  });
});
