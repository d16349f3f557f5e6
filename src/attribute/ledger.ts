/**
 * The ledger: every CPU millisecond of the application's processes in exactly one row.
 *
 * The operating system says how much the processes used, and how much of it on threads that run JavaScript; the samples say
 * what those threads did. Where the samples saw less time than the system booked, the rest is unattributed and shown; where
 * they saw more (wall-clock time in which the thread stood still), they are scaled down to what the system booked.
 */
import type { Profile } from '../model/profile.ts';
import type { LedgerKind, LedgerRow } from '../model/report.ts';
import type { Slice } from '../model/recording.ts';
import type { Amounts } from './amounts.ts';
import type { Tally } from './samples.ts';
import { ratioOfSums, sum, type Estimate } from './statistics.ts';

export interface Ledger {
  readonly rows: readonly LedgerRow[];
  /** What all samples together stand for, ms per request. */
  readonly sampled: Estimate;
  readonly gcMs: number;
  /** Sampled wall-clock time over the CPU time the system booked; undefined where it cannot tell. */
  readonly wallOverCpu: number | undefined;
}

export function balance(profile: Profile, amounts: Amounts, tallies: readonly Tally[], sampling: readonly Slice[]): Ledger {
  const { cpu, javascript, threadsKnown } = amounts;
  const wallOverCpu = sampledOverBooked(tallies, sampling);
  const seen = Math.min(1, wallOverCpu ?? 1);
  const busy = sum(tallies.map((tally) => tally.busy));
  const sampled = scaled(javascript, busy === 0 ? 0 : seen);
  const shareOf = (belongs: (index: number) => boolean): number => {
    const counted = sum(tallies.map(({ self }) => sum([...self].filter((_, index) => belongs(index)))));
    return busy === 0 ? 0 : counted / busy;
  };
  const kindOf = (index: number): LedgerKind => {
    const { meta, origin } = profile.functions[index] ?? {};
    if (meta === 'gc') return 'gc';
    return meta === 'program' || origin === 'native' ? 'native' : 'function';
  };
  const row = (kind: LedgerKind): LedgerRow => ({ kind, cpuMsPerRequest: sampled.value * shareOf((index) => kindOf(index) === kind) });
  const gc = row('gc');
  const rows = [
    row('function'),
    gc,
    row('native'),
    ...(threadsKnown ? [{ kind: 'offThread' as const, cpuMsPerRequest: cpu.value - javascript.value }] : []),
    { kind: 'unattributed' as const, cpuMsPerRequest: javascript.value - sampled.value },
  ];
  return { rows, sampled, gcMs: gc.cpuMsPerRequest, wallOverCpu };
}

function sampledOverBooked(tallies: readonly Tally[], sampling: readonly Slice[]): number | undefined {
  if (sampling.some(({ usage }) => usage.javascriptThreadCpuUs === undefined)) return undefined;
  return ratioOfSums(
    tallies.map(({ busyUs }, i) => ({ numerator: busyUs, denominator: sampling[i]?.usage.javascriptThreadCpuUs ?? 0 })),
  )?.value;
}

function scaled({ value, halfWidth }: Estimate, factor: number): Estimate {
  return { value: value * factor, ...(halfWidth === undefined ? {} : { halfWidth: halfWidth * factor }) };
}
