/** Child processes of the harness: run to their end, or kept until stopped. */
import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync } from 'node:fs';
import * as path from 'node:path';

export interface CommandOptions {
  readonly cwd?: string;
  readonly env?: NodeJS.ProcessEnv;
}

/** Runs a program to its end with its output shown; rejects when it fails. */
export function runCommand(program: string, args: readonly string[], options: CommandOptions = {}): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { stdio: ['ignore', 'inherit', 'inherit'], ...options });
    child.once('error', reject);
    child.once('close', (code, signal) => {
      if (code === 0) resolve();
      else reject(new Error(`"${[program, ...args].join(' ')}" ended with ${signal ?? `exit code ${code ?? '?'}`}.`));
    });
  });
}

export function onPath(program: string): string | undefined {
  const folders = (process.env['PATH'] ?? '').split(path.delimiter);
  return folders.map((folder) => path.join(folder, program)).find((file) => existsSync(file));
}

/** Ends a process that leads a group of its own, and the group; resolves when it is gone. */
export async function stopGroup(child: ChildProcess, patienceMs = 5_000): Promise<void> {
  const { pid } = child;
  if (pid === undefined) return;
  const gone = new Promise<void>((resolve) => {
    if (child.exitCode !== null || child.signalCode !== null) resolve();
    else
      child.once('exit', () => {
        resolve();
      });
  });
  signalGroup(pid, 'SIGTERM');
  const kill = setTimeout(() => {
    signalGroup(pid, 'SIGKILL');
  }, patienceMs);
  await gone;
  clearTimeout(kill);
  // Its children may outlive it for a moment, or for longer if they are stuck.
  signalGroup(pid, 'SIGKILL');
}

function signalGroup(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(-pid, signal);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}
