import assert from 'node:assert/strict';
import { cp, mkdtemp, readFile, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type ProfileProblem } from '../../src/model/failure-kinds.ts';
import { describeFailure } from '../../src/model/failure-words.ts';
import { FailureError } from '../../src/model/failure.ts';
import type { V8CpuProfile } from '../../src/model/v8-profile.ts';
import type { ProfileAnnotations } from '../../src/model/opened-profile.ts';
import { annotateFrom } from '../../src/run.ts';

const fixtures = join(import.meta.dirname, '..', 'fixtures', 'profiles');
const kernels = join(import.meta.dirname, '..', 'apps', 'kernels');

describe('annotating from a profile', () => {
  let folder = '';

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'leanscope-profile-'));
    for (const file of ['one-file.cjs', 'cross.cjs', 'kept.cjs']) await cp(join(fixtures, file), join(folder, file));
    for (const file of ['alpha.cjs', 'beta.cjs', 'gamma.cjs']) await cp(join(kernels, file), join(folder, file));
  });

  afterEach(() => rm(folder, { recursive: true }));

  /** Recorded as /APP; here the application is in the temporary folder. */
  async function put(name: string, text?: string): Promise<string> {
    const recorded = text ?? (await readFile(join(fixtures, name), 'utf8'));
    const file = join(folder, name);
    const moved = recorded.replaceAll('file:///APP', pathToFileURL(folder).href).replaceAll('/APP', folder);
    await writeFile(file, moved);
    // After its sources, whatever the clock's grain.
    await utimes(file, new Date(), new Date(Date.now() + 60_000));
    return file;
  }

  const annotated = async (name: string): Promise<ProfileAnnotations> => annotateFrom(await put(name), folder);
  const functionOf = ({ files }: ProfileAnnotations, name: string) =>
    files.flatMap(({ functions }) => functions).find((fn) => fn.name === name);

  it('gives what Node 20 inlined within a file back to its functions', async () => {
    const { nodes, samples } = JSON.parse(
      await readFile(join(fixtures, 'inlined-node-20.cpuprofile'), 'utf8'),
    ) as V8CpuProfile;
    const idle = new Set(
      nodes.filter(({ callFrame }) => /^\((idle|root)\)$/.test(callFrame.functionName)).map(({ id }) => id),
    );
    const busy = samples.filter((id) => !idle.has(id)).length;
    const ticksAt = (line: number): number =>
      nodes
        .filter(({ callFrame }) => callFrame.url.endsWith('one-file.cjs'))
        .flatMap(({ positionTicks = [] }) => positionTicks)
        .reduce((sum, tick) => sum + (tick.line === line ? tick.ticks : 0), 0);
    const heavyByName = samples.filter(
      (id) => nodes.find((node) => node.id === id)?.callFrame.functionName === 'heavy',
    );
    assert.ok(heavyByName.length / busy < 0.1, 'the profile blames others for heavy()');

    const annotations = await annotated('inlined-node-20.cpuprofile');
    const [heavy, light] = ['heavy', 'light'].map((name) => functionOf(annotations, name)?.ownShare ?? 0);
    // Samples are weighed by how long they last, so that shares of time and of ticks differ by the sampler's jitter.
    assert.ok(Math.abs((heavy ?? 0) - ticksAt(5) / busy) < 0.03, `heavy ${heavy}, ${ticksAt(5) / busy} of the ticks`);
    assert.ok(Math.abs((light ?? 0) - ticksAt(11) / busy) < 0.03, `light ${light}, ${ticksAt(11) / busy} of the ticks`);
    // 6,000 rounds to 2,000: 3; with 380 and 129 ticks four standard errors of the ratio are ± 1.2.
    assert.ok(Math.abs((heavy ?? 0) / (light ?? 1) - 3) < 1.2);
    assert.deepEqual(
      annotations.files.map(({ file, per }) => [file, per]),
      [['one-file.cjs', 'profile']],
    );
    assert.deepEqual(
      annotations.files[0]?.lines.slice(0, 2).map(({ line }) => line),
      [5, 11],
    );
  });

  it('says of Node 20 what it says of Node 26, which inlines and tells', async () => {
    const [before, after] = await Promise.all(
      ['inlined-node-20.cpuprofile', 'not-inlined-node-26.cpuprofile'].map(annotated),
    );
    for (const name of ['heavy', 'light']) {
      const [a, b] = [before, after].map((each) => each && functionOf(each, name)?.ownShare);
      // About 240 and 520 samples: four standard errors of a share of 3/4 are 0.14.
      assert.ok(Math.abs((a ?? 0) - (b ?? 1)) < 0.14, `${name}: ${a} and ${b}`);
    }
  });

  it('keeps shares whole: own parts sum to no more than all', async () => {
    for (const name of [
      'inlined-node-20.cpuprofile',
      'not-inlined-node-26.cpuprofile',
      'inlined-across-files.cpuprofile',
    ]) {
      const { files, busyMs = 0 } = await annotated(name);
      const functions = files.flatMap((file) => file.functions);
      const sum = functions.reduce((all, { ownShare = 0 }) => all + ownShare, 0);
      assert.ok(sum <= 1 + 1e-9 && sum > 0.8, `${name}: ${sum}`);
      for (const { selfShare = 1, totalShare = 0, totalCpuMsPerRequest = 0 } of functions) {
        assert.ok(selfShare <= totalShare + 1e-9);
        assert.ok(Math.abs(totalCpuMsPerRequest - totalShare * busyMs) < 1e-9);
      }
    }
  });

  it('paints no line with what was inlined from another file, and says how much it was', async () => {
    const annotations = await annotated('inlined-across-files.cpuprofile');
    const cross = annotations.files.find(({ file }) => file === 'cross.cjs');
    assert.ok((annotations.foreignShare ?? 0) > 0.5);
    // Line 4 is where alpha, beta and gamma have their loops; here it is only the head of mix().
    assert.deepEqual(
      cross?.lines.filter(({ line }) => line === 4),
      [],
    );
    assert.equal(functionOf(annotations, 'mix')?.confidence, 'low');
    assert.equal(functionOf(annotations, 'go')?.confidence, 'high');
  });

  it('shows the bytes of a heap profile and no CPU', async () => {
    const annotations = await annotated('kept.heapprofile');
    assert.equal(annotations.kind, 'heap');
    const [rows, index] = ['makeRows', 'makeIndex'].map((name) => functionOf(annotations, name));
    assert.ok((rows?.ownAllocationShare ?? 0) > 0.6 && (index?.ownAllocationShare ?? 0) > 0.1);
    const bytes = (rows?.ownAllocationShare ?? 0) * (annotations.allocatedBytes ?? 0);
    assert.ok(Math.abs((rows?.ownAllocatedBytesPerRequest ?? 0) - bytes) < 1);
    assert.equal(rows !== undefined && 'selfShare' in rows, false);
  });

  it('weighs samples by how long they last, as tools write them that export one for much time', async () => {
    const frame = (functionName: string, lineNumber: number) => ({
      callFrame: { functionName, scriptId: '0', url: 'file:///APP/one-file.cjs', lineNumber, columnNumber: 0 },
    });
    const profile = {
      nodes: [
        {
          id: 1,
          callFrame: { functionName: '(root)', scriptId: '0', url: '', lineNumber: -1, columnNumber: -1 },
          children: [2, 3],
        },
        { id: 2, ...frame('heavy', 2) },
        { id: 3, ...frame('light', 8) },
      ],
      ...{ startTime: 0, endTime: 40_000, samples: [2, 3], timeDeltas: [0, 30_000] },
    };
    const annotations = await annotateFrom(await put('drawn.cpuprofile', JSON.stringify(profile)), folder);
    assert.equal(annotations.busyMs, 40);
    assert.equal(functionOf(annotations, 'heavy')?.ownShare, 0.75);
    assert.deepEqual(
      ['line', 'endLine'].map((key) => functionOf(annotations, 'light')?.[key as 'line']),
      [9, 13],
    );
  });

  it('puts nothing on lines that are not what ran', async () => {
    const file = await put('inlined-node-20.cpuprofile');
    const source = join(folder, 'one-file.cjs');
    await writeFile(source, `// One line more.\n${await readFile(source, 'utf8')}`);
    const { files, warnings } = await annotateFrom(file, folder);
    assert.deepEqual(files, []);
    assert.match(warnings.join('\n'), /not where the profile says/);
  });

  it('has no lines and no fingerprints of a file that was changed after it', async () => {
    const file = await put('inlined-node-20.cpuprofile');
    await utimes(join(folder, 'one-file.cjs'), new Date(), new Date(Date.now() + 120_000));
    const { files } = await annotateFrom(file, folder);
    assert.deepEqual(files[0]?.lines, []);
    assert.ok(files[0].functions.every(({ fingerprint }) => fingerprint === undefined));
  });

  it('gives every reason why it cannot be shown its name', async () => {
    const circle = {
      nodes: [
        { id: 1, callFrame: { functionName: '', url: '', lineNumber: 0, columnNumber: 0 }, children: [2] },
        { id: 2, callFrame: { functionName: '', url: '', lineNumber: 0, columnNumber: 0 }, children: [2] },
      ],
      ...{ startTime: 0, endTime: 1, samples: [2], timeDeltas: [1] },
    };
    const whole = await readFile(join(fixtures, 'inlined-node-20.cpuprofile'), 'utf8');
    const { nodes, ...rest } = JSON.parse(whole) as V8CpuProfile;
    const unhit = { ...rest, nodes: nodes.map((node) => ({ ...node, hitCount: 0 })) };
    const texts: Readonly<Record<string, ProfileProblem>> = {
      '{"requests":[]}': 'notAProfile',
      '[1]': 'notAProfile',
      '': 'empty',
      [whole.slice(0, 3000)]: 'damaged',
      [JSON.stringify(circle)]: 'damaged',
      [JSON.stringify({ ...circle, nodes: [{ id: 1 }] })]: 'damaged',
      [JSON.stringify({ ...unhit, samples: [], timeDeltas: [] })]: 'noSamples',
    };
    for (const [text, problem] of Object.entries(texts)) {
      const file = await put('bad.cpuprofile', text);
      await assert.rejects(annotateFrom(file, folder), (error) => isProblem(error, problem), text.slice(0, 60));
    }
    const absent = annotateFrom(join(folder, 'absent.cpuprofile'), folder);
    await assert.rejects(absent, (error) => isProblem(error, 'noSuchFile'));
    await assert.rejects(annotateFrom(folder, folder), (error) => isProblem(error, 'unreadable'));
  });
});

function isProblem(error: unknown, problem: ProfileProblem): boolean {
  assert.ok(error instanceof FailureError && error.failure.kind === 'badProfile');
  assert.equal(error.failure.problem, problem);
  assert.match(describeFailure(error.failure).what, /: \w/);
  return true;
}
