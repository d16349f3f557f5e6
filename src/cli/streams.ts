/**
 * The two streams of the command line. What comes from outside (files, applications, profiles) passes here on its way to a terminal and
 * loses what a terminal would obey. A reader that has gone ends the command quietly; a full disk is said.
 */
import { writeSync } from 'node:fs';
import process from 'node:process';
import { isatty } from 'node:tty';
import { isMainThread, workerData } from 'node:worker_threads';
import { FailureError } from '../model/failure.ts';
import { plainLines, plainPainted } from '../model/plain-text.ts';
import { isSystemError, systemWords } from '../store/system-words.ts';
import type { WorkData } from './front-protocol.ts';

/** Whoever read standard output has read enough, as `head` does. */
export class ReaderGone extends Error {}

/** What a shell says of a program that was ended by SIGPIPE: 128 and the signal's number. */
export const readerGoneExitCode = 141;

/** Text for a person. @throws ReaderGone, FailureError badFile */
export function print(text: string): void {
  printAsIs(plainPainted(text));
}

/** A file's content, for whatever reads it. @throws ReaderGone, FailureError badFile */
export function printAsIs(content: string | Uint8Array): void {
  try {
    write(1, content);
  } catch (error) {
    if (!isSystemError(error)) throw error;
    if (error.code === 'EPIPE') throw new ReaderGone('standard output is closed');
    const problem = `it cannot be written (${systemWords(error)}).`;
    throw new FailureError({
      kind: 'badFile',
      file: 'standard output',
      problem,
      fix: 'Send it elsewhere: --out FILE.',
    });
  }
}

/** Words beside the results. There is nobody to tell when they cannot be written. */
export function tell(text: string): void {
  tellAsIs(plainLines(text));
}

/** A sentence that does not end the command. */
export function warn(sentence: string): void {
  tell(`! ${sentence}\n`);
}

/** For what moves on a terminal. */
export function tellAsIs(text: string): void {
  try {
    write(2, text);
  } catch (error) {
    if (!isSystemError(error)) throw error;
  }
}

/** How wide a terminal is, and whether it shows colours. */
export function lookOfStdout(): { readonly colour: boolean; readonly width: number } {
  const isTerminal = isatty(1);
  // A thread beside the first one is told how wide the terminal is.
  const columns = isMainThread ? process.stdout.columns : (workerData as WorkData).columns;
  return {
    colour: isTerminal && (process.env['NO_COLOR'] ?? '') === '',
    width: !isTerminal || columns === undefined || columns < 1 ? 120 : columns,
  };
}

/** Only a console of Windows needs what Node.js makes of text: elsewhere bytes are written until all are there, or an error says why not. */
function write(fd: 1 | 2, content: string | Uint8Array): void {
  if (process.platform === 'win32' && isatty(fd)) {
    (fd === 1 ? process.stdout : process.stderr).write(content);
    return;
  }
  const bytes = Buffer.from(content);
  for (let at = 0; at < bytes.length;)
    try {
      at += writeSync(fd, bytes, at);
    } catch (error) {
      if (!isSystemError(error) || error.code !== 'EAGAIN') throw error;
      // A pipe that is full: its reader is slower than we are.
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 5);
    }
}
