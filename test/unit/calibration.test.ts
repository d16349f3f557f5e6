import assert from 'node:assert/strict';
import fc from 'fast-check';
import { probeOfToken, speedScore, tokenOf, type ServerProbe } from '../../src/model/calibration.ts';
import { summarise } from '../../src/probe/probe.ts';
import { probeWith } from '../probe-with.ts';

describe('calibration tokens', () => {
  const server: ServerProbe = { ...probeWith(1000), instance: 'aws/c7g.large' };

  it('bring back what went in, to four digits', () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: 0.01, max: 1e6, noNaN: true }), { minLength: 6, maxLength: 6 }),
        fc.string({ maxLength: 60 }).filter((text) => !/[\p{C}<>[\]`"]/u.test(text)),
        fc.option(fc.constantFrom('aws/c7g.large', 'azure/D2s_v5'), { nil: undefined }),
        (perCpuSecond, cpuModel, instance) => {
          const probe = { ...probeWith(1), perCpuSecond, cpuModel, ...(instance === undefined ? {} : { instance }) };
          const back = probeOfToken(tokenOf(probe));
          assert.ok(back !== undefined);
          back.perCpuSecond.forEach((value, i) => {
            assert.ok(Math.abs(value / (perCpuSecond[i] ?? NaN) - 1) < 0.001);
          });
          assert.equal(back.cpuModel, cpuModel);
          assert.equal(back.instance, instance);
        },
      ),
    );
  });

  it('are one line that a shell leaves alone', () => {
    assert.match(tokenOf(server), /^[\w.-]+$/);
  });

  it('are refused when a part is missing or changed', () => {
    const token = tokenOf(server);
    for (const broken of ['', 'leanscope1', token.slice(0, -3), token.slice(5), token.replace('.', '.A'), `${token}.x`])
      assert.equal(probeOfToken(broken), undefined, broken);
    assert.deepEqual(probeOfToken(`  ${token}\n`), server);
  });

  it('are refused where somebody made them up: what is in them becomes dollars, and is shown', () => {
    const forged: readonly Partial<Record<keyof ServerProbe, unknown>>[] = [
      { perCpuSecond: [1e308, 1e308, 1e308, 1e308, 1e308, 1e308] },
      { perCpuSecond: [1e-300, 1, 1, 1, 1, 1] },
      { perCpuSecond: [1, 1, 1] },
      { takenAt: 'yesterday' },
      { takenAt: '2024-99-99T00:00:00.000Z' },
      { takenAt: '\u001b[31m2024-02-29T12:00:00.000Z' },
      { nodeVersion: 'NaN' },
      { nodeVersion: '24.0.0\u001b[2J' },
      { cpuModel: 'a\u001b]0;x\u0007' },
      { cpuModel: '<script>' },
      { cpuModel: 'x'.repeat(101) },
      { arch: 'x64 \n' },
      { logicalCpus: 0 },
      { logicalCpus: 1e308 },
      { seconds: -1 },
      { noise: 1e308 },
      { disturbedShare: 2 },
      { instance: '[a](http://b)' },
      { instance: 'x'.repeat(61) },
    ];
    for (const fields of forged) {
      const token = tokenOf({ ...server, ...fields } as ServerProbe);
      assert.equal(probeOfToken(token), undefined, JSON.stringify(fields));
    }
  });

  it('hold nothing that names a host or a user', () => {
    const [, body = ''] = tokenOf(server).split('.');
    const fields = JSON.parse(Buffer.from(body, 'base64url').toString('utf8')) as readonly unknown[];
    assert.equal(fields.length, 11);
    assert.deepEqual(fields.slice(2, 6), [server.nodeVersion, server.cpuModel, server.arch, server.logicalCpus]);
  });
});

describe('the speed score', () => {
  it('is the geometric mean of the JavaScript kernels alone', () => {
    assert.equal(speedScore({ ...probeWith(1), perCpuSecond: [10, 1000, 10, 1000, 7, 9] })?.toFixed(6), '100.000000');
  });

  it('is unknown where a kernel gave nothing', () => {
    for (const nothing of [0, NaN, -1]) {
      assert.equal(speedScore({ ...probeWith(1), perCpuSecond: [10, nothing, 10, 10, 7, 9] }), undefined);
    }
  });
});

describe('rounds of the probe', () => {
  const round = (perCpuSecond: number, disturbed = false) => ({ perCpuSecond, disturbed });

  it('give the upper quartile of those that nothing disturbed', () => {
    const quiet = [1, 2, 3, 4, 5].map((speed) => round(speed));
    const { perCpuSecond, disturbedShare, noise } = summarise([[...quiet, round(100, true), round(0.1, true)]]);
    assert.deepEqual(perCpuSecond, [4]);
    assert.equal(disturbedShare, 2 / 7);
    // Quartiles 2 and 4 around 3.
    assert.equal(noise, 1 / 3);
  });

  it('are all used where too few were undisturbed, and it is told', () => {
    const { perCpuSecond, disturbedShare } = summarise([
      [round(1), round(2, true), round(3, true), round(4, true), round(5, true)],
    ]);
    assert.deepEqual(perCpuSecond, [4]);
    assert.equal(disturbedShare, 0.8);
  });
});
