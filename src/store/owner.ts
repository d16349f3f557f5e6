/**
 * Who is at work on a folder: the process's number and when it began, so that a number that the system has given away again is not taken
 * for the owner. Where the system does not tell when a process began, its number alone counts.
 */
import { readFileSync } from 'node:fs';
import process from 'node:process';
import { isSystemError } from './system-words.ts';

/** "4711-x8k2", for the name of a folder. */
export function ownerMark(): string {
  return `${process.pid}-${startOf(process.pid) ?? unknownStart}`;
}

const unknownStart = '0';

/** @param mark as `ownerMark` gave it */
export function isAtWork(mark: string): boolean {
  const [pid = '', start] = mark.split('-');
  if (!isRunning(Number(pid))) return false;
  const now = startOf(Number(pid));
  return start === unknownStart || now === undefined || now === start;
}

/** Ours or somebody else's. */
export function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return isSystemError(error) && error.code === 'EPERM';
  }
}

/** Field 22 of /proc/PID/stat, clock ticks since boot; https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html */
function startOf(pid: number): string | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
    // The command's name, which may hold blanks and parentheses, ends at the last parenthesis.
    const ticks = Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19]);
    return Number.isFinite(ticks) ? ticks.toString(36) : undefined;
  } catch (error) {
    if (isSystemError(error)) return undefined;
    throw error;
  }
}
