/** Writes a Report where the user asked for it. */
import { access, constants } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import process from 'node:process';
import { gzipSync } from 'node:zlib';
import type { Report } from '../model/report.ts';
import type { SourceExcerpt } from '../model/source-excerpt.ts';
import { renderCpuProfile } from '../report/formats/render-cpuprofile.ts';
import { renderPprof } from '../report/formats/render-pprof.ts';
import { renderSarif } from '../report/formats/render-sarif.ts';
import { renderSpeedscope } from '../report/formats/render-speedscope.ts';
import { renderHtml } from '../report/render-html.ts';
import { renderMarkdown } from '../report/render-markdown.ts';
import { writeWhole } from '../store/store.ts';
import { badCall } from './arguments.ts';
import { pageParts, rulePages } from './program-files.ts';

export const formats = ['json', 'html', 'md', 'sarif', 'cpuprofile', 'pprof', 'speedscope'] as const;
export type Format = (typeof formats)[number];

export type Outputs = Readonly<Partial<Record<Format, string>>>;

/** Before a measurement, not after it: thirty seconds must not be lost to a mistyped folder. */
export async function refuseUnwritable(outputs: Outputs): Promise<void> {
  for (const [format, file] of Object.entries(outputs)) {
    if (file === '-') continue;
    const folder = dirname(resolve(file));
    await access(folder, constants.W_OK).catch(() => {
      throw badCall(
        `--${format} ${file}: the folder ${folder} does not exist or cannot be written to.`,
        'Create it first.',
      );
    });
  }
}

export interface OutputParts {
  readonly workspaceRoot?: string;
  /** For the page alone. */
  readonly excerpts?: readonly SourceExcerpt[];
}

export async function writeOutputs(report: Report, outputs: Outputs, parts: OutputParts = {}): Promise<void> {
  for (const [format, file] of Object.entries(outputs) as [Format, string][]) {
    const content = await render(report, format, parts);
    if (file === '-') process.stdout.write(content);
    else await writeWhole(resolve(file), content);
  }
}

async function render(report: Report, format: Format, parts: OutputParts): Promise<string | Uint8Array> {
  const { workspaceRoot = report.app.cwd, excerpts = [] } = parts;
  switch (format) {
    case 'json':
      return `${JSON.stringify(report, null, 1)}\n`;
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
