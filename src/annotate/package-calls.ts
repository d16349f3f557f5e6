/** Which packages functions of the application call, and on which lines, for hints beside them. */
import type { CalledPackage } from '../model/annotation.ts';
import { entryLabel, isWorthNaming, packageLabel } from '../model/package-labels.ts';
import type { PackageCall, ReportPackage } from '../model/report-packages.ts';
import type { Report } from '../model/report.ts';

/** What a hover has room for, by CPU; under this part of all CPU it is not worth it. */
const mostOfFunction = 4;
const leastShare = 0.005;

export interface CallsOfCode {
  /** By `id` of the calling function. */
  readonly ofFunction: ReadonlyMap<string, readonly CalledPackage[]>;
  /** By file, by line. Only where the line of the call is known, and only what is worth naming. */
  readonly ofLine: ReadonlyMap<string, ReadonlyMap<number, readonly CalledPackage[]>>;
}

export function callsOfCode({ packages }: Pick<Report, 'packages'>): CallsOfCode {
  const ofFunction = new Map<string, CalledPackage[]>();
  const ofLine = new Map<string, Map<number, CalledPackage[]>>();
  const calls = (packages?.packages ?? [])
    .flatMap((owner) => owner.calls.map((call) => ({ owner, call })))
    .sort((a, b) => b.call.cpuMsPerRequest - a.call.cpuMsPerRequest);
  for (const { owner, call } of calls) {
    const { caller, share } = call;
    if (caller === undefined) continue;
    const called = calledPackage(owner, call);
    const ofCaller = ofFunction.get(caller.function) ?? [];
    if (share >= leastShare && ofCaller.length < mostOfFunction) ofFunction.set(caller.function, [...ofCaller, called]);
    if (caller.isCallSite !== true || caller.line === undefined || !isWorthNaming(call)) continue;
    const inFile = ofLine.get(caller.file) ?? new Map<number, CalledPackage[]>();
    inFile.set(caller.line, [...(inFile.get(caller.line) ?? []), called]);
    ofLine.set(caller.file, inFile);
  }
  return { ofFunction, ofLine };
}

function calledPackage(owner: ReportPackage, call: PackageCall): CalledPackage {
  const entry = entryLabel(call);
  const { cpuMsPerRequest, share } = call;
  return { name: packageLabel(owner), ...(entry === undefined ? {} : { entry }), cpuMsPerRequest, share };
}
