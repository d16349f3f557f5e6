/**
 * What it takes from a profile as V8 writes it (1,000,000 samples, 150,000 nodes) to a Report: time, as a multiple of what `JSON.parse`
 * of the same text takes in the same process, and memory, as a multiple of the file. Speedscope's importer and the model of VS
 * Code's profile viewer read the same file. Each reading has a process of its own, and the readers take turns. Linux only: the
 * highest memory is the kernel's.
 *
 *     npm run bench:conclude [rounds]
 */
import { spawn } from 'node:child_process';
import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import { installPeer } from './peer-packages.ts';
import type { Reading } from './read-profile.ts';
import { fullSize, syntheticProfile } from './synthetic-profile.ts';

/** A peer that needs longer, or more memory than Node.js gives by itself, counts as not having read the file. */
const patienceMs = 120_000;

interface Reader {
  readonly name: string;
  /** Undefined for our own. */
  readonly peer?: { readonly package: string; readonly module: string; readonly function: string };
}

const readers: readonly Reader[] = [
  { name: 'leanscope' },
  {
    name: "VS Code's viewer (buildModel)",
    // The viewer's core is not published; this package carries a compiled copy of it.
    peer: {
      package: '@oaklean/profiler-core@0.1.5',
      module: '@oaklean/profiler-core/dist/lib/vscode-js-profile-core/src/cpu/model.js',
      function: 'buildModel',
    },
  },
  {
    name: 'speedscope 1.9 (importer)',
    // The `speedscope` package is a page for browsers and exports nothing; this is a fork that exports its importers.
    peer: {
      package: '@elg/speedscope@1.9.0-c46bbab',
      module: '@elg/speedscope/dist/library/import/chrome.js',
      function: 'importFromChromeCPUProfile',
    },
  },
];

async function main(rounds = 5): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'leanscope-bench-'));
  try {
    const file = join(folder, 'synthetic.cpuprofile');
    await writeFile(file, JSON.stringify(syntheticProfile(fullSize)));
    const { size } = await stat(file);
    console.log(`${fullSize.samples} samples, ${fullSize.nodes} nodes, ${(size / 1e6).toFixed(1)} MB`);
    const modules = await Promise.all(readers.map((reader) => bundleOf(reader, folder)));
    const readings = readers.map((): (Reading | string)[] => []);
    for (let round = 0; round < rounds; round++)
      for (const [index, module] of modules.entries()) {
        // Who could not read it once will not the next time.
        if (readings[index]?.some((each) => typeof each === 'string') !== true)
          readings[index]?.push(module instanceof Error ? module.message : await readIn(file, module));
      }
    for (const [index, { name }] of readers.entries()) console.log(row(name, readings[index] ?? [], size));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** A module that Node.js can load, with the function to time; `undefined` for our own reader. */
async function bundleOf({ name, peer }: Reader, folder: string): Promise<string | undefined | Error> {
  if (peer === undefined) return undefined;
  try {
    const outfile = join(folder, `${name.replaceAll(/\W+/g, '-')}.cjs`);
    const stdin = {
      contents: `export { ${peer.function} as read } from '${peer.module}';`,
      resolveDir: await installPeer(peer.package),
    };
    await build({ stdin, bundle: true, platform: 'node', format: 'cjs', outfile, logLevel: 'silent' });
    return outfile;
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
}

/** What a fresh process found, or in words why it found nothing. */
function readIn(file: string, module: string | undefined): Promise<Reading | string> {
  const program = join(import.meta.dirname, 'read-profile.ts');
  const args = ['--no-warnings', '--expose-gc', program, file, ...(module === undefined ? [] : [module])];
  const child = spawn(process.execPath, args, {
    stdio: ['ignore', 'pipe', 'ignore'],
    timeout: patienceMs,
    killSignal: 'SIGKILL',
  });
  let output = '';
  child.stdout.on('data', (text: Buffer) => (output += text.toString()));
  return new Promise((settle, reject) => {
    child.on('error', reject);
    child.on('close', (code, signal) => {
      if (code === 0) settle(JSON.parse(output) as Reading);
      else settle(signal === 'SIGKILL' ? `not done in ${patienceMs / 1000} s` : 'ran out of memory or failed');
    });
  });
}

function row(name: string, readings: readonly (Reading | string)[], bytes: number): string {
  const failed = readings.find((each) => typeof each === 'string');
  if (failed !== undefined) return `  ${name.padEnd(32)} ${failed}`;
  const found = readings.filter((each) => typeof each !== 'string');
  const ratio = (of: (reading: Reading) => number): string => median(found.map(of)).toFixed(2);
  return [
    `  ${name.padEnd(32)}`,
    `time ${ratio(({ parseMs, readMs }) => readMs / parseMs)} × JSON.parse`,
    `kept ${ratio(({ keptBytes }) => keptBytes / bytes)} × file`,
    `peak ${ratio(({ peakBytes }) => peakBytes / bytes)} × file beside the parsed profile (itself ${ratio(({ parsedBytes }) => parsedBytes / bytes)})`,
  ].join('  ');
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1] ?? NaN;
}

const [rounds] = process.argv.slice(2);
await main(rounds === undefined ? undefined : Number(rounds));
