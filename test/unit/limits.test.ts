import assert from 'node:assert/strict';
import { limitFlags } from '../../src/cli/limit-flags.ts';
import { describeFailure } from '../../src/model/failure-words.ts';
import { FailureError } from '../../src/model/failure.ts';
import { withinLimits, withLimits } from '../../src/spec/limits.ts';

describe('limits of the load', () => {
  it('are what the command line says, in words of a user', () => {
    assert.deepEqual(limitFlags('rate=50, connections=4,seconds=60,megabytes=1.5'), {
      requestsPerSecond: 50,
      connections: 4,
      seconds: 60,
      bytes: 1_500_000,
    });
    assert.equal(limitFlags(undefined), undefined);
    for (const wrong of [
      'rate',
      'rate=',
      'rate=0',
      'rate=x',
      'speed=3',
      'rate=1=2',
      'toString=1',
      'connections=0.5',
      '',
    ])
      assert.throws(() => limitFlags(wrong), FailureError, wrong);
  });

  it('are never raised by the command line', () => {
    const scenario = { requests: [], limits: { requestsPerSecond: 20, connections: 8 } };
    assert.deepEqual(withLimits(scenario, { requestsPerSecond: 50, connections: 4, bytes: 9 })?.limits, {
      requestsPerSecond: 20,
      connections: 4,
      bytes: 9,
    });
    assert.equal(withLimits(scenario, undefined), scenario);
    assert.deepEqual(withLimits(undefined, { seconds: 5 }), { requests: [], limits: { seconds: 5 } });
  });

  it('shorten what is planned, and say so', () => {
    assert.deepEqual(withinLimits({ budgetSeconds: 30, knobs: false }, { seconds: 100 }).warnings, []);
    const { budgetSeconds, warnings } = withinLimits({ budgetSeconds: 30, knobs: false }, { seconds: 10 });
    assert.equal(budgetSeconds, 8);
    assert.match(warnings.join(), /planned for 8 s/);
    const limited = withinLimits({ budgetSeconds: 30, knobs: true }, { bytes: 1000 });
    assert.equal(limited.knobs, false);
    assert.match(limited.warnings.join(), /bytes are limited/);
  });

  it('are named when they end a measurement', () => {
    const { what } = describeFailure({ kind: 'limitReached', limit: 'bytes', most: 100e6 });
    assert.match(what, /its limit of 100 MB/);
    assert.match(describeFailure({ kind: 'limitReached', limit: 'seconds', most: 3 }).what, /its limit of 3 s/);
  });
});
