/** Profiles as Deno and Bun write them: nothing in them is called a misfit, and no line is shown that is another text's. */
import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { ProfileAnnotations } from '../../src/model/opened-profile.ts';
import { annotateFrom } from '../../src/run.ts';
import { writeProfile } from '../written-profile.ts';

const text = `interface Order { lines: number[] }
function hot(order: Order): number {
  let total = 0;
  for (const line of order.lines) total += line;
  return total;
}
class Box {
  size = 1;
}
console.log(hot({ lines: [] }), new Box());
`;

const inJavaScript = text.replace(/^interface.*/, '// Orders have lines.').replace('(order: Order): number', '(order)');

interface Frame {
  readonly name: string;
  /** 0-based, as in the file. */
  readonly at: readonly [line: number, column: number];
  readonly samples: number;
  readonly ticks: number;
}

let folder = '';

async function annotated(file: string, [own, ...called]: readonly Frame[]): Promise<ProfileAnnotations> {
  assert.ok(own !== undefined);
  const url = pathToFileURL(join(folder, file)).href;
  await writeFile(join(folder, file), file.endsWith('.ts') ? text : inJavaScript);
  const node = ({ name, at: [lineNumber, columnNumber], ticks, samples }: Frame, id: number) => ({
    id,
    callFrame: { functionName: name, scriptId: '50', url, lineNumber, columnNumber },
    positionTicks: [{ line: ticks, ticks: samples }],
  });
  const nodes = [
    {
      id: 1,
      callFrame: { functionName: '(root)', scriptId: '0', url: '', lineNumber: -1, columnNumber: -1 },
      children: [2],
    },
    { ...node(own, 2), children: called.map((_, i) => i + 3) },
    ...called.map((frame, i) => node(frame, i + 3)),
  ];
  const samples = [own, ...called].flatMap((frame, i) => new Array<number>(frame.samples).fill(i + 2));
  const profile = { nodes, startTime: 0, endTime: samples.length * 1000, samples, timeDeltas: samples.map(() => 1000) };
  return annotateFrom(await writeProfile(folder, 'x.cpuprofile', JSON.stringify(profile)), folder);
}

const rows = ({ files }: ProfileAnnotations) => ({
  functions: files.flatMap(({ functions }) => functions.map(({ name, line }) => `${name}:${line}`)),
  lines: files.flatMap(({ lines }) => lines.map(({ line }) => line)),
});

describe('a profile of another runtime', () => {
  beforeEach(async () => (folder = await mkdtemp(join(tmpdir(), 'leanscope-runtime-'))));
  afterEach(() => rm(folder, { recursive: true }));

  it('is of Deno, whose lines of TypeScript are the compiled ones: they are left out, and the module is no function', async () => {
    // The module is led back to its first statement, the function to its name; lines are one less than in the source.
    const found = await annotated('deno.ts', [
      { name: '', at: [1, 0], samples: 5, ticks: 9 },
      { name: 'hot', at: [1, 9], samples: 95, ticks: 3 },
      { name: 'Box', at: [6, 0], samples: 5, ticks: 6 },
    ]);
    assert.deepEqual(rows(found), { functions: ['hot:2'], lines: [] });
    assert.equal(found.foreignShare, 0);
    assert.match(found.warnings.join(), /^Lines in the profile are those of a compiled text .*deno\.ts\.$/);
  });

  it('is of Deno and of JavaScript, with its lines', async () => {
    const found = await annotated('deno.js', [
      { name: '', at: [0, 0], samples: 5, ticks: 10 },
      { name: 'hot', at: [1, 12], samples: 95, ticks: 4 },
    ]);
    assert.deepEqual(rows(found), { functions: ['hot:2'], lines: [4, 10] });
    assert.deepEqual(found.warnings, []);
  });

  it('is of Bun, whose modules have a name, and whose classes are functions at their place', async () => {
    const found = await annotated('bun.ts', [
      { name: '(module)', at: [6, 0], samples: 5, ticks: 10 },
      { name: 'hot', at: [1, 12], samples: 90, ticks: 4 },
      { name: '', at: [6, 0], samples: 5, ticks: 8 },
    ]);
    assert.deepEqual(rows(found), { functions: ['hot:2'], lines: [4, 10] });
    assert.deepEqual(found.warnings, []);
  });

  it('is of Node.js, whose classes have initializers', async () => {
    const found = await annotated('node.ts', [
      { name: '', at: [0, 0], samples: 5, ticks: 10 },
      { name: 'hot', at: [1, 12], samples: 90, ticks: 4 },
      { name: '<instance_members_initializer>', at: [7, 2], samples: 5, ticks: 8 },
    ]);
    assert.deepEqual(rows(found), { functions: ['hot:2'], lines: [4, 10] });
    assert.deepEqual(found.warnings, []);
  });
});
