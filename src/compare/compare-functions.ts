/** Functions of two runs, matched although lines have moved between them. */
import type { Change, ChangeVerdict, ComparedFunction } from '../model/comparison.ts';
import type { ReportFunction } from '../model/report-code.ts';
import type { Report } from '../model/report.ts';
import { agreed, changeOf, widening, type PaceChange } from './change.ts';
import { matchFunctions, type Pair } from './match-functions.ts';

/** Of the CPU of a request: functions with less in both runs are left out. */
const leastShareOfCpu = 0.005;
/** Shares are known within one point (bench/README.md, "Who finds the truth"), so those of two runs differ by less than two for nothing. */
const leastPoints = 0.02;

export function compareFunctions(
  base: Report,
  head: Report,
  { least, pace, comparable }: { readonly least: number; readonly pace: PaceChange; readonly comparable: boolean },
): readonly ComparedFunction[] {
  const cpuMs = Math.max(base.totals.cpuMsPerRequest, head.totals.cpuMsPerRequest);
  const pairs = matchFunctions(base.functions, head.functions).filter(
    ({ base: before, head: after }) => Math.max(cpuOf(before), cpuOf(after)) >= leastShareOfCpu * cpuMs,
  );
  const widen = widening(pairs.length);
  return pairs
    .map((pair) => compareFunction(pair, { leastMs: leastPoints * cpuMs, least, pace, comparable, widen }))
    .sort((a, b) => sizeOf(b) - sizeOf(a));
}

const sizeOf = ({ cpuMsPerRequest: { difference = 0 } }: ComparedFunction): number => Math.abs(difference);
const cpuOf = (fn: ReportFunction | undefined): number => fn?.ownCpuMsPerRequest ?? fn?.selfCpuMsPerRequest ?? 0;

interface FunctionJudging {
  readonly leastMs: number;
  readonly least: number;
  readonly pace: PaceChange;
  readonly comparable: boolean;
  readonly widen: number;
}

function compareFunction({ known, base, head }: Pair, judging: FunctionJudging): ComparedFunction {
  return {
    ...{ name: known.name, file: known.file, origin: known.origin },
    ...(known.line === undefined ? {} : { line: known.line }),
    ...(known.package === undefined ? {} : { package: known.package }),
    ...(base === undefined ? {} : { baseId: base.id }),
    ...(head === undefined ? {} : { headId: head.id }),
    cpuMsPerRequest: cpuChange(base, head, judging),
    allocatedBytesPerRequest: changeOf(bytesOf(base), bytesOf(head)),
  };
}

const bytesOf = (fn: ReportFunction | undefined): number | undefined =>
  fn?.ownAllocatedBytesPerRequest ?? fn?.allocatedBytesPerRequest;

/** A function that one run did not see ran there too little to be caught: nothing, as far as the difference goes. */
function cpuChange(
  base: ReportFunction | undefined,
  head: ReportFunction | undefined,
  judging: FunctionJudging,
): Change {
  const [before, after] = [cpuOf(base), cpuOf(head)];
  const difference = after - before;
  const halfWidths = [base, head].flatMap((fn) => (fn === undefined ? [] : [halfWidthOf(fn)]));
  const told = halfWidths.filter((each) => each !== undefined);
  const halfWidth = told.length < halfWidths.length ? undefined : Math.hypot(...told);
  const { pace } = judging;
  const widened = halfWidth === undefined ? undefined : Math.hypot(halfWidth, (after / pace.ratio) * pace.halfWidth);
  const leastMs = Math.max(judging.leastMs, judging.least * Math.max(before, after));
  return {
    ...(base === undefined ? {} : { base: before }),
    ...(head === undefined ? {} : { head: after }),
    ...(base === undefined || head === undefined || before === 0 ? {} : { ratio: { value: after / before } }),
    difference,
    ...(halfWidth === undefined
      ? {}
      : { differenceInterval: { low: difference - halfWidth, high: difference + halfWidth } }),
    verdict: agreed(
      judge(difference, halfWidth, leastMs, judging),
      judge(after / pace.ratio - before, widened, leastMs, judging),
    ),
  };
}

function halfWidthOf({
  ownCpuMsPerRequest,
  ownInterval,
  selfCpuMsPerRequest,
  interval,
}: ReportFunction): number | undefined {
  if (ownCpuMsPerRequest !== undefined && ownInterval !== undefined) return ownInterval.high - ownCpuMsPerRequest;
  return interval === undefined ? undefined : interval.high - selfCpuMsPerRequest;
}

function judge(
  difference: number,
  halfWidth: number | undefined,
  leastMs: number,
  { comparable, widen }: FunctionJudging,
): ChangeVerdict {
  if (!comparable || halfWidth === undefined) return 'unclear';
  const size = Math.abs(difference);
  if (size > halfWidth * widen && size > leastMs) return difference > 0 ? 'worse' : 'better';
  return size + halfWidth * widen <= 2 * leastMs ? 'same' : 'unclear';
}
