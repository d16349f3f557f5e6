/** The processes of this machine: who started whom, and when, so that a number that is used again is told from the process that had it. */
import { readdirSync, readFileSync } from 'node:fs';
import process from 'node:process';
import { output } from './output.ts';

/** A process, which its number alone does not name: numbers are used again. */
export interface ProcessId {
  readonly pid: number;
  /** When it began, in whatever the system counts in: only ever compared with another of the same process. */
  readonly start: string;
}

export interface TableRow extends ProcessId {
  readonly parent: number;
}

/** All that run; those that have ended and were not waited for are left out. Empty on Windows. */
export async function processTable(): Promise<readonly TableRow[]> {
  if (process.platform === 'win32') return [];
  if (process.platform === 'linux') return onLinux();
  return (await output('ps', ['-axo', 'pid=,ppid=,stat=,lstart='])).split('\n').flatMap(rowOfPs);
}

/** undefined where there is no such process any more. */
export async function processAt(pid: number): Promise<TableRow | undefined> {
  if (process.platform === 'win32') return undefined;
  if (process.platform === 'linux') return readStat(pid);
  return (await output('ps', ['-o', 'pid=,ppid=,stat=,lstart=', '-p', String(pid)])).split('\n').flatMap(rowOfPs)[0];
}

/** One file after the other: where few may be open, a reader of hundreds at once finds nobody. */
function onLinux(): readonly TableRow[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((pid) => readStat(Number(pid)) ?? []);
}

/** Fields 3, 4 and 22 of proc_pid_stat(5): state, parent, start in clock ticks since boot. */
function readStat(pid: number): TableRow | undefined {
  const stat = readProc(pid, 'stat');
  // They follow the command's name, which may itself contain parentheses and spaces.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const [state = 'X', parent = ''] = fields;
  const start = fields[19];
  return start === undefined || /[ZX]/.test(state) ? undefined : { pid, start, parent: Number(parent) };
}

/** A file of a process; empty for one that has gone, or belongs to somebody else. */
export function readProc(pid: number, file: string): string {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'latin1');
  } catch {
    return '';
  }
}

/** ` 4711     1 Ss   Sun Nov 29 13:36:39 2026` */
function rowOfPs(line: string): readonly TableRow[] {
  const [, pid, parent, state = '', start] = /^\s*(\d+)\s+(\d+)\s+(\S+)\s+(.+)$/.exec(line) ?? [];
  return start === undefined || state.startsWith('Z') ? [] : [{ pid: Number(pid), start, parent: Number(parent) }];
}
