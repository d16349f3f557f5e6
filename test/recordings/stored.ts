/** Where recordings are kept, and how they are read. */
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { brotliCompressSync, brotliDecompressSync, constants } from 'node:zlib';
import type { Recording } from '../../src/model/recording.ts';
import { root } from '../host/folders.ts';

export const storedFolder = import.meta.dirname;
/** As they were recorded last, nothing dropped and nothing rewritten, so that they can be looked at before they are kept. */
export const freshFolder = join(root, 'out', 'recordings');

/** Brotli, because columns of numbers take two thirds of what gzip makes of them. */
const ending = '.json.br';

export async function namesIn(folder: string): Promise<readonly string[]> {
  const files = await readdir(folder).catch(() => []);
  return files.flatMap((file) => (file.endsWith(ending) ? [file.slice(0, -ending.length)] : [])).sort();
}

/** Undefined where there is none of that name. */
export async function bytesOf(folder: string, name: string): Promise<Buffer | undefined> {
  return readFile(join(folder, name + ending)).catch(() => undefined);
}

export function recordingIn(bytes: Buffer): Recording {
  return JSON.parse(brotliDecompressSync(bytes).toString('utf8')) as Recording;
}

/** @throws Error where there is none of that name */
export async function readStored(name: string): Promise<Recording> {
  const bytes = await bytesOf(storedFolder, name);
  if (bytes === undefined)
    throw new Error(`test/recordings/${name}${ending} is missing: npm run record -- ${name} --keep`);
  return recordingIn(bytes);
}

/** As small as can be where it is to be stored, else quick. */
export function packed(recording: Recording, quality: 'small' | 'quick'): Buffer {
  const text = JSON.stringify(recording);
  const level = quality === 'small' ? constants.BROTLI_MAX_QUALITY : constants.BROTLI_MIN_QUALITY + 4;
  const params = { [constants.BROTLI_PARAM_QUALITY]: level, [constants.BROTLI_PARAM_SIZE_HINT]: text.length };
  return brotliCompressSync(text, { params });
}

export async function keep(folder: string, name: string, bytes: Buffer): Promise<void> {
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, name + ending), bytes);
}
