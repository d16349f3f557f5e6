/** Which stored run is meant, where none was clicked. */
import * as vscode from 'vscode';
import type { Baselines } from './baseline.ts';
import type { KnownRun, RunHistory, StoredRunPlace } from './run-history.ts';
import type { ShownRuns } from '../shown-runs.ts';
import { runRows } from './run-rows.ts';
import { withoutIcons } from './without-icons.ts';

export interface PickRunParts {
  readonly runs: ShownRuns;
  readonly history: RunHistory;
  readonly baselines: Baselines;
}

export interface PickRunOptions {
  readonly title?: string;
  /** Only those of its folder, and not itself. */
  readonly except?: StoredRunPlace;
}

const mostRuns = 100;

/** Undefined where there is none, or the user picks none. */
export async function pickRun(parts: PickRunParts, options: PickRunOptions = {}): Promise<StoredRunPlace | undefined> {
  const { title = vscode.l10n.t('Which run?'), except } = options;
  const folders = except === undefined ? (vscode.workspace.workspaceFolders ?? []) : [except.folder];
  const items = (await Promise.all(folders.map((folder) => itemsOf(folder, parts))))
    .flat()
    .filter(({ run }) => run.runId !== except?.runId);
  if (items.length === 0) {
    const message =
      except === undefined ? vscode.l10n.t('No run is stored here yet.') : vscode.l10n.t('There is no other run yet.');
    void vscode.window.showInformationMessage(message);
    return undefined;
  }
  return (await vscode.window.showQuickPick(items, { title, matchOnDescription: true, matchOnDetail: true }))?.run;
}

interface RunItem extends vscode.QuickPickItem {
  readonly run: StoredRunPlace;
}

async function itemsOf(
  folder: vscode.WorkspaceFolder,
  { runs, history, baselines }: PickRunParts,
): Promise<readonly RunItem[]> {
  const known = await history.of(folder, mostRuns);
  const rows = runRows(known, { shownId: runs.of(folder)?.runId, baselineId: baselines.of(folder) });
  return known.map((run, index) => itemOf(run, rows[index]?.label ?? run.runId, rows[index]?.description));
}

function itemOf({ folder, runId, summary }: KnownRun, label: string, description: string | undefined): RunItem {
  return {
    label,
    description: withoutIcons(description ?? ''),
    detail: withoutIcons(`${folder.name}: ${summary.command}`),
    run: { folder, runId },
  };
}
