/**
 * In: a Report. Out: per file of the workspace, what is worth a hint beside its code, by line.
 * Deliberately not here: wording, colours and whether the file has changed since; those are the editor's.
 */
import {
  figuresPer,
  type CalledPackage,
  type FileAnnotations,
  type FunctionAnnotation,
  type Heat,
  type LineAnnotation,
  type ProblemAnnotation,
  type RouteAnnotation,
} from '../model/annotation.ts';
import type { ReportFunction, ReportLine } from '../model/report-code.ts';
import type { ReportRoute } from '../model/report-load.ts';
import type { Report } from '../model/report.ts';
import type { Totals } from '../model/report-totals.ts';
import { callsOfCode, type CallsOfCode } from './package-calls.ts';

/** Under these a hint would only push the code around. */
export const worthAHint = { totalShare: 0.01, selfShare: 0.005, allocationShare: 0.05, lineShare: 0.005 } as const;

export function annotate(report: Report): readonly FileAnnotations[] {
  const calls = callsOfCode(report);
  const functions = group(report.functions, (fn) => functionAnnotation(fn, report, calls));
  const lines = group(linesWithCalls(report, calls), (line) => calledLine(line, report));
  const routes = group(report.routes, routeAnnotation);
  const problems = group(problemsOf(report), ({ line, kind, index }) =>
    line === undefined ? undefined : { line, kind, index },
  );
  return [...new Set([...functions.keys(), ...lines.keys(), ...routes.keys(), ...problems.keys()])]
    .sort()
    .map((file) => ({
      file,
      per: figuresPer(report.app),
      functions: sortByLine(functions.get(file)),
      lines: sortByLine(lines.get(file)),
      routes: sortByLine(routes.get(file)),
      problems: sortByLine(problems.get(file)),
    }));
}

interface PlacedProblem extends Omit<ProblemAnnotation, 'line'> {
  readonly file?: string | undefined;
  readonly line?: number | undefined;
}

function problemsOf({ advice, budgets = [] }: Report): readonly PlacedProblem[] {
  return [
    ...advice.map(({ file, line }, index) => ({ kind: 'finding', file, line, index }) as const),
    ...budgets.flatMap(({ file, line, verdict }, index) =>
      verdict === 'over' ? [{ kind: 'budget', file, line, index } as const] : [],
    ),
  ];
}

function group<T extends { readonly file?: string | undefined }, A>(
  rows: readonly T[],
  annotation: (row: T) => A | undefined,
): Map<string, A[]> {
  const byFile = new Map<string, A[]>();
  for (const row of rows) {
    if (row.file === undefined || !isWorkspaceCode(row.file)) continue;
    const made = annotation(row);
    if (made === undefined) continue;
    const known = byFile.get(row.file);
    if (known === undefined) byFile.set(row.file, [made]);
    else known.push(made);
  }
  return byFile;
}

function sortByLine<A extends { readonly line: number }>(annotations: readonly A[] = []): readonly A[] {
  return [...annotations].sort((a, b) => a.line - b.line);
}

/** Relative, inside the workspace, and not somebody else's code that happens to lie in it. */
function isWorkspaceCode(file: string): boolean {
  const elsewhere = /^(\/|\\|\.\.(\/|$)|[a-z][a-z0-9+.-]*:)/i;
  return file !== '' && !elsewhere.test(file) && !/(^|\/)node_modules\//.test(file);
}

interface CallingLine extends ReportLine {
  readonly calls?: readonly CalledPackage[];
}

/** A line that only calls has no cost of its own that V8 would have told. */
function linesWithCalls({ lines }: Report, { ofLine }: CallsOfCode): readonly CallingLine[] {
  const known = new Set(lines.map(({ file, line }) => `${file}:${line}`));
  const only = [...ofLine].flatMap(([file, byLine]) =>
    [...byLine].flatMap(([line, calls]) =>
      known.has(`${file}:${line}`) ? [] : [{ file, line, selfCpuMsPerRequest: 0, calls }],
    ),
  );
  const withCalls = lines.map((line) => {
    const calls = ofLine.get(line.file)?.get(line.line);
    return calls === undefined ? line : { ...line, calls };
  });
  return [...withCalls, ...only];
}

function calledLine(row: CallingLine, report: Report): LineAnnotation | undefined {
  const { calls, line, selfCpuMsPerRequest } = row;
  const own = lineAnnotation(row, report);
  if (calls === undefined) return own;
  const cold = { line, selfCpuMsPerRequest, share: shareOf(selfCpuMsPerRequest, report.totals.cpuMsPerRequest) };
  return { ...(own ?? { ...cold, heat: 0, isMemoryHeavy: false }), calls };
}

function functionAnnotation(
  fn: ReportFunction,
  { totals }: Report,
  { ofFunction }: CallsOfCode,
): FunctionAnnotation | undefined {
  if (fn.origin !== 'app' || fn.line === undefined) return undefined;
  const allocationShare = shareOf(
    fn.ownAllocatedBytesPerRequest ?? fn.allocatedBytesPerRequest ?? 0,
    totals.allocatedBytesPerRequest ?? 0,
  );
  const worth =
    fn.totalShare >= worthAHint.totalShare ||
    (fn.ownShare ?? fn.selfShare) >= worthAHint.selfShare ||
    allocationShare >= worthAHint.allocationShare;
  if (!worth) return undefined;
  const packages = ofFunction.get(fn.id);
  return { ...fn, functionId: fn.id, line: fn.line, ...(packages === undefined ? {} : { packages }) };
}

export function lineAnnotation(
  row: ReportLine,
  { totals }: { readonly totals: Pick<Totals, 'cpuMsPerRequest' | 'allocatedBytesPerRequest'> },
): LineAnnotation | undefined {
  const { line, selfCpuMsPerRequest, allocatedBytesPerRequest } = row;
  const share = shareOf(selfCpuMsPerRequest, totals.cpuMsPerRequest);
  const allocationShare = knownShare(allocatedBytesPerRequest, totals.allocatedBytesPerRequest);
  const isMemoryHeavy = (allocationShare ?? 0) >= worthAHint.allocationShare;
  if (share < worthAHint.lineShare && !isMemoryHeavy) return undefined;
  return {
    ...{ line, selfCpuMsPerRequest, share, heat: heatOf(share), isMemoryHeavy },
    ...(allocatedBytesPerRequest === undefined ? {} : { allocatedBytesPerRequest }),
    ...(allocationShare === undefined ? {} : { allocationShare }),
  };
}

/**
 * Each step is about three times the one before: lines differ by orders of magnitude, and equal steps would paint nearly
 * all of them in the palest shade. 0.5 % warm, 2 %, 5 %, 15 % hottest.
 */
function heatOf(share: number): Heat {
  if (share >= 0.15) return 4;
  if (share >= 0.05) return 3;
  if (share >= 0.02) return 2;
  return share >= worthAHint.lineShare ? 1 : 0;
}

function routeAnnotation(route: ReportRoute): RouteAnnotation | undefined {
  const { line, method, path, operation, cpuMsPerRequest, requestsPerSecondPerCore } = route;
  const { bytesOutPerRequest, usdPerMillionRequests, usdPerMonth } = route;
  if (line === undefined) return undefined;
  return {
    ...{ line, method, path },
    ...(operation === undefined ? {} : { operation }),
    ...(cpuMsPerRequest === undefined ? {} : { cpuMsPerRequest }),
    ...(requestsPerSecondPerCore === undefined ? {} : { requestsPerSecondPerCore }),
    ...(bytesOutPerRequest === undefined ? {} : { bytesOutPerRequest }),
    ...(usdPerMillionRequests === undefined ? {} : { usdPerMillionRequests }),
    ...(usdPerMonth === undefined ? {} : { usdPerMonth }),
  };
}

function knownShare(part: number | undefined, whole: number | undefined): number | undefined {
  return part === undefined || whole === undefined || whole <= 0 ? undefined : part / whole;
}

function shareOf(part: number, whole: number): number {
  return whole > 0 ? part / whole : 0;
}
