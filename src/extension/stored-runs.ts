/** Shows the latest stored run of each workspace folder, and every later one: the command line stores runs as well. */
import * as vscode from 'vscode';
import { annotationsByUri } from './annotations-by-uri.ts';
import type { Report } from '../model/report.ts';
import { certainAnnotations, type AnnotationsByUri } from './certain-annotations.ts';
import type { ShownRuns } from './shown-runs.ts';
import { readReport } from './stored-report.ts';

export const runsFolder = '.leanscope/runs';

export interface StoredRun {
  readonly folder: vscode.WorkspaceFolder;
  readonly runId: string;
}

export function runFolder({ folder, runId }: StoredRun): vscode.Uri {
  return vscode.Uri.joinPath(folder.uri, runsFolder, runId);
}

export function registerStoredRuns(runs: ShownRuns, log: vscode.LogOutputChannel): vscode.Disposable {
  const watchers = new Map<string, vscode.Disposable>();
  const follow = (folder: vscode.WorkspaceFolder): void => {
    void showLatest(folder, runs, log);
    watchers.set(folder.uri.toString(), watchRuns(folder, runs, log));
  };
  // After activation, so that nobody waits for it.
  const start = setImmediate(() => {
    vscode.workspace.workspaceFolders?.forEach(follow);
  });
  return vscode.Disposable.from(
    {
      dispose: () => {
        clearImmediate(start);
      },
    },
    {
      dispose: () => {
        for (const watcher of watchers.values()) watcher.dispose();
      },
    },
    vscode.workspace.onDidChangeWorkspaceFolders(({ added, removed }) => {
      for (const { uri } of removed) watchers.get(uri.toString())?.dispose();
      added.forEach(follow);
    }),
  );
}

function watchRuns(folder: vscode.WorkspaceFolder, runs: ShownRuns, log: vscode.LogOutputChannel): vscode.Disposable {
  // A run is moved into its place in one step, so its folder appears with everything in it.
  const watcher = vscode.workspace.createFileSystemWatcher(
    new vscode.RelativePattern(folder, `${runsFolder}/*`),
    false,
    true,
    true,
  );
  watcher.onDidCreate(() => void showLatest(folder, runs, log));
  return watcher;
}

export async function showLatest(
  folder: vscode.WorkspaceFolder,
  runs: ShownRuns,
  log: vscode.LogOutputChannel,
): Promise<void> {
  const ids = (await storedRunIds(folder)).toReversed().slice(0, mostUnreadable);
  for (const runId of ids) {
    if (runId === runs.of(folder)?.runId) return;
    const run = { folder, runId };
    const read = await readStored(run, log);
    // One that cannot be read does not hide those before it.
    if (read === undefined) continue;
    // Another run may have been shown while this one was read; the older one must not replace it.
    if (!isNewer(runs.of(folder)?.runId, runId)) runs.show({ ...run, report: read.report }, read.annotations);
    return;
  }
}

/** So many are tried before nothing is shown. */
const mostUnreadable = 10;

/** Shows a run that the user asked for, whether or not there are newer ones. */
export async function showStored(run: StoredRun, runs: ShownRuns, log: vscode.LogOutputChannel): Promise<void> {
  const read = await readStored(run, log);
  if (read === undefined) return;
  runs.attend(run.folder);
  runs.clearProfile();
  runs.show({ ...run, report: read.report }, read.annotations);
}

async function readStored(
  run: StoredRun,
  log: vscode.LogOutputChannel,
): Promise<{ readonly report: Report; readonly annotations: AnnotationsByUri } | undefined> {
  const report = await readReport(vscode.Uri.joinPath(runFolder(run), 'report.json'), log);
  if (report === undefined) return undefined;
  const annotations = await certainAnnotations(annotationsByUri(report, run.folder), Date.parse(report.startedAt));
  return { report, annotations };
}

/** Run ids sort by time. */
function isNewer(shown: string | undefined, runId: string): boolean {
  return shown !== undefined && shown >= runId;
}

/** Oldest first. */
export async function storedRunIds(folder: vscode.WorkspaceFolder): Promise<readonly string[]> {
  try {
    const entries = await vscode.workspace.fs.readDirectory(vscode.Uri.joinPath(folder.uri, runsFolder));
    return entries
      .filter(([name, type]) => type === vscode.FileType.Directory && !name.startsWith('.'))
      .map(([name]) => name)
      .sort();
  } catch (error) {
    // Most workspaces have never been measured.
    if (error instanceof vscode.FileSystemError && error.code === 'FileNotFound') return [];
    throw error;
  }
}
