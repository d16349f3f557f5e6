/** The report page as one file to hand on: the same that the command line writes. */
import { createHash } from 'node:crypto';
import * as vscode from 'vscode';
import type { Report } from '../model/report.ts';
import { renderHtml } from '../report/render-html.ts';

export async function sharedPage(report: Report, dist: vscode.Uri): Promise<string> {
  const [pageScript, pageStyle] = await Promise.all([textOf(dist, 'page.js'), textOf(dist, 'page.css')]);
  return renderHtml(report, {
    ...{ pageScript, pageStyle, scriptSha256: sha256(pageScript), styleSha256: sha256(pageStyle) },
  });
}

async function textOf(dist: vscode.Uri, file: string): Promise<string> {
  return new TextDecoder().decode(await vscode.workspace.fs.readFile(vscode.Uri.joinPath(dist, file)));
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('base64');
}
