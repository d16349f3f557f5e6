#!/usr/bin/env node
/**
 * The command line. What may take long, or starts an application, works in a thread of its own: this one is free to hear that somebody
 * wants it to end, whatever is being computed.
 */
import { join } from 'node:path';
import process from 'node:process';
import { refuse, workBehind } from './cli/front.ts';
import { narrowLimit } from './cli/system-limits.ts';
import type { Failure } from './model/failure-kinds.ts';

// The bundle is CommonJS, where __dirname is its folder: dist/.
declare const __dirname: string;

const threaded = new Set(['run', 'scenario', 'calibrate', 'prices', 'compare', 'verify', 'bisect']);
const workFile = join(__dirname, 'work.cjs');
const [command = '', ...args] = process.argv.slice(2);

process.exitCode = 4;
const refused = withoutFolder() ?? (startsApplication(command, args) ? narrowLimit() : undefined);
if (refused !== undefined) refuse(refused);
// The speed probe is a process of its own already, and what it times is this thread.
else if (threaded.has(command) && args[0] !== '--probe') workBehind(workFile);
else void import(workFile);

/** A shell may stand in a folder that somebody has removed: no relative path means anything there. */
function withoutFolder(): Failure | undefined {
  try {
    process.cwd();
    return undefined;
  } catch {
    return {
      kind: 'badCall',
      problem: 'The current folder is gone.',
      fix: 'Change to one that exists, then try again.',
    };
  }
}

function startsApplication(name: string, [first]: readonly string[]): boolean {
  if (name === 'scenario') return first === 'create';
  return name === 'compare' ? first?.startsWith('--') === true : ['run', 'verify', 'bisect'].includes(name);
}
