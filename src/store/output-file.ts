/**
 * The one way in which a file that somebody named is written: whole, in the place that the name leads to. Everything that can be known
 * to be wrong is refused beforehand, so that no measurement is lost to a mistyped folder and nothing that is read is overwritten.
 */
import { fstatSync } from 'node:fs';
import { realpath, stat } from 'node:fs/promises';
import { dirname, join, relative, sep } from 'node:path';
import process from 'node:process';
import { FailureError } from '../model/failure.ts';
import { outputPlace, type OutputPlace } from './output-place.ts';
import { isSystemError, systemWords } from './system-words.ts';
import { isOpenForWriting, NobodyReads, writeAll, writeToSpecial } from './write-stream.ts';
import { removeUnfinished, tryToWrite, writeWhole } from './write-whole.ts';

export interface NamedOutput {
  /** How it was asked for, "--json". */
  readonly flag: string;
  /** A file; "-" is standard output. */
  readonly name: string;
}

export interface Read {
  /** Files that are read, or run: no output may take their place. Those that do not exist are passed over. */
  readonly files?: readonly string[];
  /** Where the stored runs are. */
  readonly root?: string;
}

/** @throws FailureError badCall, for the first output that cannot be written or would destroy something */
export async function checkOutputs(outputs: readonly NamedOutput[], read: Read = {}): Promise<void> {
  const inputs = new Map<string, string>();
  for (const file of read.files ?? []) {
    const found = await stat(file).catch(() => undefined);
    if (found?.isFile() === true) inputs.set(`${found.dev}:${found.ino}`, file);
  }
  const taken = new Map<string, string>();
  for (const output of outputs) {
    const place = await placeOf(output);
    if (place.kind === 'file') await refuseWithinStore(output, place.path, read.root);
    await tryPlace(output, place);
    const key = keyOf(place);
    if (key === undefined) continue;
    const input = inputs.get(key);
    if (input !== undefined) throw refusal(output, `${input} is read, and would be overwritten`);
    const other = taken.get(key);
    if (other !== undefined) throw refusal(output, `${other} is written to the same place`);
    taken.set(key, output.flag);
  }
  refuseBehindStdout(outputs, taken);
}

/** @throws FailureError badFile */
export async function writeOutput(output: NamedOutput, content: string | Uint8Array): Promise<void> {
  const place = await placeOf(output);
  try {
    await writeTo(place, content);
  } catch (error) {
    throw unwritable(output.name, error);
  }
}

/** Whether it is the process's own standard output: what else is printed would be mixed with it. */
export async function isStdout({ name }: NamedOutput): Promise<boolean> {
  const place = await outputPlace(name);
  return place.kind === 'descriptor' && place.fd === 1;
}

async function writeTo(place: OutputPlace, content: string | Uint8Array): Promise<void> {
  switch (place.kind) {
    case 'file':
      return writeWhole(place.path, content, place.existing);
    case 'descriptor':
      return writeAll(place.fd, Buffer.from(content));
    case 'device':
    case 'pipe':
      return writeToSpecial(place.path, Buffer.from(content));
  }
}

async function placeOf(output: NamedOutput): Promise<OutputPlace> {
  const place = await outputPlace(output.name);
  if (place.kind === 'none') throw refusal(output, place.problem);
  return place;
}

async function tryPlace(output: NamedOutput, place: OutputPlace): Promise<void> {
  if (place.kind === 'descriptor') {
    if (place.fd > 2 && !isOpenForWriting(place.fd)) throw refusal(output, 'it is not open for writing');
    return;
  }
  if (place.kind !== 'file') return;
  try {
    await removeUnfinished(dirname(place.path)).catch(() => undefined);
    await tryToWrite(place.path, place.existing);
  } catch (error) {
    if (isSystemError(error)) throw refusal(output, systemWords(error));
    throw error;
  }
}

async function refuseWithinStore(output: NamedOutput, path: string, root: string | undefined): Promise<void> {
  if (root === undefined) return;
  const store = await realpath(join(root, '.leanscope')).catch(() => undefined);
  if (store === undefined) return;
  const within = relative(store, path);
  if (within === '..' || within.startsWith(`..${sep}`) || within === path) return;
  throw refusal(output, 'stored runs are kept in .leanscope, and nothing else');
}

/** The same key is the same file. Devices may be written to by all. */
function keyOf(place: OutputPlace): string | undefined {
  switch (place.kind) {
    case 'file':
      if (place.existing !== undefined) return `${place.existing.dev}:${place.existing.ino}`;
      return process.platform === 'linux' ? place.path : place.path.toLowerCase();
    case 'descriptor':
      return keyOfDescriptor(place.fd) ?? `descriptor ${place.fd}`;
    case 'pipe':
      return place.path;
    case 'device':
      return undefined;
  }
}

function keyOfDescriptor(fd: number): string | undefined {
  try {
    const found = fstatSync(fd);
    return found.isFile() ? `${found.dev}:${found.ino}` : undefined;
  } catch {
    // It is closed, and so no other output's place.
    return undefined;
  }
}

/** `--json r.json > r.json`: the shell has that file open. */
function refuseBehindStdout(outputs: readonly NamedOutput[], taken: ReadonlyMap<string, string>): void {
  const key = keyOfDescriptor(1);
  const flag = key === undefined ? undefined : taken.get(key);
  const output = outputs.find((each) => each.flag === flag);
  if (output === undefined || output.name === '-' || output.name.startsWith('/dev/')) return;
  throw refusal(output, 'standard output is written to the same file');
}

function refusal({ flag, name }: NamedOutput, problem: string): FailureError {
  return new FailureError({
    kind: 'badCall',
    problem: `${flag} ${name === '' ? '""' : name}: ${problem}.`,
    fix: 'Name another file, in a folder that exists and is yours; "-" is standard output.',
  });
}

/** @returns the failure that it stands for, or the error itself where it is a bug */
export function unwritable(
  file: string,
  error: unknown,
  fix = 'Name a file in a folder that exists and is yours, on a disk with room.',
): unknown {
  if (!isSystemError(error) && !(error instanceof NobodyReads)) return error;
  return new FailureError({ kind: 'badFile', file, problem: `it cannot be written (${systemWords(error)}).`, fix });
}
