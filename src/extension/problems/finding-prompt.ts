/** A finding as a prompt: what was measured, the code it is about, and how the change will be judged. */
import * as vscode from 'vscode';
import type { ReportAdvice } from '../../model/report-findings.ts';
import { evidenceOf, savingText, wordsOf } from '../finding-text.ts';
import { textOfLines } from '../position.ts';
import { sourceUri } from '../source-uri.ts';
import type { ShownRun } from '../shown-runs.ts';

/** A function that is longer than this is quoted in part. */
const mostLines = 120;
/** Lines before and after, where the function is not known. */
const around = 5;

export async function findingPrompt(run: ShownRun, finding: ReportAdvice): Promise<string> {
  const { t } = vscode.l10n;
  const { title, fix } = wordsOf(finding);
  const { app } = run.report;
  const code = await codeOf(run, finding);
  const place = [finding.file, finding.line].filter((part) => part !== undefined).join(':');
  const parts: readonly (string | undefined)[] = [
    t('Leanscope measured this Node.js application ({0}, {1}) under load and found:', app.command, app.nodeVersion),
    [title, place, savingText(finding, app)].filter((part) => part !== undefined && part !== '').join(' · '),
    evidenceOf(finding, run.report),
    fix,
    ...(code === undefined ? [] : [`\`\`\`\n${code}\n\`\`\``]),
    t(
      'Change the code so that this cost goes away and its behaviour stays the same. Say what could differ for callers. The change is judged by measuring again with "leanscope compare", so do not claim a speed-up that was not measured.',
    ),
  ];
  return `${parts.filter(Boolean).join('\n\n')}\n`;
}

/** The function that the finding is in, as it is now; else the lines around the finding. */
async function codeOf(
  { folder, report }: ShownRun,
  { file, line, ...finding }: ReportAdvice,
): Promise<string | undefined> {
  if (file === undefined || line === undefined) return undefined;
  try {
    const document = await vscode.workspace.openTextDocument(sourceUri(folder, file));
    const fn = report.functions.find((known) => known.file === file && known.name === finding.function);
    const first = fn?.line ?? line - around;
    return textOfLines(document, first, Math.min(fn?.endLine ?? line + around, first + mostLines));
  } catch {
    // Moved or deleted since; the prompt says where it was.
    return undefined;
  }
}
