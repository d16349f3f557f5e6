/** The work of the command line. stdout carries only what was asked for; all else goes to stderr. */
import process from 'node:process';
import { isMainThread } from 'node:worker_threads';
import { explain, main } from './main.ts';

/** Longer than anything that was ended needs to be gone. */
const mostGoingMs = 5_000;

// Node.js would print a stack and end with 1, which means a broken budget. The keeper ends what was started.
process.on('uncaughtException', (error) => {
  process.exit(explain(error));
});
void main(process.argv.slice(2)).then((code) => {
  process.exitCode = code;
  // A parent's message channel, or a pipe nobody reads, must not keep a finished program alive.
  if (isMainThread && process.connected) process.disconnect();
  setTimeout(() => process.exit(code), mostGoingMs).unref();
});
