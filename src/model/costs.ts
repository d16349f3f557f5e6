/** What the code costs in machine terms: made by `attribute/`, read by `price/`. No money here. */
import type { LoadEvidence } from './load-evidence.ts';
import type { Budgets } from './budget.ts';
import type { Failure } from './failure-kinds.ts';
import type { FindingSettings } from './finding-settings.ts';
import type { RecordedApp, Machine } from './recording.ts';
import type { Capacity, Queueing } from './report-capacity.ts';
import type { ReportFunction, ReportLine, ReportStacks } from './report-code.ts';
import type { ReportLoad, ReportRoute, ReportUpstream } from './report-load.ts';
import type { Memory } from './report-memory.ts';
import type { ReportPackages } from './report-packages.ts';
import type { Quality, ReportKnob } from './report-quality.ts';
import type { ReportThread } from './report-threads.ts';
import type { EventLoop, LedgerRow, Totals } from './report-totals.ts';
import type { GrowthWithSize } from './report-sizes.ts';
import type { PriceList } from './price-list.ts';
import type { Deployment, Engineering, Traffic, WhatIf } from './spec.ts';

type Priceless<T> = Omit<
  T,
  'usdPerMillionRequests' | 'ownUsdPerMillionRequests' | 'totalUsdPerMillionRequests' | 'usdPerMonth'
>;

export type FunctionCost = Priceless<ReportFunction>;
export type RouteCost = Omit<Priceless<ReportRoute>, 'egressUsdPerMillionRequests' | 'egressUsdPerMonth'>;
export type LineCost = Priceless<ReportLine>;

export interface Costs {
  readonly tool: { readonly name: string; readonly version: string };
  readonly startedAt: string;
  readonly app: RecordedApp;
  readonly machine: Machine;
  readonly quality: Quality;
  readonly totals: Priceless<Totals>;
  readonly ledger: readonly LedgerRow[];
  /** By self CPU, highest first. */
  readonly functions: readonly FunctionCost[];
  readonly lines: readonly LineCost[];
  /** Absent where nothing was sampled. */
  readonly packages?: ReportPackages;
  readonly routes: readonly RouteCost[];
  readonly threads?: readonly ReportThread[];
  readonly load?: ReportLoad;
  readonly upstreams?: readonly ReportUpstream[];
  readonly loadEvidence?: readonly LoadEvidence[];
  readonly stacks: ReportStacks;
  readonly eventLoop?: EventLoop;
  readonly memory?: Memory;
  readonly capacity?: Capacity;
  readonly knobs?: readonly ReportKnob[];
  readonly queueing?: Queueing;
  readonly growthWithSize?: readonly GrowthWithSize[];
  readonly partial?: Failure;
  readonly traffic?: Traffic;
  readonly deployment?: Deployment;
  readonly budgets?: Budgets;
  readonly findings?: FindingSettings;
  readonly engineering?: Engineering;
  readonly whatIf?: readonly WhatIf[];
  readonly priceLists?: readonly PriceList[];
  /** Text of the app's source files, by file name. */
  readonly sources?: ReadonlyMap<string, string>;
}
