/** The parts of the source that a shared page carries: found by place, and opened as an editor would open the file. */
import type { ReportLine } from '../../model/report-code.ts';
import type { SourceExcerpt } from '../../model/source-excerpt.ts';
import type { ViewStore } from '../frame/view-store.ts';

export function covers(excerpts: readonly SourceExcerpt[], file: string, line: number): boolean {
  return excerpts.some((each) => each.file === file && line >= each.line && line < each.line + each.lines.length);
}

export const sourceLine = 'source.line';
export const placeOfLine = (file: string, line: number): string => `${file}:${line}`;

/** What is in no excerpt stays closed. */
export function excerptOpener(
  view: ViewStore,
  excerpts: readonly SourceExcerpt[],
): (file: string, line: number) => void {
  return (file, line) => {
    if (!covers(excerpts, file, line)) return;
    view.set(sourceLine, placeOfLine(file, line));
    view.set('functions.by', 'source');
    view.set('tab', 'functions', true);
  };
}

export interface SourceFile {
  readonly file: string;
  readonly selfCpuMsPerRequest: number;
  /** In the order of their lines. */
  readonly excerpts: readonly SourceExcerpt[];
}

/** The file with the costliest lines first. */
export function sourceFiles(excerpts: readonly SourceExcerpt[], lines: readonly ReportLine[]): readonly SourceFile[] {
  const files = new Map<string, SourceExcerpt[]>();
  for (const excerpt of excerpts) {
    const known = files.get(excerpt.file);
    if (known === undefined) files.set(excerpt.file, [excerpt]);
    else known.push(excerpt);
  }
  return [...files]
    .map(([file, parts]) => ({ file, excerpts: parts, selfCpuMsPerRequest: cpuOf(file, lines) }))
    .sort((a, b) => b.selfCpuMsPerRequest - a.selfCpuMsPerRequest);
}

function cpuOf(file: string, lines: readonly ReportLine[]): number {
  return lines.reduce((sum, line) => (line.file === file ? sum + line.selfCpuMsPerRequest : sum), 0);
}
