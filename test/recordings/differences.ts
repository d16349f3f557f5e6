/** How a Recording that was made anew differs from the one that is stored, by what their Reports say. A row each, for a table. */
import type { ReportFunction } from '../../src/model/report-code.ts';
import type { Report } from '../../src/model/report.ts';
import { findingsOf } from './cases/checks.ts';

export interface Side {
  readonly report: Report;
  readonly bytes: number;
}

export const differenceColumns = [
  'recording',
  'kB',
  'CPU',
  'allocated',
  'share',
  'routes',
  'findings',
  'warnings',
] as const;

/** One text for each of `differenceColumns`. */
export function differences(name: string, before: Side | undefined, after: Side): readonly string[] {
  const kB = (side: Side): string => String(Math.round(side.bytes / 1000));
  if (before === undefined) return [name, kB(after), 'new', '', '', '', '', ''];
  const [old, now] = [before.report, after.report];
  return [
    name,
    `${kB(before)} → ${kB(after)}`,
    changeOf(old.totals.cpuMsPerRequest, now.totals.cpuMsPerRequest),
    changeOf(old.totals.allocatedBytesPerRequest, now.totals.allocatedBytesPerRequest),
    mostMoved(old, now),
    gainsAndLosses(routesOf(old), routesOf(now)),
    gainsAndLosses(findingsOf(old), findingsOf(now)),
    gainsAndLosses(kindsOf(old.quality.warnings), kindsOf(now.quality.warnings)),
  ];
}

function changeOf(before: number | undefined, after: number | undefined): string {
  if (before === undefined || after === undefined)
    return before === after ? '' : `${before ?? 'none'} → ${after ?? 'none'}`;
  const percent = Math.round(1000 * (after / before - 1)) / 10;
  return `${percent > 0 ? '+' : ''}${percent} %`;
}

/** The function of the application whose share of the CPU changed most, in points. */
function mostMoved(before: Report, after: Report): string {
  const shares = ({ functions }: Report): Map<string, number> =>
    new Map(functions.filter(({ origin }) => origin === 'app').map((fn) => [keyOf(fn), fn.ownShare ?? fn.selfShare]));
  const [old, now] = [shares(before), shares(after)];
  const moves = [...new Set([...old.keys(), ...now.keys()])].map(
    (key) => [key, (now.get(key) ?? 0) - (old.get(key) ?? 0)] as const,
  );
  const [most] = moves.sort((a, b) => Math.abs(b[1]) - Math.abs(a[1]));
  return most === undefined ? '' : `${most[0]} ${most[1] > 0 ? '+' : ''}${(100 * most[1]).toFixed(1)}`;
}

const keyOf = ({ name, file }: ReportFunction): string => `${name || '(anonymous)'} in ${file}`;

const routesOf = ({ routes }: Report): readonly string[] => routes.map(({ method, path }) => `${method} ${path}`);

/** The figures in them are others each time. */
const kindsOf = (warnings: readonly string[]): readonly string[] =>
  warnings.map((warning) => warning.replace(/[\d.,]+/g, '#').slice(0, 40));

function gainsAndLosses(before: readonly string[], after: readonly string[]): string {
  const gained = after.filter((each) => !before.includes(each)).map((each) => `+ ${each}`);
  const lost = before.filter((each) => !after.includes(each)).map((each) => `− ${each}`);
  return [...gained, ...lost].join('; ');
}
