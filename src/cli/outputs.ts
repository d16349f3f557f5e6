/** Writes a Report where the user asked for it. */
import { access, constants } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import process from 'node:process';
import type { Report } from '../model/report.ts';
import { renderHtml } from '../report/render-html.ts';
import { renderMarkdown } from '../report/render-markdown.ts';
import { writeWhole } from '../store/store.ts';
import { badCall } from './arguments.ts';
import { pageParts } from './program-files.ts';

export type Format = 'json' | 'html' | 'md';

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

export async function writeOutputs(report: Report, outputs: Outputs): Promise<void> {
  for (const [format, file] of Object.entries(outputs) as [Format, string][]) {
    const text = await render(report, format);
    if (file === '-') process.stdout.write(text);
    else await writeWhole(resolve(file), text);
  }
}

async function render(report: Report, format: Format): Promise<string> {
  switch (format) {
    case 'json':
      return `${JSON.stringify(report, null, 1)}\n`;
    case 'md':
      return renderMarkdown(report);
    case 'html':
      return renderHtml(report, await pageParts());
  }
}
