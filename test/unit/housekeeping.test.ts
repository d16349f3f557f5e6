import assert from 'node:assert/strict';
import { mkdir, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { compactRuns, deleteRuns, tidyRuns } from '../../src/store/housekeeping.ts';
import { hasReport, readRecording, readReport, readSummary } from '../../src/store/read-run.ts';
import { completeRun, leaveRun, listRuns, storeRecording } from '../../src/store/store.ts';
import { conclude } from '../../src/run.ts';
import { drawStacks } from '../profile-drawing.ts';
import { recordingWith } from '../recording-with.ts';
import { storeRun } from '../store-run.ts';
import { inTemporaryFolder } from '../temporary-folder.ts';

const recording = recordingWith({ stacks: [drawStacks('main  main\na     b')] });
const report = conclude(recording);

/** Oldest first. */
async function storeDays(root: string, days: number): Promise<readonly string[]> {
  const ids: string[] = [];
  for (let day = 1; day <= days; day++) {
    const startedAt = `2024-01-${String(day).padStart(2, '0')}T00:00:00.000Z`;
    ids.push((await storeRun(root, { ...recording, startedAt }, report)).id);
  }
  return ids;
}

describe('stored runs, as they become many', () => {
  it('are kept up to a number; the newest and the baseline always', async () => {
    await inTemporaryFolder({}, async (root) => {
      const ids = await storeDays(root, 5);
      await writeFile(join(root, '.leanscope', 'baseline'), `${ids[0] ?? ''}\n`);
      const { runs, bytes } = await tidyRuns(root, { most: 2 });
      assert.equal(runs, 2);
      assert.ok(bytes > 0);
      assert.deepEqual(await listRuns(root), [ids[4], ids[3], ids[0]]);
      assert.deepEqual((await readdir(join(root, '.leanscope'))).sort(), ['.gitignore', 'baseline', 'runs']);
    });
  });

  it('are kept up to a size; the newest whatever it takes', async () => {
    await inTemporaryFolder({}, async (root) => {
      const ids = await storeDays(root, 3);
      await tidyRuns(root, { megabytes: 1e-6 });
      assert.deepEqual(await listRuns(root), [ids[2]]);
      assert.deepEqual(await tidyRuns(root), { runs: 0, bytes: 0 });
    });
  });

  it('have the Reports of all but the newest packed, and are read as before', async () => {
    await inTemporaryFolder({}, async (root) => {
      const [old = '', young = ''] = await storeDays(root, 2);
      await tidyRuns(root);
      const files = (id: string): Promise<string[]> => readdir(join(root, '.leanscope', 'runs', id));
      assert.ok((await files(old)).includes('report.json.gz') && !(await files(old)).includes('report.json'));
      assert.ok((await files(young)).includes('report.json'));
      assert.deepEqual(await readReport(root, old), report);
      assert.deepEqual((await readRecording(root, old)).requests, recording.requests);
      assert.equal((await compactRuns(root)).runs, 1);
      assert.deepEqual(await readReport(root, young), report);
      assert.deepEqual(await compactRuns(root), { runs: 0, bytes: 0 });
    });
  });

  it('are removed with what is in them, and not what a link in them leads to', async () => {
    await inTemporaryFolder({ 'elsewhere/file': 'precious' }, async (root) => {
      const [old = '', young = ''] = await storeDays(root, 2);
      await symlink(join(root, 'elsewhere'), join(root, '.leanscope', 'runs', old, 'link'));
      await deleteRuns(root, [old]);
      assert.deepEqual(await listRuns(root), [young]);
      assert.equal(await readFile(join(root, 'elsewhere', 'file'), 'utf8'), 'precious');
    });
  });

  it('are packed and completed without writing through links that a project brings', async () => {
    await inTemporaryFolder({ precious: 'precious' }, async (root) => {
      const [id = ''] = await storeDays(root, 1);
      const folder = join(root, '.leanscope', 'runs', id);
      const names = ['excerpts.json', 'summary.json', 'report.json'];
      for (const name of names) {
        await rm(join(folder, name), { force: true });
        for (const each of [name, `${name}.part`]) await symlink(join(root, 'precious'), join(folder, each));
      }
      await completeRun(root, id, report, [{ file: 'a.js', line: 1, lines: ['a'] }]);
      assert.deepEqual(await readReport(root, id), report);
      for (const name of ['report.json.gz', 'report.json.gz.part'])
        await symlink(join(root, 'precious'), join(folder, name));
      assert.equal((await compactRuns(root)).runs, 1);
      assert.deepEqual(await readReport(root, id), report);
      assert.equal(await readFile(join(root, 'precious'), 'utf8'), 'precious');
      assert.deepEqual((await readdir(folder)).sort(), [
        ...['excerpts.json', 'recording.json.gz', 'report.json.gz', 'summary.json'],
      ]);
    });
  });

  it('that a killed process was about to remove are gone', async () => {
    await inTemporaryFolder({}, async (root) => {
      await storeDays(root, 1);
      await mkdir(join(root, '.leanscope', 'removed-999999999-0-0123abcd'));
      assert.equal((await listRuns(root)).length, 1);
      assert.deepEqual((await readdir(join(root, '.leanscope'))).sort(), ['.gitignore', 'runs']);
    });
  });
});

describe('a run that was never computed', () => {
  it('is listed, read and completed later', async () => {
    await inTemporaryFolder({}, async (root) => {
      const { id } = await leaveRun(await storeRecording(root, recording));
      assert.deepEqual([await listRuns(root), await hasReport(root, id)], [[id], false]);
      const again = conclude(await readRecording(root, id));
      await completeRun(root, id, again, []);
      assert.deepEqual(await readReport(root, id), report);
      assert.equal((await readSummary(root, id)).requests, report.totals.requests);
    });
  });
});
