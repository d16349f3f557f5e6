/** Which tests are run when a stage is named, or a file was changed. */
import assert from 'node:assert/strict';
import { slowest } from '../runner/count.ts';
import { testFilesIn } from '../runner/folders.ts';
import { sideBySide } from '../runner/side-by-side.ts';
import { importedSources, isOfStage, stages, testsOfStage } from '../runner/stages.ts';

describe('the tests of a stage', () => {
  it('are those that import it themselves', async () => {
    const files = await testFilesIn('test/unit');
    const ofPrice = await testsOfStage(files, 'price');
    assert.ok(ofPrice.includes('test/unit/price-laws.test.ts'));
    assert.ok(!ofPrice.includes('test/unit/refresh.test.ts'));
    assert.deepEqual(await testsOfStage(files, 'refresh'), ['test/unit/refresh.test.ts']);
  });

  it('are told by what stands behind the path of src', () => {
    const text =
      "import { a } from '../../src/price/price.ts';\nimport type { B } from '../../../src/cli.ts';\nimport './src/x.ts';";
    assert.deepEqual(importedSources(text), ['price/price.ts', 'cli.ts']);
    assert.ok(isOfStage('cli.ts', 'cli') && isOfStage('cli/plan-flags.ts', 'cli') && !isOfStage('client/a.ts', 'cli'));
  });

  it('can be asked for by the name of any folder of src', async () => {
    const all = await stages();
    assert.ok(['launch', 'load', 'capture', 'price', 'webview'].every((name) => all.includes(name)));
  });
});

describe('works side by side', () => {
  it('are begun in order, so many at a time, and answer in order', async () => {
    const begun: number[] = [];
    let [underWay, most] = [0, 0];
    const works = [0, 1, 2, 3, 4].map((number) => async () => {
      begun.push(number);
      most = Math.max(most, ++underWay);
      await Promise.resolve();
      underWay--;
      return number * 10;
    });
    assert.deepEqual(await sideBySide(works, 2), [0, 10, 20, 30, 40]);
    assert.deepEqual([begun, most], [[0, 1, 2, 3, 4], 2]);
  });
});

describe('the slowest tests', () => {
  it('come first, as many as are asked for', () => {
    const tests = [3, 9, 1].map((ms) => ({ title: `${ms}`, file: 'a.test.ts', ms }));
    assert.deepEqual(
      slowest(tests, 2).map(({ ms }) => ms),
      [9, 3],
    );
  });
});
