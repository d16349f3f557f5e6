/**
 * The Report, schemaVersion 1: what every view reads and other people's scripts rest on. Its JSON Schema is
 * `media/report.schema.json`. Unknown stays absent, never 0. Shares are 0 to 1, of the busy CPU time of the
 * application's processes. Lines are 1-based.
 */
import type { Failure } from './failure-kinds.ts';
import type { LoadEvidence } from './load-evidence.ts';
import type { Machine } from './recording.ts';
import type { Capacity, Queueing } from './report-capacity.ts';
import type { ReportFunction, ReportLine, ReportStacks } from './report-code.ts';
import type { Cost } from './report-cost.ts';
import type { FindingsTogether, ReportAdvice, ReportBudget } from './report-findings.ts';
import type { ReportLoad, ReportRoute, ReportUpstream } from './report-load.ts';
import type { Memory } from './report-memory.ts';
import type { ReportPackages } from './report-packages.ts';
import type { Quality, ReportKnob } from './report-quality.ts';
import type { GrowthWithSize } from './report-sizes.ts';
import type { ReportThread } from './report-threads.ts';
import type { EventLoop, LedgerRow, Totals } from './report-totals.ts';
import type { Unit } from './unit.ts';

export interface Report {
  readonly schemaVersion: 1;
  readonly tool: { readonly name: string; readonly version: string };
  readonly startedAt: string;
  readonly app: {
    /** `server`: figures are per request. `script`: per run from start to end. `process`: per second of running, or per `unit`. */
    readonly kind: Unit['kind'];
    /** What a process counts itself, by the name of the diagnostics channel on which it tells of it. */
    readonly unit?: string;
    readonly command: string;
    readonly cwd: string;
    readonly nodeVersion: string;
    readonly commit?: string;
    readonly dirty?: boolean;
  };
  readonly machine: Machine;
  /** Present where the measurement ended before its time: why, what to do next, and the application's last words. */
  readonly partial?: ReportPartial;
  readonly quality: Quality;
  readonly totals: Totals;
  readonly ledger: readonly LedgerRow[];
  readonly functions: readonly ReportFunction[];
  readonly lines: readonly ReportLine[];
  /** Absent where nothing was sampled, and in runs stored before it was told. */
  readonly packages?: ReportPackages;
  readonly routes: readonly ReportRoute[];
  /** Processes in the order of their appearance, main threads first; empty where they were not told apart. */
  readonly threads?: readonly ReportThread[];
  /** Absent for a script, and in runs stored before it was recorded. */
  readonly load?: ReportLoad;
  /** What is asked of others; absent where nobody is asked, or it was not noted. */
  readonly upstreams?: readonly ReportUpstream[];
  /** What other load engines measured of the same application: beside our own figures, never mixed with them. */
  readonly loadEvidence?: readonly LoadEvidence[];
  readonly stacks: ReportStacks;
  /** Absent where the application's event loop was not watched (a script). */
  readonly eventLoop?: EventLoop;
  readonly memory?: Memory;
  readonly capacity?: Capacity;
  readonly knobs?: readonly ReportKnob[];
  readonly queueing?: Queueing;
  /** Routes whose cost was measured at several sizes of what they are asked for; absent where none was. */
  readonly growthWithSize?: readonly GrowthWithSize[];
  readonly cost: Cost;
  readonly advice: readonly ReportAdvice[];
  /** Findings that a comment in the source says to leave; absent where there are none. */
  readonly ignoredFindings?: number;
  /** CPU that all findings save together. Absent in older Reports, and where none saves any. */
  readonly findingsTogether?: FindingsTogether;
  /** The limits that leanscope.json states and what came of them; absent where it states none. */
  readonly budgets?: readonly ReportBudget[];
}

export interface ReportPartial {
  /** In English. */
  readonly what: string;
  readonly next: string;
  readonly log?: string;
  /** The same as data, to be told in another language. */
  readonly failure?: Failure;
}
