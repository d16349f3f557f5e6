/** Reads a Report file, and trusts it no further than its version. */
import * as vscode from 'vscode';
import type { Report } from '../model/report.ts';

/** Undefined, with the reason in the log, for a file that is no Report this version can read. */
export async function readReport(file: vscode.Uri, log: vscode.LogOutputChannel): Promise<Report | undefined> {
  try {
    const bytes = await vscode.workspace.fs.readFile(file);
    const content: unknown = JSON.parse(new TextDecoder().decode(bytes));
    if (isReport(content)) return content;
    log.warn(
      `${file.fsPath} was written by another version of Leanscope. Profile the application again to see its hints.`,
    );
  } catch (error) {
    log.warn(`${file.fsPath} cannot be read: ${String(error)}`);
  }
  return undefined;
}

function isReport(content: unknown): content is Report {
  return typeof content === 'object' && content !== null && 'schemaVersion' in content && content.schemaVersion === 1;
}
