/**
 * Whether a run was cheaper or dearer than another of the same command. Two runs at different times also differ by what
 * else the machine was doing, so a difference is called one only where it is large and beyond both 95 % intervals; a
 * comparison measures it.
 */
import type { RunSummary } from '../../model/run-summary.ts';

export interface Trend {
  readonly direction: 'more' | 'less' | 'same';
  /** CPU per request over that of the other run, minus 1. */
  readonly change: number;
}

/** Of CPU per request; below it the time of day on a shared machine may explain a difference. */
const leastChange = 0.1;

/** Undefined where the two cannot be compared: another command, a script beside a server, nothing measured. */
export function trendOf(run: RunSummary, before: RunSummary): Trend | undefined {
  if (!areAlike(run, before) || !(before.cpuMsPerRequest > 0)) return undefined;
  const change = run.cpuMsPerRequest / before.cpuMsPerRequest - 1;
  if (Math.abs(change) < leastChange || overlap(run, before)) return { direction: 'same', change };
  return { direction: change > 0 ? 'more' : 'less', change };
}

/** The newest of `older`, newest first, that a run can be compared with. */
export function lastAlike(run: RunSummary, older: readonly RunSummary[]): RunSummary | undefined {
  return older.find((other) => areAlike(run, other));
}

function areAlike(run: RunSummary, other: RunSummary): boolean {
  const isWhole = run.partial === undefined && other.partial === undefined;
  return isWhole && run.kind === other.kind && run.unit === other.unit && run.command === other.command;
}

function overlap(run: RunSummary, other: RunSummary): boolean {
  const own = run.cpuMsPerRequestInterval;
  const others = other.cpuMsPerRequestInterval;
  return own === undefined || others === undefined || (own.low <= others.high && others.low <= own.high);
}
