/** Shows the latest stored run of each workspace folder, and every later one: the command line stores runs as well. */
import * as vscode from 'vscode';
import { annotationsByUri } from './annotations-by-uri.ts';
import { certainAnnotations } from './certain-annotations.ts';
import type { ShownRuns } from './shown-runs.ts';
import { readReport } from './stored-report.ts';

export const runsFolder = '.leanscope/runs';

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

async function showLatest(
  folder: vscode.WorkspaceFolder,
  runs: ShownRuns,
  log: vscode.LogOutputChannel,
): Promise<void> {
  const runId = await latestRunId(folder);
  if (runId === undefined || runId === runs.of(folder)?.runId) return;
  const report = await readReport(vscode.Uri.joinPath(folder.uri, runsFolder, runId, 'report.json'), log);
  if (report === undefined) return;
  const annotations = await certainAnnotations(annotationsByUri(report, folder), Date.parse(report.startedAt));
  // Another run may have been shown while this one was read; the older one must not replace it.
  if (!isNewer(runs.of(folder)?.runId, runId)) runs.show({ folder, runId, report }, annotations);
}

/** Run ids sort by time. */
function isNewer(shown: string | undefined, runId: string): boolean {
  return shown !== undefined && shown >= runId;
}

async function latestRunId(folder: vscode.WorkspaceFolder): Promise<string | undefined> {
  return (await storedRunIds(folder)).at(-1);
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
