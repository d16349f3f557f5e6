/** Reads a Report file, and trusts it no further than its form. */
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import * as vscode from 'vscode';
import { isReport } from '../model/report-shape.ts';
import type { Report } from '../model/report.ts';

/** A Report is a megabyte or less. */
const mostBytes = 256 * 1024 * 1024;

/** Undefined, with the reason in the log, for a file that is no Report this version can read. */
export async function readReport(file: vscode.Uri, log: vscode.LogOutputChannel): Promise<Report | undefined> {
  try {
    const content: unknown = JSON.parse(new TextDecoder().decode(await bytesOf(file)));
    if (isReport(content)) return content;
    log.warn(
      `${file.fsPath} is not whole, or was written by another version of Leanscope. Profile the application again to see its hints.`,
    );
  } catch (error) {
    log.warn(`${file.fsPath} cannot be read: ${String(error)}`);
  }
  return undefined;
}

/** Of a run that was compacted, the Report is kept packed. */
async function bytesOf(file: vscode.Uri): Promise<Uint8Array> {
  try {
    return await vscode.workspace.fs.readFile(file);
  } catch (error) {
    if (!(error instanceof vscode.FileSystemError) || error.code !== 'FileNotFound') throw error;
    const packed = await vscode.workspace.fs.readFile(file.with({ path: `${file.path}.gz` }));
    return promisify(gunzip)(packed, { maxOutputLength: mostBytes });
  }
}
