/**
 * In: a Report and the texts of the application's sources. Out: the parts of them where its cost is, for a page that goes to people who do
 * not have the code. Only files of the workspace, only costly functions and the lines of findings, and no more than a page can carry:
 * the costliest first, and what no longer fits is left out whole.
 */
import type { ReportFunction, ReportLine } from '../model/report-code.ts';
import type { Report } from '../model/report.ts';
import { replaceForms } from '../model/secret-values.ts';
import { isSourceName } from '../model/source-name.ts';
import type { SourceExcerpt } from '../model/source-excerpt.ts';

/** Of the text of all excerpts: a third of what the page itself weighs. */
const mostCharacters = 120_000;
/** Of the application's CPU or allocation. What costs less is not worth a reader's time. */
const leastShare = 0.005;
/** Of a longer function only its head and what is around its costly lines. */
const mostWholeLines = 80;
const linesAround = 3;
/** Nobody wrote a line that is longer. */
const mostLineCharacters = 300;

type Reported = Pick<Report, 'functions' | 'lines' | 'advice' | 'totals'>;

/** @param sources by file name */
export function sourceExcerpts(report: Reported, sources: ReadonlyMap<string, string>): readonly SourceExcerpt[] {
  const chosen = new Map<string, Map<number, string>>();
  const linesOf = lineReader(sources);
  let room = mostCharacters;
  for (const { file, lines } of wantedPlaces(report)) {
    const known = chosen.get(file) ?? new Map<number, string>();
    const texts = linesOf(file);
    const added = lines.flatMap((line) => {
      const text = texts[line - 1];
      return text === undefined || known.has(line) ? [] : [[line, text] as const];
    });
    const size = added.reduce((sum, [, text]) => sum + text.length + 1, 0);
    if (size > room || added.length === 0) continue;
    room -= size;
    for (const [line, text] of added) known.set(line, text);
    chosen.set(file, known);
  }
  return [...chosen].flatMap(([file, lines]) => stretches(file, lines));
}

interface Wanted {
  readonly file: string;
  readonly lines: readonly number[];
}

function wantedPlaces({ functions, lines, advice, totals }: Reported): readonly Wanted[] {
  const costly = functions
    .filter(({ origin }) => origin === 'app')
    .map((fn) => ({ fn, share: shareOf(fn, totals) }))
    .filter(({ share }) => share >= leastShare)
    .sort((a, b) => b.share - a.share);
  const found = advice.flatMap(({ file, line, endLine }) =>
    file === undefined || line === undefined
      ? []
      : [{ file, lines: range(line - linesAround, Math.min(endLine ?? line, line + mostWholeLines) + linesAround) }],
  );
  return [...costly.map(({ fn }) => ({ file: fn.file, lines: linesOfFunction(fn, lines) })), ...found];
}

function shareOf(fn: ReportFunction, { allocatedBytesPerRequest: allocated = 0 }: Report['totals']): number {
  const bytes = fn.ownAllocatedBytesPerRequest ?? fn.allocatedBytesPerRequest ?? 0;
  return Math.max(fn.ownShare ?? fn.selfShare, allocated > 0 ? bytes / allocated : 0);
}

function linesOfFunction({ file, line, endLine }: ReportFunction, costs: readonly ReportLine[]): readonly number[] {
  if (line === undefined) return [];
  const end = endLine ?? line;
  if (end - line < mostWholeLines) return range(line, end);
  const costly = costs.filter((cost) => cost.file === file && cost.line >= line && cost.line <= end);
  const around = costly.flatMap((cost) =>
    range(Math.max(line, cost.line - linesAround), Math.min(end, cost.line + linesAround)),
  );
  return [...new Set([...range(line, line + linesAround), ...around])];
}

/** Both ends included. */
function range(from: number, to: number): readonly number[] {
  const first = Math.max(1, from);
  return Array.from({ length: Math.max(0, to - first + 1) }, (_, index) => first + index);
}

/** Outside the workspace, file names are absolute or addresses: those files are not the user's to hand on. */
const outside = /^(?:[/\\]|[a-z]+:|\.\.)/i;

function lineReader(sources: ReadonlyMap<string, string>): (file: string) => readonly string[] {
  const read = new Map<string, readonly string[]>();
  return (file) => {
    const known = read.get(file);
    if (known !== undefined) return known;
    const text = outside.test(file) || !isSourceName(file) ? undefined : sources.get(file);
    const lines = text?.split(/\r\n|[\n\r\u2028\u2029]/).map((line) => shortened(withoutKeys(line))) ?? [];
    read.set(file, lines);
    return lines;
  };
}

/** Keys and tokens that their form gives away: the code itself stays as it is. */
function withoutKeys(line: string): string {
  return replaceForms(line, () => '…');
}

function shortened(line: string): string {
  return line.length > mostLineCharacters ? `${line.slice(0, mostLineCharacters)}…` : line;
}

function stretches(file: string, lines: ReadonlyMap<number, string>): readonly SourceExcerpt[] {
  const found: { readonly line: number; readonly lines: string[] }[] = [];
  for (const [line, text] of [...lines].sort(([a], [b]) => a - b)) {
    const last = found.at(-1);
    if (last !== undefined && last.line + last.lines.length === line) last.lines.push(text);
    else found.push({ line, lines: [text] });
  }
  return found.map((stretch) => ({ file, ...stretch }));
}
