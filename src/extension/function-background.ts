/** What a hover says of a function beyond its own figures: who calls it, what it holds up, how it was in the run before. */
import { relativesIn, type Relatives } from '../annotate/relatives.ts';
import type { FunctionAnnotation } from '../model/annotation.ts';
import type { Capacity } from '../model/report-capacity.ts';
import type { ReportFunction } from '../model/report-code.ts';
import type { Blocking } from '../model/report-totals.ts';
import type { Report } from '../model/report.ts';
import type { PreviousRuns } from './previous-runs.ts';
import type { ShownRun } from './shown-runs.ts';

export interface FunctionBackground extends Relatives {
  /** Stretches in which it held the event loop, the longest first. */
  readonly blocking: readonly Blocking[];
  readonly capacity?: Capacity;
  readonly before?: FunctionBefore;
}

/** The same function in the run before. */
export interface FunctionBefore {
  readonly startedAt: string;
  readonly ownMs: number;
  /** Now over then. */
  readonly ratio: number;
  /** The 95 % intervals overlap, or one is not known. */
  readonly isWithinNoise: boolean;
}

export class FunctionBackgrounds {
  readonly #previous: PreviousRuns;
  #relatives: { readonly report: Report; readonly of: (functionId: string) => Relatives } | undefined;

  constructor(previous: PreviousRuns) {
    this.#previous = previous;
  }

  async of(hint: FunctionAnnotation, run: ShownRun): Promise<FunctionBackground> {
    const { report } = run;
    if (this.#relatives?.report !== report) this.#relatives = { report, of: relativesIn(report) };
    const relatives = this.#relatives.of(hint.functionId);
    const before = beforeOf(hint, report, await this.#previous.of(run));
    return {
      ...relatives,
      blocking: report.eventLoop?.blocking.filter(({ function: id }) => id === hint.functionId) ?? [],
      ...(report.capacity === undefined ? {} : { capacity: report.capacity }),
      ...(before === undefined ? {} : { before }),
    };
  }
}

/** By file and name: the line may have moved between the runs. Of two of one name nobody can tell which it was. */
function beforeOf(
  { functionId }: FunctionAnnotation,
  { functions, app }: Report,
  previous: Report | undefined,
): FunctionBefore | undefined {
  const now = functions.find(({ id }) => id === functionId);
  if (previous?.app.kind !== app.kind || previous.app.unit !== app.unit || now === undefined) return undefined;
  const same = previous.functions.filter(({ file, name }) => file === now.file && name === now.name);
  const [then] = same;
  if (then === undefined || same.length > 1) return undefined;
  const ownMs = own(then);
  if (ownMs <= 0) return undefined;
  const isWithinNoise = overlap(now, then);
  return { startedAt: previous.startedAt, ownMs, ratio: own(now) / ownMs, isWithinNoise };
}

function own({ ownCpuMsPerRequest, selfCpuMsPerRequest }: ReportFunction): number {
  return ownCpuMsPerRequest ?? selfCpuMsPerRequest;
}

function overlap({ interval: a }: ReportFunction, { interval: b }: ReportFunction): boolean {
  return a === undefined || b === undefined || (a.low <= b.high && b.low <= a.high);
}
