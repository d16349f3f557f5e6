/**
 * The ledger: every CPU millisecond of the application's processes in exactly one row.
 *
 * The operating system says how much the processes used, and how much of it on threads that run JavaScript; the samples say
 * what those threads did. Where the samples saw less time than the system booked, `unseen.ts` says why; where
 * they saw more (wall-clock time in which the thread stood still), they are scaled down to what the system booked.
 */
import type { Profile } from '../model/profile.ts';
import type { LedgerPart, LedgerRow } from '../model/report-totals.ts';
import type { RecordedApp } from '../model/recording.ts';
import type { Slice } from '../model/recorded-slice.ts';
import type { Amounts } from './amounts.ts';
import type { Tally } from './samples.ts';
import { ratioOfSums, sum, type Estimate } from './statistics.ts';
import type { ThreadShares } from './unseen.ts';

export interface Ledger {
  readonly rows: readonly LedgerRow[];
  /** What all samples outside garbage collection together stand for, ms per request. */
  readonly sampled: Estimate;
  /** As in `Amounts`. */
  readonly gcMs: number | undefined;
  /** What V8's helper threads collect, ms per request; undefined where it is not known. */
  readonly helperGcMs: number | undefined;
  /** Sampled wall-clock time over the CPU time the system booked; undefined where it cannot tell. */
  readonly wallOverCpu: number | undefined;
}

export interface LedgerInput {
  readonly tallies: readonly Tally[];
  readonly sampling: readonly Slice[];
  /** Undefined where the system does not tell CPU time per thread. */
  readonly shares: ThreadShares | undefined;
}

export function balance(profile: Profile, amounts: Amounts, { tallies, sampling, shares }: LedgerInput): Ledger {
  const { javascript, threadsKnown } = amounts;
  const wallOverCpu = sampledOverBooked(tallies, sampling);
  const busy = sum(tallies.map((tally) => tally.busy));
  const working = sum(tallies.map((tally) => tally.working));
  const seen = busy === 0 ? 0 : (shares?.sampled ?? Math.min(1, wallOverCpu ?? 1));
  const ofNative = nativeParts(busy === 0 ? undefined : shares, javascript.value);
  // Garbage collection is measured as the app is, like the total; the samples divide up what remains.
  const gcMs = Math.min(amounts.gcMs ?? 0, working === 0 ? javascript.value : javascript.value * seen);
  const sampled = scaled(javascript, working === 0 || javascript.value === 0 ? 0 : seen - gcMs / javascript.value);
  const native = sampled.value * shareOf(tallies, (index) => isNative(profile, index));
  // Without samples nobody knows what JavaScript threads did: no row then claims to be nothing.
  const told = (row: LedgerRow): readonly LedgerRow[] => (working === 0 ? [] : [row]);
  const rows: readonly LedgerRow[] = [
    ...told({ kind: 'function', cpuMsPerRequest: sampled.value - native }),
    ...(amounts.gcMs === undefined ? [] : [{ kind: 'gc' as const, cpuMsPerRequest: gcMs }]),
    ...told({
      kind: 'native',
      cpuMsPerRequest: native + sum(ofNative.map(({ cpuMsPerRequest }) => cpuMsPerRequest)),
      ...(ofNative.length === 0 ? {} : { parts: ofNative }),
    }),
    ...(threadsKnown ? [offThreadRow(amounts)] : []),
    {
      kind: 'unattributed',
      cpuMsPerRequest: working === 0 ? javascript.value - gcMs : javascript.value * (shares?.unsampled ?? 1 - seen),
    },
  ];
  const helperGcMs = rows
    .find(({ kind }) => kind === 'offThread')
    ?.parts?.find(({ kind }) => kind === 'collector')?.cpuMsPerRequest;
  return { rows, sampled, gcMs: amounts.gcMs === undefined ? undefined : gcMs, helperGcMs, wallOverCpu };
}

/**
 * CPU that nothing tells of, ms per request: of threads that run JavaScript, and of others that came and went between two readings or that
 * are neither the engine's nor of libuv's pool. Undefined where no row says. Threads of a script end after their last reading: what ending
 * takes is no gap.
 */
export function unexplainedMs(rows: readonly LedgerRow[], kind: RecordedApp['kind']): number | undefined {
  const unattributed = rows.find((row) => row.kind === 'unattributed')?.cpuMsPerRequest;
  if (unattributed === undefined) return undefined;
  const { cpuMsPerRequest = 0, parts } = rows.find((row) => row.kind === 'offThread') ?? {};
  // Without parts the system does not tell threads apart.
  if (parts === undefined) return unattributed;
  const of = (wanted: (kind: LedgerPart['kind']) => boolean): number =>
    sum(parts.map((part) => (wanted(part.kind) ? part.cpuMsPerRequest : 0)));
  const cameAndWent = kind === 'script' ? 0 : Math.max(0, cpuMsPerRequest - of(() => true));
  return unattributed + cameAndWent + of((part) => part === 'other');
}

/** What no sample tells of and is known all the same. */
function nativeParts(shares: ThreadShares | undefined, javascriptMs: number): readonly LedgerPart[] {
  if (shares === undefined) return [];
  return (['eventLoop', 'startup'] as const).flatMap((kind) =>
    shares[kind] === 0 ? [] : [{ kind, cpuMsPerRequest: javascriptMs * shares[kind] }],
  );
}

function offThreadRow({ cpu, javascript, otherThreads }: Amounts): LedgerRow {
  const row = { kind: 'offThread' as const, cpuMsPerRequest: cpu.value - javascript.value };
  const named = sum(otherThreads.map(({ cpuMsPerRequest }) => cpuMsPerRequest));
  if (named === 0) return row;
  // The threads are read one after the other, a moment after the whole: together they are no more than it.
  const scale = Math.min(1, row.cpuMsPerRequest / named);
  const parts = otherThreads.map(({ kind, cpuMsPerRequest }) => ({ kind, cpuMsPerRequest: cpuMsPerRequest * scale }));
  return { ...row, parts };
}

function isNative({ functions }: Profile, index: number): boolean {
  const { meta, origin } = functions[index] ?? {};
  return meta === 'program' || origin === 'native';
}

/** Share of the working samples whose innermost function passes the test. */
function shareOf(tallies: readonly Tally[], belongs: (index: number) => boolean): number {
  const working = sum(tallies.map((tally) => tally.working));
  const counted = sum(tallies.map(({ self }) => sum([...self.filter((_, index) => belongs(index))])));
  return working === 0 ? 0 : counted / working;
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
