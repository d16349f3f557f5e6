/** A small program and a profile of it as V8's inspector writes one, for tests of all the other forms in which profiles come. */
import { mkdtemp, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { mkdir } from 'node:fs/promises';
import { pathToFileURL } from 'node:url';

export const program = `function hot(n) {
  let x = 0;
  for (let i = 0; i < n; i++) x = (x * 31 + i) % 1000003;
  return x;
}
function warm(n) {
  return String(n).repeat(3).length;
}
function main() {
  return hot(9) + warm(9);
}
main();
`;

/** 0-based, where V8 places a function: at its parameters. */
export function placeOf(name: string): { readonly lineNumber: number; readonly columnNumber: number } {
  const before = program.slice(0, program.indexOf(`function ${name}(`) + `function ${name}`.length);
  return { lineNumber: before.split('\n').length - 1, columnNumber: before.length - before.lastIndexOf('\n') - 1 };
}

export interface WrittenNode {
  readonly id: number;
  readonly callFrame: {
    readonly functionName: string;
    readonly scriptId: string;
    readonly url: string;
    readonly lineNumber: number;
    readonly columnNumber: number;
  };
  readonly hitCount: number;
  readonly children: readonly number[];
}

export interface WrittenProfile {
  readonly nodes: readonly WrittenNode[];
  readonly startTime: number;
  readonly endTime: number;
  readonly samples: readonly number[];
  readonly timeDeltas: readonly number[];
}

/** 60 samples in hot() and 20 in warm(), 20 idle, of 1 ms each: three and one quarter of what is busy. */
export function writtenProfile(url: string): WrittenProfile {
  const ofProgram = (name: string) => ({ functionName: name, scriptId: '81', url, ...placeOf(name) });
  const meta = (functionName: string) => ({ functionName, scriptId: '0', url: '', lineNumber: -1, columnNumber: -1 });
  const samples = Array.from({ length: 100 }, (_, i) => (i % 5 === 4 ? 2 : i % 5 === 3 ? 5 : 4));
  return {
    nodes: [
      { id: 1, callFrame: meta('(root)'), hitCount: 0, children: [2, 3] },
      { id: 2, callFrame: meta('(idle)'), hitCount: 20, children: [] },
      { id: 3, callFrame: ofProgram('main'), hitCount: 0, children: [4, 5] },
      { id: 4, callFrame: ofProgram('hot'), hitCount: 60, children: [] },
      { id: 5, callFrame: ofProgram('warm'), hitCount: 20, children: [] },
    ],
    startTime: 5_000_000,
    endTime: 5_100_000,
    samples,
    timeDeltas: samples.map((_, i) => (i === 0 ? 0 : 1000)),
  };
}

/** A folder with the program as `app.js`; what else is written into it is an hour younger. */
export async function programFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'leanscope-form-'));
  await writeFile(join(folder, 'app.js'), program);
  return folder;
}

export async function writeProfile(folder: string, name: string, content: string | Uint8Array): Promise<string> {
  const file = join(folder, name);
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, content);
  const later = new Date(Date.now() + 3_600_000);
  await utimes(file, later, later);
  return file;
}

export const urlOf = (folder: string): string => pathToFileURL(join(folder, 'app.js')).href;
