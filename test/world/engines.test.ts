/** Either engine is loaded and used where it is asked for, and tells V8's reason for a function that it does not optimise. */
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { app, leftBehindSoon, measure, nodeOf } from './leanscope.ts';
import { nativeEngineFor } from './native-engine.ts';

/** v8-profiler-next 1.10 does not compile on Node.js 26. One version is enough here: building takes most of the time. */
const newestOfBoth = 24;

describe('both engines', function () {
  // The first time on a machine, the add-on is built.
  this.timeout(1_800_000);
  it(`are used on Node.js ${newestOfBoth}, and say why a function is not optimised`, async function () {
    const native = await nativeEngineFor(newestOfBoth);
    if ('why' in native) {
      console.log(`      skipped: v8-profiler-next cannot be built or loaded here (${native.why})`);
      this.skip();
    }
    const command = [await nodeOf(newestOfBoth), '--allow-natives-syntax', join(app('unoptimised'), 'server.cjs')];
    for (const engine of ['inspector', 'v8-profiler-next']) {
      const options = { env: { ONLY_NEVER: '1' } };
      const { quality, functions } = await measure(native.folder, 3, command, options, ['--engine', engine]);
      assert.equal(quality.engine, engine);
      const found = functions.find(({ name }) => name === 'never');
      assert.equal(found?.bailoutReason, 'Optimization is always disabled', engine);
      for (const { name, bailoutReason } of functions)
        if (name !== 'never') assert.equal(bailoutReason, undefined, name);
    }
  });

  afterEach(async () => {
    assert.deepEqual(await leftBehindSoon(), []);
  });
});
