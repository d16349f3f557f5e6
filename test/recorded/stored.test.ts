/** What is stored is whole and small. */
import assert from 'node:assert/strict';
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { recordingShape } from '../../src/model/recording-shape.ts';
import { problemOf } from '../../src/model/shape.ts';
import { cases } from '../recordings/cases.ts';
import { namesIn, readStored, storedFolder } from '../recordings/stored.ts';

const mostBytesOfOne = 160_000;
const mostBytesOfAll = 4_000_000;

describe('stored recordings', () => {
  it('are those of the cases, no more and no fewer', async () => {
    assert.deepEqual(await namesIn(storedFolder), cases.map(({ name }) => name).sort());
  });

  it('have a truth each, and say where it comes from', () => {
    const lacking = cases.filter(({ truths, derivation }) => truths.length === 0 || derivation === '');
    assert.deepEqual(lacking, []);
  });

  it('have the form that is asked of a stored run', async () => {
    for (const { name } of cases) assert.equal(problemOf(await readStored(name), recordingShape), undefined, name);
  });

  it('are small', async () => {
    const sizes = await Promise.all(
      cases.map(async ({ name }) => (await stat(join(storedFolder, `${name}.json.br`))).size),
    );
    assert.ok(Math.max(...sizes) <= mostBytesOfOne, `the largest has ${Math.max(...sizes)} bytes`);
    const sum = sizes.reduce((all, size) => all + size, 0);
    assert.ok(sum <= mostBytesOfAll, `together they have ${sum} bytes`);
  });
});
