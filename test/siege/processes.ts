/** The processes of one trial, by a mark in their environment or, for those that have none, by the number in their command. */
import { readdirSync, readFileSync } from 'node:fs';
import process from 'node:process';

export interface Seen {
  readonly pid: number;
  readonly role: string;
  readonly command: string;
}

export const SIEGE_ENV = 'LEANSCOPE_SIEGE';

/** What hostile applications start with an environment of its own sleeps for so many seconds and a number of its trial. */
export const sleepSeconds = (trial: number): string => `${7_000_000 + trial}`;

export function processesOf(trial: number, mark: string): readonly Seen[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name) && Number(name) !== process.pid)
    .flatMap((name) => {
      const [environ, stat, cmdline] = ['environ', 'stat', 'cmdline'].map((file) => read(`/proc/${name}/${file}`));
      const command = (cmdline ?? '').replaceAll('\0', ' ').trim();
      const ours = environ?.split('\0').includes(`${SIEGE_ENV}=${mark}`) === true;
      const sleeper = command.startsWith('sleep ') && command.includes(sleepSeconds(trial));
      if ((!ours && !sleeper) || /^[ZX]/.test(stat?.slice(stat.lastIndexOf(')') + 2) ?? 'X')) return [];
      return [{ pid: Number(name), role: roleOf(command), command }];
    });
}

function roleOf(command: string): string {
  for (const program of ['keeper', 'generator', 'cli', 'guard']) if (command.includes(`${program}.cjs`)) return program;
  return command.includes('read -r line') ? 'guard' : 'app';
}

function read(file: string): string {
  try {
    return readFileSync(file, 'latin1');
  } catch {
    return '';
  }
}

export function send(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch {
    // Gone.
  }
}
