/** Packages and who calls them as rows of a table, without any table: which are shown, and what each says. */
import {
  callerLabel,
  chainLabel,
  entryLabel,
  isTool,
  isWorthNaming,
  packageLabel,
} from '../../model/package-labels.ts';
import type { PackageCall, PackageFigure, ReportPackage, ReportPackages } from '../../model/report-packages.ts';
import type { Translate } from '../strings.ts';

export interface PackageRow {
  /** Unique in the table. */
  readonly key: string;
  readonly label: string;
  readonly figure: PackageFigure;
  readonly calls: readonly CallRow[];
}

export interface CallRow {
  readonly key: string;
  /** The package's function; absent where it has no name. */
  readonly entry?: string;
  readonly who: string;
  /** Follows `who`: the function of the application, as it is written there. */
  readonly caller?: string;
  readonly file?: string;
  readonly line?: number;
  readonly figure: PackageFigure;
}

/** Packages by CPU, then the application's own code and the rest: together all that the samples tell. */
export function packageRows({ packages, application, other }: ReportPackages, t: Translate): readonly PackageRow[] {
  const rows = packages.map((owner): PackageRow => {
    const key = `${owner.origin} ${owner.name}`;
    const calls = owner.calls.map((call, index) =>
      callRow(call, { key: `${key} ${index}`, who: whoCalls(owner, call, t) }),
    );
    const label = isTool(owner) ? t('packageTool') : packageLabel(owner);
    return { key, label, figure: owner, calls: isTool(owner) ? [] : calls };
  });
  return [
    ...rows,
    { key: 'application', label: t('packageOwnCode'), figure: application, calls: [] },
    { key: 'other', label: t('packageOther'), figure: other, calls: [] },
  ];
}

function callRow(call: PackageCall, { key, who }: Pick<CallRow, 'key' | 'who'>): CallRow {
  const entry = entryLabel(call);
  const name = callerLabel(call);
  const { caller } = call;
  return {
    ...{ key, who },
    ...(entry === undefined ? {} : { entry }),
    ...(name === undefined ? {} : { caller: name }),
    ...(caller === undefined ? {} : { file: caller.file }),
    ...(caller?.line === undefined ? {} : { line: caller.line }),
    figure: call,
  };
}

function whoCalls({ origin }: ReportPackage, call: PackageCall, t: Translate): string {
  if (call.caller === undefined) {
    const chain = chainLabel(call);
    if (chain !== undefined) return t('packageCalledThrough', chain);
    // That Node.js calls itself would tell nothing.
    return t(origin === 'node' ? 'packageOutside' : 'packageCalledByOthers');
  }
  if (callerLabel(call) !== undefined) return t('packageCalledBy');
  return t(call.caller.isCallSite === true ? 'packageCalledAt' : 'packageCalledByNameless');
}

/** Open from the start: where one of the calls matters. */
export function openAtFirst(rows: readonly PackageRow[]): ReadonlySet<string> {
  const open = rows.filter(({ calls }) => calls.some(({ figure }) => isWorthNaming(figure)));
  return new Set(open.map(({ key }) => key));
}

export function textOfRow({ label, calls }: PackageRow): string {
  return [label, ...calls.flatMap(({ entry = '', who, caller = '', file = '' }) => [entry, who, caller, file])].join(
    ' ',
  );
}

/** A line of a file for other programs: one for each call, and one for what has no calls. */
export interface FlatRow {
  readonly label: string;
  readonly call: CallRow | undefined;
  readonly figure: PackageFigure;
}

export function flatRows(rows: readonly PackageRow[]): readonly FlatRow[] {
  return rows.flatMap(({ label, calls, figure }): readonly FlatRow[] =>
    calls.length === 0
      ? [{ label, call: undefined, figure }]
      : calls.map((call) => ({ label, call, figure: call.figure })),
  );
}
