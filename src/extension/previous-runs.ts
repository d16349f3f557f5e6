/** The stored run before the one that is shown, read when somebody asks what has changed since. */
import * as vscode from 'vscode';
import type { Report } from '../model/report.ts';
import type { ShownRun } from './shown-runs.ts';
import { readReport } from './stored-report.ts';
import { runsFolder, storedRunIds } from './stored-runs.ts';

export class PreviousRuns {
  readonly #log: vscode.LogOutputChannel;
  /** Of the run that was asked about last: one more Report in memory, and no more. */
  #known: { readonly key: string; readonly report: Promise<Report | undefined> } | undefined;

  constructor(log: vscode.LogOutputChannel) {
    this.#log = log;
  }

  of({ folder, runId }: ShownRun): Promise<Report | undefined> {
    if (runId === undefined) return Promise.resolve(undefined);
    const key = `${folder.uri.toString()} ${runId}`;
    if (this.#known?.key !== key) this.#known = { key, report: this.#read(folder, runId) };
    return this.#known.report;
  }

  async #read(folder: vscode.WorkspaceFolder, runId: string): Promise<Report | undefined> {
    const before = (await storedRunIds(folder)).filter((id) => id < runId).at(-1);
    if (before === undefined) return undefined;
    return readReport(vscode.Uri.joinPath(folder.uri, runsFolder, before, 'report.json'), this.#log);
  }
}
