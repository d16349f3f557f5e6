#!/usr/bin/env node
/** The command line: a shell on run.ts. stdout carries only what was asked for; all else goes to stderr. */
import process from 'node:process';
import { main } from './cli/main.ts';

process.exitCode = 4;
void main(process.argv.slice(2)).then((code) => {
  process.exitCode = code;
  // A parent's message channel, or a pipe nobody reads, must not keep a finished program alive.
  if (process.connected) process.disconnect();
});
