/** Writes a Report where the user asked for it. */
import { gzipSync } from 'node:zlib';
import type { Report } from '../model/report.ts';
import type { SourceExcerpt } from '../model/source-excerpt.ts';
import { renderCpuProfile } from '../report/formats/render-cpuprofile.ts';
import { renderPprof } from '../report/formats/render-pprof.ts';
import { renderSarif } from '../report/formats/render-sarif.ts';
import { renderSpeedscope } from '../report/formats/render-speedscope.ts';
import { renderHtml } from '../report/render-html.ts';
import { renderMarkdown } from '../report/render-markdown.ts';
import { jsonText } from '../model/plain-text.ts';
import { isStdout, writeOutput, type NamedOutput } from '../store/output-file.ts';
import { pageParts, rulePages } from './program-files.ts';
import { printAsIs } from './streams.ts';

export const formats = ['json', 'html', 'md', 'sarif', 'cpuprofile', 'pprof', 'speedscope'] as const;
export type Format = (typeof formats)[number];

/** What is asked for, and where it goes. */
export interface FormattedOutput extends NamedOutput {
  readonly format: Format;
}

export interface OutputParts {
  readonly workspaceRoot?: string;
  /** For the page alone. */
  readonly excerpts?: readonly SourceExcerpt[];
}

/** All that can be written is: a failure of one is told when the others are there. @throws FailureError badFile, ReaderGone */
export async function writeOutputs(
  report: Report,
  outputs: readonly FormattedOutput[],
  parts: OutputParts = {},
): Promise<void> {
  const failures: unknown[] = [];
  for (const output of outputs) {
    const content = await render(report, output.format, parts);
    await sendTo(output, content).catch((error: unknown) => failures.push(error));
  }
  if (failures.length > 0) throw failures[0];
}

export async function sendTo(output: NamedOutput, content: string | Uint8Array): Promise<void> {
  if (await isStdout(output)) printAsIs(content);
  else await writeOutput(output, content);
}

/** The outputs that were asked for, by the names of their options. */
export function named(options: Readonly<Record<string, string | undefined>>): readonly NamedOutput[] {
  return Object.entries(options).flatMap(([flag, name]) => (name === undefined ? [] : [{ flag: `--${flag}`, name }]));
}

async function render(report: Report, format: Format, parts: OutputParts): Promise<string | Uint8Array> {
  const { workspaceRoot = report.app.cwd, excerpts = [] } = parts;
  switch (format) {
    case 'json':
      return `${jsonText(report, 1)}\n`;
    case 'md':
      return renderMarkdown(report);
    case 'html':
      return renderHtml(report, await pageParts(), excerpts);
    case 'sarif':
      return renderSarif(report, (await rulePages()).en);
    case 'cpuprofile':
      return renderCpuProfile(report, workspaceRoot);
    case 'pprof':
      return gzipSync(renderPprof(report, workspaceRoot));
    case 'speedscope':
      return renderSpeedscope(report, workspaceRoot);
  }
}
