/** A setting with a known effect: a young generation with room for what lives on for some requests copies it once instead of often. */
import assert from 'node:assert/strict';
import { createServer, type AddressInfo } from 'node:net';
import { app, leftBehindSoon, measure, nodeOf } from './leanscope.ts';

describe('settings of V8 and Node.js', function () {
  this.timeout(90_000);

  it('are tried side by side, though the application wants one port, and the one that helps is found', async () => {
    const command = [await nodeOf(20), 'server.cjs'];
    const env = { PORT: String(await freePort()) };
    const { knobs = [], quality, advice } = await measure(app('survivors'), 20, command, { env }, ['--knobs']);
    assert.deepEqual(
      knobs.map(({ setting }) => setting),
      ['--max-semi-space-size=32', '--max-semi-space-size=64'],
      quality.warnings.join('\n'),
    );
    const large = knobs[1];
    // Without load around it the loop takes a sixth; half of it leaves room for what a request costs besides.
    assert.equal(large?.verdict, 'better', JSON.stringify({ large, quality }));
    assert.ok(large.cpuRatio.value < 0.75, JSON.stringify(large));
    assert.ok(large.throughputRatio.low > 1, JSON.stringify(large));
    // The best of them is a finding, and the only one of its rule.
    const best = knobs
      .filter(({ verdict }) => verdict === 'better')
      .sort((a, b) => a.cpuRatio.value - b.cpuRatio.value);
    const told = advice.filter(({ rule }) => rule === 'runtime-setting').map(({ facts }) => facts?.['setting']);
    assert.deepEqual(told, [best[0]?.setting]);
  });

  afterEach(async () => {
    assert.deepEqual(await leftBehindSoon(), []);
  });
});

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await new Promise((settle) => server.once('listening', settle));
  const { port } = server.address() as AddressInfo;
  await new Promise((settle) => server.close(settle));
  return port;
}
