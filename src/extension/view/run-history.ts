/** The stored runs of the workspace's folders, read only when somebody looks: a run never changes, so each is read once. */
import * as vscode from 'vscode';
import { isRunSummary, summaryOf, type RunSummary } from '../../model/run-summary.ts';
import { readReport } from '../stored-report.ts';
import { runFolder, runsFolder, storedRunIds } from '../stored-runs.ts';

export interface StoredRunPlace {
  readonly folder: vscode.WorkspaceFolder;
  readonly runId: string;
}

export interface KnownRun extends StoredRunPlace {
  readonly summary: RunSummary;
}

export class RunHistory implements vscode.Disposable {
  readonly #log: vscode.LogOutputChannel;
  readonly #summaries = new Map<string, Promise<RunSummary | undefined>>();
  readonly #changed = new vscode.EventEmitter<void>();
  readonly #watchers = new Map<string, vscode.Disposable>();
  readonly onDidChange = this.#changed.event;

  constructor(log: vscode.LogOutputChannel) {
    this.#log = log;
  }

  /** Newest first; those that cannot be read are left out, and the log says why. */
  async of(folder: vscode.WorkspaceFolder, most: number): Promise<readonly KnownRun[]> {
    this.#watch(folder);
    const ids = (await storedRunIds(folder)).toReversed();
    const runs = await Promise.all(ids.slice(0, most).map((runId) => this.#known({ folder, runId })));
    return runs.filter((run) => run !== undefined);
  }

  dispose(): void {
    for (const watcher of this.#watchers.values()) watcher.dispose();
    this.#changed.dispose();
  }

  async #known(place: StoredRunPlace): Promise<KnownRun | undefined> {
    const key = runFolder(place).toString();
    const reading = this.#summaries.get(key) ?? readSummary(place, this.#log);
    this.#summaries.set(key, reading);
    const summary = await reading;
    // It may be whole the next time.
    if (summary === undefined) this.#summaries.delete(key);
    return summary === undefined ? undefined : { ...place, summary };
  }

  #watch(folder: vscode.WorkspaceFolder): void {
    const key = folder.uri.toString();
    if (this.#watchers.has(key)) return;
    const watcher = vscode.workspace.createFileSystemWatcher(
      new vscode.RelativePattern(folder, `${runsFolder}/*`),
      false,
      true,
      false,
    );
    const tell = (): void => {
      this.#changed.fire();
    };
    this.#watchers.set(key, vscode.Disposable.from(watcher, watcher.onDidCreate(tell), watcher.onDidDelete(tell)));
  }
}

async function readSummary(place: StoredRunPlace, log: vscode.LogOutputChannel): Promise<RunSummary | undefined> {
  const stored = await readJson(vscode.Uri.joinPath(runFolder(place), 'summary.json'));
  if (isRunSummary(stored)) return stored;
  // Stored before there were summaries.
  const report = await readReport(vscode.Uri.joinPath(runFolder(place), 'report.json'), log);
  return report === undefined ? undefined : summaryOf(report);
}

async function readJson(file: vscode.Uri): Promise<unknown> {
  try {
    return JSON.parse(new TextDecoder().decode(await vscode.workspace.fs.readFile(file)));
  } catch (error) {
    if (error instanceof vscode.FileSystemError || error instanceof SyntaxError) return undefined;
    throw error;
  }
}
