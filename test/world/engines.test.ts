/** Two engines, one truth: on the same work both give the same shares, and V8's reason for a function it does not optimise. */
import assert from 'node:assert/strict';
import { join } from 'node:path';
import type { Report } from '../../src/model/report.ts';
import { allowedError, app, leftBehindSoon, measure, nodeOf } from './leanscope.ts';
import { nativeEngineFor } from './native-engine.ts';

const names = ['five', 'three', 'never'] as const;
type Shares = Readonly<Record<(typeof names)[number], number>>;
/** By how much one may be off, as in the test of inlined functions. */
const heldTo = 0.03;
/** v8-profiler-next 1.10 does not compile on Node.js 26. One version is enough here: building takes most of the time. */
const newestOfBoth = 24;

describe('both engines', function () {
  this.timeout(300_000);
  it(`give the same answer on Node.js ${newestOfBoth}`, async function () {
    const native = await nativeEngineFor(newestOfBoth);
    if ('why' in native) {
      console.log(`      skipped: v8-profiler-next cannot be built or loaded here (${native.why})`);
      this.skip();
    }
    const command = [await nodeOf(newestOfBoth), '--allow-natives-syntax', join(app('unoptimised'), 'server.cjs')];
    const run = async (engine: string): Promise<{ readonly shares: Shares; readonly error: number }> => {
      const report = await measure(native.folder, 6, command, {}, ['--engine', engine]);
      assert.equal(report.quality.engine, engine);
      return { shares: sharesIn(report), error: allowedError(report, heldTo) };
    };
    const [builtIn, addOn] = [await run('inspector'), await run('v8-profiler-next')];
    for (const { shares, error } of [builtIn, addOn])
      close(shares.five / (shares.five + shares.three), 5 / 8, { what: 'five of eight', error });
    const error = Math.hypot(builtIn.error, addOn.error);
    for (const what of names) close(addOn.shares[what], builtIn.shares[what], { what, error });
  });

  afterEach(async () => {
    assert.deepEqual(await leftBehindSoon(), []);
  });
});

function sharesIn({ functions, advice }: Report): Shares {
  const found = names.map((name) => {
    const each = functions.find((fn) => fn.name === name);
    assert.ok(each, `${name} is missing`);
    assert.equal(each.bailoutReason, name === 'never' ? 'Optimization is always disabled' : undefined);
    return each.selfCpuMsPerRequest;
  });
  // The two that V8 does optimise cost more, and are not found by that rule.
  const told = advice.filter(({ rule }) => rule === 'not-optimised').map((each) => each.function);
  const { selfShare = 0 } = functions.find(({ name }) => name === 'never') ?? {};
  assert.deepEqual(told, selfShare >= 0.02 ? ['never'] : []);
  const all = found.reduce((sum, ms) => sum + ms, 0);
  return Object.fromEntries(names.map((name, i) => [name, (found[i] ?? 0) / all])) as Record<
    (typeof names)[number],
    number
  >;
}

function close(
  actual: number,
  expected: number,
  { what, error }: { readonly what: string; readonly error: number },
): void {
  assert.ok(Math.abs(actual - expected) <= error, `${what}: ${actual.toFixed(3)} instead of ${expected.toFixed(3)}`);
}
