/** The Leanscope view: the run that is shown and the runs there were, as lists. It only reads. */
import * as vscode from 'vscode';
import type { ShownRun, ShownRuns } from '../shown-runs.ts';
import type { Baselines } from './baseline.ts';
import { comparisonRows } from './comparison-rows.ts';
import { findingRows } from './finding-rows.ts';
import { functionRows } from './function-rows.ts';
import { glanceRows } from './glance-rows.ts';
import { memoryRows } from './memory-rows.ts';
import { packageRows } from './package-rows.ts';
import { routeRows } from './route-rows.ts';
import type { Row } from './row.ts';
import type { RunHistory } from './run-history.ts';
import { runRows } from './run-rows.ts';
import { SectionTree } from './section-tree.ts';
import type { ShownComparison } from './shown-comparison.ts';
import { orderText } from './view-commands.ts';
import type { ViewOrder } from './view-order.ts';

export interface ViewParts {
  readonly runs: ShownRuns;
  readonly order: ViewOrder;
  readonly history: RunHistory;
  readonly baselines: Baselines;
  readonly comparison: ShownComparison;
}

/** More are looked for in the folder of the runs. */
const mostRuns = 100;

type Section = (run: ShownRun, order: ViewOrder) => readonly Row[];

const sections: Readonly<Record<string, Section>> = {
  'leanscope.glance': glanceRows,
  'leanscope.functions': functionRows,
  'leanscope.packages': packageRows,
  'leanscope.memory': memoryRows,
  'leanscope.routes': routeRows,
  'leanscope.findings': findingRows,
};

export function registerView(parts: ViewParts): vscode.Disposable {
  const { runs, order, history, baselines, comparison } = parts;
  const lists = Object.entries(sections).map(([id, rows]) => ofShownRun(id, rows, parts));
  const stored = new SectionTree(() => historyRows(parts));
  const storedView = vscode.window.createTreeView('leanscope.runs', { treeDataProvider: stored });
  const compared = new SectionTree(() => {
    const shownComparison = comparison.get();
    return shownComparison === undefined ? [] : comparisonRows(shownComparison);
  });
  const comparedView = vscode.window.createTreeView('leanscope.comparison', { treeDataProvider: compared });
  const refreshStored = (): void => {
    stored.refresh();
  };
  const shown = new ShownReport(runs, () => {
    for (const { refresh } of lists) refresh();
    refreshStored();
  });
  return vscode.Disposable.from(
    ...lists.map(({ owned }) => owned),
    ...[stored, storedView, compared, comparedView, shown],
    comparison.onDidChange(() => {
      compared.refresh();
    }),
    order.onDidChange(() => {
      for (const { refresh } of lists) refresh();
    }),
    history.onDidChange(refreshStored),
    baselines.onDidChange(refreshStored),
  );
}

interface List {
  readonly refresh: () => void;
  readonly owned: vscode.Disposable;
}

function ofShownRun(id: string, rows: Section, { runs, order }: ViewParts): List {
  const tree = new SectionTree(() => {
    const run = runs.current();
    return run === undefined ? [] : rows(run, order);
  });
  const view = vscode.window.createTreeView(id, {
    treeDataProvider: tree,
    showCollapseAll: id === 'leanscope.findings',
  });
  const describe = (): void => {
    const isMulti = (vscode.workspace.workspaceFolders?.length ?? 0) > 1;
    const folder = isMulti ? runs.current()?.folder.name : undefined;
    view.description = [folder, isOrdered(id) ? orderText(order) : undefined].filter(Boolean).join(' · ');
    view.badge = id === 'leanscope.findings' ? brokenBudgetsBadge(runs.current()) : undefined;
  };
  describe();
  return {
    owned: vscode.Disposable.from(tree, view),
    refresh: () => {
      describe();
      tree.refresh();
    },
  };
}

function isOrdered(id: string): boolean {
  return id === 'leanscope.functions' || id === 'leanscope.routes';
}

/** What fails is worth a number on the icon; what could be better is not. */
function brokenBudgetsBadge(run: ShownRun | undefined): vscode.ViewBadge | undefined {
  const value = run?.report.budgets?.filter(({ verdict }) => verdict === 'over').length ?? 0;
  return value === 0 ? undefined : { value, tooltip: vscode.l10n.t('budgets broken: {0}', value) };
}

/** Of one folder its runs; of several a row for each, with its runs below. */
async function historyRows({ runs, history, baselines }: ViewParts): Promise<readonly Row[]> {
  const folders = vscode.workspace.workspaceFolders ?? [];
  const rowsOf = async (folder: vscode.WorkspaceFolder): Promise<readonly Row[]> =>
    runRows(await history.of(folder, mostRuns), {
      shownId: runs.of(folder)?.runId,
      baselineId: baselines.of(folder),
    });
  const [only] = folders;
  if (only !== undefined && folders.length === 1) return rowsOf(only);
  const groups = await Promise.all(folders.map(async (folder) => ({ folder, children: await rowsOf(folder) })));
  return groups
    .filter(({ children }) => children.length > 0)
    .map(({ folder, children }) => ({
      ...{
        id: folder.uri.toString(),
        label: folder.name,
        icon: 'root-folder',
        kind: 'folder',
        children,
        expanded: true,
      },
    }));
}

/** Tells when another run is shown; edits in the editor change annotations, not the run. */
class ShownReport implements vscode.Disposable {
  #shown: ShownRun['report'] | undefined;
  readonly #listeners: vscode.Disposable;

  constructor(runs: ShownRuns, changed: () => void) {
    const look = (): void => {
      const report = runs.current()?.report;
      if (report === this.#shown) return;
      this.#shown = report;
      changed();
    };
    this.#listeners = vscode.Disposable.from(runs.onDidChange(look), vscode.window.onDidChangeActiveTextEditor(look));
  }

  dispose(): void {
    this.#listeners.dispose();
  }
}
