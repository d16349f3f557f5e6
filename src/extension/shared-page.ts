/** The report page as one file to hand on: the same that the command line writes. */
import { createHash } from 'node:crypto';
import * as vscode from 'vscode';
import { excerptsOfText, type SourceExcerpt } from '../model/source-excerpt.ts';
import { rulePagesOfText } from '../model/rule-pages.ts';
import { renderHtml } from '../report/render-html.ts';
import type { ShownRun } from './shown-runs.ts';
import { runFolder } from './stored-runs.ts';

/** @param source whether excerpts of the code go along */
export async function sharedPage(run: ShownRun, dist: vscode.Uri, source: boolean): Promise<string> {
  const files = ['page.js', 'page.css', 'rule-pages.json'].map((file) => textOf(dist, file));
  const [pageScript = '', pageStyle = '', rules] = await Promise.all(files);
  const hashes = { scriptSha256: sha256(pageScript), styleSha256: sha256(pageStyle) };
  return renderHtml(
    run.report,
    { pageScript, pageStyle, ...hashes, rulePages: rulePagesOfText(rules) },
    source ? await excerptsOf(run) : [],
  );
}

/** None where the run was stored by an earlier version, or is not stored at all. */
async function excerptsOf({ folder, runId }: ShownRun): Promise<readonly SourceExcerpt[]> {
  if (runId === undefined) return [];
  try {
    return excerptsOfText(await textOf(runFolder({ folder, runId }), 'excerpts.json'));
  } catch (error) {
    if (error instanceof vscode.FileSystemError && error.code === 'FileNotFound') return [];
    throw error;
  }
}

async function textOf(place: vscode.Uri, file: string): Promise<string> {
  return new TextDecoder().decode(await vscode.workspace.fs.readFile(vscode.Uri.joinPath(place, file)));
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('base64');
}
