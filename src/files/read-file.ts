/**
 * The one way in for files that somebody else names: a source map, a profile, a scenario, a file of the project that nobody asked
 * for. Only regular files are read, never more than the kind of file may have, and never for longer than the deadline: a pipe that
 * nobody writes to, a device without an end and a file of the kernel's would hold the process for ever, or fill its memory.
 */
import { constants, type Stats } from 'node:fs';
import { open, stat, type FileHandle } from 'node:fs/promises';

export interface ReadLimits {
  readonly mostBytes: number;
  /** For all of it; 30 s where nothing is said. */
  readonly deadlineMs?: number;
}

/** A file that is not read; the message is a sentence without its end, and says nothing of what stands in the file. */
export class UnreadableFile extends Error {
  /** The system's own code, where there is one. */
  readonly code: string | undefined;
  constructor(reason: string, code?: string) {
    super(reason);
    this.name = 'UnreadableFile';
    this.code = code;
  }
}

export interface ReadFile {
  readonly bytes: Buffer;
  readonly modifiedAtMs: number;
}

const defaultDeadlineMs = 30_000;

/** @throws UnreadableFile */
export async function readFileWithin(path: string, { mostBytes, deadlineMs }: ReadLimits): Promise<ReadFile> {
  const patienceMs = deadlineMs ?? defaultDeadlineMs;
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => {
      reject(new UnreadableFile(`it could not be read within ${patienceMs / 1000} s`));
    }, patienceMs);
  });
  try {
    return await Promise.race([readRegular(path, mostBytes), late]);
  } catch (error) {
    throw error instanceof UnreadableFile ? error : new UnreadableFile(reasonOf(error), codeOf(error));
  } finally {
    clearTimeout(timer);
  }
}

/** The first bytes of a regular file of any size; none where it cannot be read. */
export async function readStart(path: string, bytes: number): Promise<Buffer> {
  const file = await open(path, constants.O_RDONLY | constants.O_NONBLOCK).catch(() => undefined);
  if (file === undefined) return Buffer.alloc(0);
  try {
    return (await file.stat()).isFile() ? await readSize(file, bytes) : Buffer.alloc(0);
  } finally {
    await file.close();
  }
}

/** UTF-8 or UTF-16, with or without a byte order mark, which is left out. @throws UnreadableFile */
export async function readTextWithin(path: string, limits: ReadLimits): Promise<string> {
  return decodeText((await readFileWithin(path, limits)).bytes);
}

/** Of a text that begins with a character of ASCII, as JSON, YAML and program text do, the first two bytes tell. */
export function decodeText(bytes: Buffer): string {
  const [first = 0x20, second = 0x20] = bytes;
  if (first === 0xff && second === 0xfe) return bytes.subarray(2).toString('utf16le');
  if (first === 0xfe && second === 0xff) return decodeBigEndian(bytes.subarray(2));
  if (first !== 0 && second === 0) return bytes.toString('utf16le');
  if (first === 0 && second !== 0) return decodeBigEndian(bytes);
  const marked = first === 0xef && second === 0xbb && bytes[2] === 0xbf;
  return (marked ? bytes.subarray(3) : bytes).toString('utf8');
}

function decodeBigEndian(bytes: Buffer): string {
  return Buffer.from(bytes.subarray(0, bytes.length & ~1))
    .swap16()
    .toString('utf16le');
}

/** Looked at before it is opened, because opening some devices does something; and again after it, because it may be another by then. */
async function readRegular(path: string, mostBytes: number): Promise<ReadFile> {
  refuse(await stat(path), mostBytes);
  const file = await open(path, constants.O_RDONLY | constants.O_NONBLOCK);
  try {
    const found = await file.stat();
    refuse(found, mostBytes);
    return { bytes: await readSize(file, found.size), modifiedAtMs: found.mtimeMs };
  } finally {
    await file.close();
  }
}

/** As much as the file is said to have: one that grows while it is read, or is made up by the kernel, has an end so. */
async function readSize(file: FileHandle, size: number): Promise<Buffer> {
  const bytes = Buffer.alloc(size);
  let end = 0;
  while (end < size) {
    const { bytesRead } = await file.read(bytes, end, size - end, end);
    if (bytesRead === 0) break;
    end += bytesRead;
  }
  return bytes.subarray(0, end);
}

function refuse(found: Stats, mostBytes: number): void {
  if (!found.isFile()) throw new UnreadableFile(`it is ${kindOf(found)}, not a file`);
  if (found.size > mostBytes) throw new UnreadableFile(`it is larger than ${inMebibytes(mostBytes)}`);
}

function kindOf(found: Stats): string {
  if (found.isDirectory()) return 'a folder';
  if (found.isFIFO()) return 'a pipe';
  return found.isSocket() ? 'a socket' : 'a device';
}

function inMebibytes(bytes: number): string {
  return bytes < 2 ** 20 ? `${Math.round(bytes / 1024)} KiB` : `${Math.round(bytes / 2 ** 20)} MiB`;
}

const reasons: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file',
  ENOTDIR: 'there is no such file',
  EACCES: 'it may not be read',
  EPERM: 'it may not be read',
  ELOOP: 'its links lead in a circle',
  ENAMETOOLONG: 'its name is too long',
  EISDIR: 'it is a folder, not a file',
  ENXIO: 'it is a socket or a device, not a file',
  EAGAIN: 'it gives nothing to read',
  EMFILE: 'this process may open no more files at once',
  ENFILE: 'the system may open no more files at once',
};

/** Not the system's sentence: it repeats the path, which the caller names already. */
function reasonOf(error: unknown): string {
  const code = codeOf(error);
  if (code === 'ERR_INVALID_ARG_VALUE') return 'its name is none that a file can have';
  return (
    (code === undefined ? undefined : reasons[code]) ?? `it cannot be read${code === undefined ? '' : ` (${code})`}`
  );
}

function codeOf(error: unknown): string | undefined {
  const { code } = (error ?? {}) as { readonly code?: unknown };
  return typeof code === 'string' ? code : undefined;
}
