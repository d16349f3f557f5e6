/** Starts the guard: a shell that holds no more than the end of a pipe. */
import { spawn } from 'node:child_process';
import process from 'node:process';
import type { Stream } from 'node:stream';
import type { Swept } from './sweep.ts';

export const GUARDED_ENV = 'LEANSCOPE_GUARDED';

export interface Guard {
  /** Held by the keeper too: the guard acts when nobody holds it any more. */
  readonly held: Stream | 'ignore';
  /** All has been ended in the usual way. */
  dismiss(): void;
}

/** A line says that all is well; the end of the pipe without one, that nobody is left to end anything. */
const script = 'read -r line || exec "$LEANSCOPE_GUARD_NODE" "$LEANSCOPE_GUARD_FILE"';
const noGuard: Guard = { held: 'ignore', dismiss: () => undefined };

/** Its own line of command names neither the tool nor its folder: who ends all of that name spares the one that cleans up behind it. */
export function startGuard(guardFile: string, { mark, folder }: Swept): Guard {
  if (process.platform === 'win32') return noGuard;
  const shell = spawn('/bin/sh', ['-c', script], {
    // A session of its own: what is sent to a terminal's group is not for it.
    detached: true,
    cwd: '/',
    stdio: ['pipe', 'ignore', 'ignore'],
    env: {
      ...process.env,
      NODE_OPTIONS: '',
      LEANSCOPE_GUARD_NODE: process.execPath,
      LEANSCOPE_GUARD_FILE: guardFile,
      [GUARDED_ENV]: JSON.stringify({ mark, folder }),
    },
  });
  // Without it, what tool and keeper leave behind is theirs to end, as it is where there is no shell.
  shell.on('error', () => undefined);
  shell.stdin.on('error', () => undefined);
  shell.unref();
  return { held: shell.pid === undefined ? 'ignore' : shell.stdin, dismiss: () => void shell.stdin.end('done\n') };
}
