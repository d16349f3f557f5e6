/** Writes to what is open, or is no regular file: all of it, without waiting for ever. */
import { constants, fstatSync, readdirSync, readFileSync, write } from 'node:fs';
import { open } from 'node:fs/promises';
import process from 'node:process';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { flagOf } from './open-flags.ts';
import { isSystemError } from './system-words.ts';

/** Somebody who reads is there at once; a person who starts the reader by hand needs a moment. */
const mostWaitMs = 10_000;
const pollMs = 10;

/** A pipe that nobody reads from. */
export class NobodyReads extends Error {}

/** Opens a device or a named pipe; a pipe without a reader is waited for. @throws NobodyReads */
export async function writeToSpecial(path: string, bytes: Uint8Array): Promise<void> {
  const flags = constants.O_WRONLY | flagOf('O_NONBLOCK') | flagOf('O_NOCTTY');
  const handle = await patiently(() => open(path, flags), 'ENXIO');
  try {
    await writeAll(handle.fd, bytes);
  } finally {
    await handle.close();
  }
}

/** All of it; a reader that has read enough and left is no error. @throws NobodyReads */
export async function writeAll(fd: number, bytes: Uint8Array): Promise<void> {
  let at = 0;
  try {
    while (at < bytes.length) {
      const rest = bytes.subarray(at);
      at += (await patiently(() => writePromise(fd, rest), 'EAGAIN')).bytesWritten;
    }
  } catch (error) {
    if (!isSystemError(error) || error.code !== 'EPIPE') throw error;
  }
}

const writePromise = promisify(write);

async function patiently<T>(attempt: () => Promise<T>, until: string): Promise<T> {
  const deadline = performance.now() + mostWaitMs;
  for (;;)
    try {
      return await attempt();
    } catch (error) {
      if (!isSystemError(error) || error.code !== until) throw error;
      if (performance.now() > deadline) throw new NobodyReads('nobody reads from it');
      await sleep(pollMs);
    }
}

/** Whether a descriptor is open for us to write to; one that Node.js itself has opened is not. */
export function isOpenForWriting(fd: number): boolean {
  try {
    const found = fstatSync(fd);
    if (!found.isFile() && !found.isFIFO() && !found.isSocket() && !found.isCharacterDevice()) return false;
    if (process.platform !== 'linux') return true;
    // Both ends of a pipe that Node.js made for itself are with us; of a pipe from outside we have one.
    const mine = (each: number): boolean => each !== fd && fstatSync(each).ino === found.ino && !writable(each);
    return writable(fd) && !(found.isFIFO() && readdirSync('/proc/self/fd').some((name) => isMine(Number(name), mine)));
  } catch (error) {
    if (isSystemError(error)) return false;
    throw error;
  }
}

/** The descriptor of the listing itself is closed by now. */
function isMine(fd: number, test: (fd: number) => boolean): boolean {
  try {
    return test(fd);
  } catch (error) {
    if (isSystemError(error)) return false;
    throw error;
  }
}

/** "flags" is octal; its lowest two bits are O_RDONLY, O_WRONLY or O_RDWR. */
function writable(fd: number): boolean {
  const [, flags = '0'] = /^flags:\s+([0-7]+)$/m.exec(readFileSync(`/proc/self/fdinfo/${fd}`, 'latin1')) ?? [];
  return (Number.parseInt(flags, 8) & 3) !== 0;
}
