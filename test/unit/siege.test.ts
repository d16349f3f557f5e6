/**
 * A small part of the standing siege (`npm run siege`): the same bad inputs in every run, each read by a call that people make. No verdict
 * rests on time; what hangs is ended.
 */
import assert from 'node:assert/strict';
import { randomOf } from '../siege/random.ts';
import { faultsOf, type Column, type Ended } from '../siege/judge.ts';
import { trySeeds } from '../siege/input-siege.ts';
import { allForms, inputOf } from '../siege/inputs.ts';
import { plantedSecret } from '../siege/form.ts';

const count = 120;
const firstSeed = 900_000;
/** What holds against every input; the others are counted by the campaign until they do too. */
const held: readonly Column[] = ['stack trace', 'over 1 GB', 'orphans', 'half-written', 'outside'];

describe('the siege', () => {
  it('makes the same input of the same seed', async () => {
    const forms = await allForms();
    for (const seed of [1, 2, 3, 40_000]) assert.deepEqual(inputOf(forms, seed), inputOf(forms, seed));
    const next = Array.from({ length: 200 }, (_, seed) => randomOf(seed).next());
    const low = next.filter((each) => each < 0.5).length;
    assert.ok(low > 70 && low < 130, `${low} of 200 first numbers are below a half`);
  });

  it('tells what did not hold from what did', () => {
    const ended: Ended = { code: 2, screen: 'it is not JSON', output: '', hung: false, peakBytes: 0 };
    const faults = (parts: Partial<Ended>, given = '') => faultsOf({ ...ended, ...parts }, given);
    assert.deepEqual(faults({}), []);
    assert.deepEqual(faults({ code: 4 }), ['exit 4']);
    assert.deepEqual(faults({ hung: true }), ['hang']);
    assert.deepEqual(faults({ peakBytes: 2 ** 31 }), ['over 1 GB']);
    assert.deepEqual(faults({ screen: '--port wants a number, not "NaN"' }), ['odd words']);
    assert.deepEqual(faults({ screen: '--port wants a number, not "NaN"' }, '--port NaN'), []);
    assert.deepEqual(faults({ screen: 'nullable' }), []);
    assert.deepEqual(faults({ screen: 'a\u001b[31mb' }), ['escapes']);
    assert.deepEqual(faults({ output: plantedSecret }), ['secrets']);
    assert.deepEqual(faults({ screen: 'Error: x\n    at run (/app/dist/work.cjs:1:2)' }), ['stack trace']);
  });

  it(`holds against ${count} bad inputs`, async () => {
    const options = { seed: firstSeed, count, jobs: 2, deadlineMs: Infinity, programEvery: Infinity };
    const verdicts = await trySeeds(await allForms(), options);
    assert.equal(verdicts.length, count);
    const failed = verdicts.filter(({ faults }) => faults.some((fault) => held.includes(fault)));
    assert.deepEqual(
      failed.map(({ seed, form, how, args, faults, screen }) => ({ seed, form, how, args, faults, screen })),
      [],
    );
  });
});
