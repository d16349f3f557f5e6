import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { PriceList } from '../../src/model/price-list.ts';
import { forgetPriceLists, keepPriceLists, readPriceLists } from '../../src/store/price-lists.ts';
import { inTemporaryFolder } from '../temporary-folder.ts';

const list = (parts: Partial<PriceList> = {}): PriceList => ({
  provider: 'aws',
  source: 'AWS Price List, bulk',
  url: 'https://pricing.us-east-1.amazonaws.com',
  asOf: '2024-02-27',
  usdPerHour: { 'us-east-1': { 'c7g.large': 0.0725 } },
  ...parts,
});

const ignore = (): void => undefined;

describe('kept prices', () => {
  const inHome = (work: (folder: string) => Promise<void>): Promise<void> =>
    inTemporaryFolder({}, async (folder) => {
      const before = process.env['LEANSCOPE_HOME'];
      process.env['LEANSCOPE_HOME'] = folder;
      try {
        await work(folder);
      } finally {
        if (before === undefined) delete process.env['LEANSCOPE_HOME'];
        else process.env['LEANSCOPE_HOME'] = before;
      }
    });

  it('are those of the last refresh, region by region where the date is the same', () =>
    inHome(async () => {
      assert.deepEqual(await readPriceLists(ignore), []);
      await keepPriceLists([list()]);
      await keepPriceLists([list({ usdPerHour: { 'eu-west-1': { 'c7g.large': 0.0775 } } })]);
      const [kept, ...others] = await readPriceLists(ignore);
      assert.deepEqual(Object.keys(kept?.usdPerHour ?? {}), ['us-east-1', 'eu-west-1']);
      assert.deepEqual(others, []);
    }));

  it('of another day replace those before, so that no price has a false date', () =>
    inHome(async () => {
      await keepPriceLists([list(), list({ provider: 'azure' })]);
      await keepPriceLists([list({ asOf: '2024-03-01', usdPerHour: { 'eu-west-1': { 'c7g.large': 0.0775 } } })]);
      const kept = await readPriceLists(ignore);
      assert.deepEqual(kept.map(({ provider }) => provider).sort(), ['aws', 'azure']);
      assert.deepEqual(Object.keys(kept.find(({ provider }) => provider === 'aws')?.usdPerHour ?? {}), ['eu-west-1']);
      await forgetPriceLists();
      assert.deepEqual(await readPriceLists(ignore), []);
    }));

  it('that somebody has spoilt are as if there were none', () =>
    inHome(async (folder) => {
      const spoilt = [
        '{',
        '{}',
        '[7]',
        JSON.stringify([{ ...list(), usdPerHour: { 'us-east-1': { 'c7g.large': null } } }]),
        JSON.stringify([{ ...list(), usdPerHour: { 'us-east-1': { 'c7g.large': -1 } } }]),
      ];
      for (const text of spoilt) {
        await writeFile(join(folder, 'prices.json'), text);
        const problems: string[] = [];
        assert.deepEqual(await readPriceLists((problem) => problems.push(problem)), [], text);
        assert.match(problems.join(), /prices\.json is passed over: .*Remove the file/);
      }
    }));

  it('in the place of which there is something else are as if there were none', function () {
    if (process.platform === 'win32') this.skip();
    return inHome(async (folder) => {
      const file = join(folder, 'prices.json');
      const said: string[] = [];
      const read = () => readPriceLists((sentence) => said.push(sentence));
      execFileSync('sh', ['-c', 'mkfifo "$0"', file]);
      assert.deepEqual(await read(), []);
      await rm(file);
      await writeFile(file, `[${'['.repeat(100_000)}${']'.repeat(100_000)}]`);
      assert.deepEqual(await read(), []);
      assert.deepEqual(
        said.map((sentence) => /passed over: (.+?)\. Remove/.exec(sentence)?.[1]),
        ['it is a pipe, not a file', 'it is nested too deep'],
      );
    });
  });

  it('are not written over a file that a link leads to and that holds something else', () =>
    inHome(async (folder) => {
      const [file, other] = [join(folder, 'prices.json'), join(folder, 'other')];
      await symlink(other, file);
      await writeFile(other, 'precious');
      await assert.rejects(keepPriceLists([list()]), { message: /is a link to a file that holds something else/ });
      assert.equal(await readFile(other, 'utf8'), 'precious');
      await writeFile(other, '[]');
      await keepPriceLists([list()]);
      assert.equal((await readPriceLists(ignore)).length, 1);
    }));
});
