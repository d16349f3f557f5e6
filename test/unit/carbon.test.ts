import assert from 'node:assert/strict';
import fc from 'fast-check';
import { carbonOf } from '../../src/price/carbon.ts';
import { gridIntensity, wattsPerVcpu } from '../../src/price/carbon-data.ts';

const basis = {
  provider: 'aws',
  region: 'eu-west-1',
  sku: 'm7i.large',
  cpuMsThere: 3.6,
  yieldWhenFull: 0.5,
  utilization: 0.5,
};
function near(actual: number | undefined, expected: number): void {
  assert.ok(Math.abs((actual ?? NaN) / expected - 1) < 1e-9, `${actual ?? 'nothing'} is ${expected}`);
}

describe('carbon of a million requests', () => {
  it('is energy times intensity and the making of servers, by hand', () => {
    // 3.6 ms × 10⁶ = 1 h of CPU; half of a vCPU of half its speed makes 4 vCPU-hours.
    const watts = 1.036 + 0.5 * (4.16 - 1.036);
    const kWh = (4 * watts * 1.135) / 1000;
    const embodied = (4 / 35_040) * (1_300_000 / 96);
    const carbon = carbonOf(basis);
    near(carbon?.kWhPerMillionRequests, kWh);
    near(carbon?.embodiedGramsPerMillionRequests, embodied);
    near(carbon?.gramsCO2ePerMillionRequests, kWh * 316 + embodied);
    near(carbon?.range.high, 2 * (kWh * 316 + embodied));
  });

  it('counts bytes out: 1 kB each makes 1 GB a million', () => {
    const without = carbonOf(basis)?.kWhPerMillionRequests ?? NaN;
    near((carbonOf({ ...basis, bytesOut: 1000 })?.kWhPerMillionRequests ?? NaN) - without, 0.001);
  });

  it('is unknown, and not 0, where the electricity is not known or nothing was measured', () => {
    assert.equal(carbonOf({ ...basis, region: 'nowhere-1' }), undefined);
    assert.equal(carbonOf({ ...basis, provider: 'hetzner', region: 'fsn1' }), undefined);
    assert.equal(carbonOf({ ...basis, cpuMsThere: 0 }), undefined);
    assert.equal(carbonOf({ ...basis, cpuMsThere: NaN }), undefined);
  });

  it('rises with CPU and bytes and falls with utilisation, which spreads the idle power', () => {
    const positive = fc.double({ min: 0.01, max: 1000, noNaN: true });
    const share = fc.double({ min: 0.05, max: 1, noNaN: true });
    const grams = (parts: Partial<typeof basis> & { bytesOut?: number }): number =>
      carbonOf({ ...basis, ...parts })?.gramsCO2ePerMillionRequests ?? NaN;
    fc.assert(
      fc.property(positive, positive, share, share, (a, b, u, v) => {
        const [low, high] = [Math.min(a, b), Math.max(a, b)];
        assert.ok(grams({ cpuMsThere: low }) <= grams({ cpuMsThere: high }));
        assert.ok(grams({ bytesOut: low }) <= grams({ bytesOut: high }));
        assert.ok(grams({ utilization: Math.max(u, v) }) <= grams({ utilization: Math.min(u, v) }) * (1 + 1e-9));
      }),
    );
  });

  it('rests on coefficients within what is physically sane', () => {
    for (const [idle, full] of Object.values(wattsPerVcpu)) assert.ok(idle > 0.2 && full > idle && full < 10);
    for (const grams of Object.values(gridIntensity)) assert.ok(grams > 0 && grams < 1100);
  });
});
