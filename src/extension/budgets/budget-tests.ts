/** Budgets of leanscope.json in VS Code's Test Explorer: each is a test that passes while the application costs no more. */
import * as vscode from 'vscode';
import type { ReportBudget } from '../../model/report-findings.ts';
import type { ApplicationProfiling } from '../profile-application.ts';
import type { ShownRun } from '../shown-runs.ts';
import { startOfLine } from '../position.ts';
import { sourceUri } from '../source-uri.ts';
import { limitText, measuredText, metricText, subjectText } from './budget-text.ts';
import { statedBudgets, type StatedBudget } from './stated-budgets.ts';

const budgetsFile = 'leanscope.json';

export class BudgetTests implements vscode.Disposable {
  readonly #profiling: ApplicationProfiling;
  readonly #controller: vscode.TestController;
  readonly #owned: vscode.Disposable;
  /** The folder of each test, its leaves, by id. */
  readonly #leaves = new Map<string, { readonly folder: vscode.WorkspaceFolder; readonly item: vscode.TestItem }>();
  /** What each folder's leanscope.json said when it was read last. */
  readonly #texts = new Map<string, string>();
  #isRunning = false;

  constructor(profiling: ApplicationProfiling) {
    this.#profiling = profiling;
    this.#controller = vscode.tests.createTestController('leanscope.budgets', vscode.l10n.t('Leanscope Budgets'));
    this.#controller.createRunProfile(
      vscode.l10n.t('Measure'),
      vscode.TestRunProfileKind.Run,
      (request, token) => this.#run(request, token),
      true,
    );
    this.#owned = vscode.Disposable.from(
      this.#controller,
      profiling.onDidMeasure((run) => {
        if (!this.#isRunning) this.#publish(run);
      }),
    );
  }

  /** The tests of a folder, from the text of its leanscope.json. */
  read(folder: vscode.WorkspaceFolder, text: string): void {
    const prefix = folder.uri.toString();
    // A watcher tells of a file that was only touched, or was written before anybody looked: its tests are the same.
    if (this.#texts.get(prefix) === text) return;
    this.#texts.set(prefix, text);
    for (const id of this.#leaves.keys()) if (id.startsWith(`${prefix}#`)) this.#leaves.delete(id);
    const root = this.#controller.createTestItem(prefix, folder.name);
    const uri = vscode.Uri.joinPath(folder.uri, budgetsFile);
    for (const budget of statedBudgets(text)) {
      const parent = this.#groupOf(budget, root, uri);
      // No description: VS Code reads it out in the place of the label.
      const label = vscode.l10n.t('{0}, at most {1}', metricText(budget.metric), limitText(budget));
      const item = this.#controller.createTestItem(idOf(folder, budget), label, uri);
      item.range = startOfLine(text.slice(0, budget.offset).split('\n').length);
      parent.children.add(item);
      this.#leaves.set(item.id, { folder, item });
    }
    if (root.children.size === 0) this.#controller.items.delete(prefix);
    else this.#controller.items.add(root);
  }

  dispose(): void {
    this.#owned.dispose();
  }

  #groupOf({ scope, name }: StatedBudget, root: vscode.TestItem, uri: vscode.Uri): vscode.TestItem {
    const label = name ?? vscode.l10n.t('Application');
    const id = `${root.id}#${scope}#${label}`;
    const group = root.children.get(id) ?? this.#controller.createTestItem(id, label, uri);
    root.children.add(group);
    return group;
  }

  async #run(request: vscode.TestRunRequest, token: vscode.CancellationToken): Promise<void> {
    const run = this.#controller.createTestRun(request);
    const wanted = this.#wanted(request);
    this.#isRunning = true;
    try {
      for (const { item } of wanted) run.enqueued(item);
      for (const folder of new Set(wanted.map((each) => each.folder))) {
        const items = wanted.filter((each) => each.folder === folder).map(({ item }) => item);
        for (const item of items) run.started(item);
        const measured = token.isCancellationRequested ? undefined : await this.#profiling.measure(folder, token);
        for (const item of items) tell(run, item, { folder, measured, isCancelled: token.isCancellationRequested });
      }
    } finally {
      this.#isRunning = false;
      run.end();
    }
  }

  /** What came of a run that was started elsewhere. */
  #publish(measured: ShownRun): void {
    const { folder } = measured;
    const items = [...this.#leaves.values()].filter((leaf) => leaf.folder === folder).map(({ item }) => item);
    if (items.length === 0 || measured.report.budgets === undefined) return;
    const run = this.#controller.createTestRun(new vscode.TestRunRequest(items), undefined, false);
    for (const item of items) tell(run, item, { folder, measured, isCancelled: false });
    run.end();
  }

  #wanted({
    include,
    exclude = [],
  }: vscode.TestRunRequest): { folder: vscode.WorkspaceFolder; item: vscode.TestItem }[] {
    const isIn = (items: readonly vscode.TestItem[], leaf: vscode.TestItem): boolean =>
      items.some(({ id }) => leaf.id === id || leaf.parent?.id === id || leaf.parent?.parent?.id === id);
    return [...this.#leaves.values()].filter(
      ({ item }) => (include === undefined || isIn(include, item)) && !isIn(exclude, item),
    );
  }
}

function idOf(folder: vscode.WorkspaceFolder, { scope, name = '', metric }: StatedBudget | ReportBudget): string {
  return `${folder.uri.toString()}#${scope}#${name}#${metric}`;
}

interface Outcome {
  readonly folder: vscode.WorkspaceFolder;
  readonly measured: ShownRun | undefined;
  readonly isCancelled: boolean;
}

function tell(run: vscode.TestRun, item: vscode.TestItem, { folder, measured, isCancelled }: Outcome): void {
  if (isCancelled) {
    run.skipped(item);
    return;
  }
  const budget = measured?.report.budgets?.find((each) => idOf(folder, each) === item.id);
  if (budget === undefined) {
    run.errored(item, new vscode.TestMessage(vscode.l10n.t('There is no result. The Leanscope log says why.')));
    return;
  }
  run.appendOutput(`${outcomeText(budget)}\r\n`, undefined, item);
  if (budget.verdict === 'within') run.passed(item);
  else if (budget.verdict === 'over') run.failed(item, brokenMessage(budget, item, folder));
  // Neither kept nor broken: the interval holds the limit, or nothing was measured.
  else run.skipped(item);
}

function brokenMessage(
  budget: ReportBudget,
  item: vscode.TestItem,
  folder: vscode.WorkspaceFolder,
): vscode.TestMessage {
  const atMost = vscode.l10n.t('at most {0}', limitText(budget));
  const message = vscode.TestMessage.diff(outcomeText(budget), atMost, measuredText(budget) ?? '');
  const location =
    budget.file !== undefined && budget.line !== undefined
      ? new vscode.Location(sourceUri(folder, budget.file), startOfLine(budget.line))
      : item.uri !== undefined && item.range !== undefined
        ? new vscode.Location(item.uri, item.range)
        : undefined;
  if (location !== undefined) message.location = location;
  return message;
}

function outcomeText(budget: ReportBudget): string {
  const { t } = vscode.l10n;
  const subject = subjectText(budget);
  const measured = measuredText(budget);
  if (measured === undefined) return t('{0} was not measured', subject);
  const text = `${subject}: ${t('{0}, at most {1}', measured, limitText(budget))}`;
  return budget.verdict === 'unclear' ? t('{0}; the limit is inside the interval: unclear', text) : text;
}
