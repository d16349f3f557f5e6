/** Findings and broken budgets in the Problems view; their code leads to what the rule means. */
import * as vscode from 'vscode';
import type { ProblemAnnotation } from '../../model/annotation.ts';
import type { ReportAdvice, ReportBudget } from '../../model/report-findings.ts';
import { limitText, measuredText, subjectText } from '../budgets/budget-text.ts';
import { isKnown, savingText, wordsOf } from '../finding-text.ts';
import { locale } from '../hint-text.ts';
import { rangeOfLine, startOfLine } from '../position.ts';
import type { ShownRun, ShownRunFile, ShownRuns } from '../shown-runs.ts';
import { sourceUri } from '../source-uri.ts';
import { budgetPlaces } from './budget-places.ts';

export const diagnosticSource = 'Leanscope';
export const brokenBudget = 'budget';

/** Typing moves annotations with every key; the Problems view may take a moment longer. */
const restMs = 250;
const setting = 'leanscope.problems.enabled';

export function registerDiagnostics(runs: ShownRuns, extensionUri: vscode.Uri): vscode.Disposable {
  // Named as the owner of the problem matcher's problems, so that in a file either stand, never both.
  const shown = vscode.languages.createDiagnosticCollection('leanscope');
  let timer: NodeJS.Timeout | undefined;
  const refreshSoon = (): void => {
    timer ??= setTimeout(() => {
      timer = undefined;
      void refresh(runs, shown, extensionUri);
    }, restMs);
  };
  return vscode.Disposable.from(
    shown,
    runs.onDidChange(refreshSoon),
    // Its problem matcher has put its problems in the place of ours, which lead further.
    vscode.tasks.onDidEndTask(refreshSoon),
    // Where it states a budget may have moved.
    vscode.workspace.onDidSaveTextDocument(({ fileName }) => {
      if (fileName.endsWith('leanscope.json')) refreshSoon();
    }),
    vscode.workspace.onDidChangeConfiguration((event) => {
      if (event.affectsConfiguration(setting)) refreshSoon();
    }),
    {
      dispose: () => {
        clearTimeout(timer);
      },
    },
  );
}

async function refresh(runs: ShownRuns, shown: vscode.DiagnosticCollection, extensionUri: vscode.Uri): Promise<void> {
  const isEnabled = vscode.workspace.getConfiguration().get<boolean>(setting, true);
  const files = isEnabled ? [...runs.files()] : [];
  const ofTheWhole = isEnabled ? await Promise.all(runs.all().map(budgetPlaces)) : [];
  const open = new Map(vscode.workspace.textDocuments.map((document) => [document.uri.toString(), document]));
  const found = new Map<string, readonly vscode.Diagnostic[]>();
  const add = (uri: string, diagnostics: readonly vscode.Diagnostic[]): void => {
    if (diagnostics.length > 0) found.set(uri, [...(found.get(uri) ?? []), ...diagnostics]);
  };
  for (const [uri, file] of files)
    add(
      uri,
      file.annotations.problems.flatMap((problem) =>
        toDiagnostic(problem, { file, document: open.get(uri), extensionUri }),
      ),
    );
  for (const { uri, budgets } of ofTheWhole.flatMap((places) => places ?? []))
    add(
      uri.toString(),
      budgets.map(({ line, budget }) => budgetDiagnostic(budget, startOfLine(line))),
    );
  replaceAll(shown, found);
}

/** File by file: to clear the collection would take away what a task's problem matcher says of other files too. */
function replaceAll(
  shown: vscode.DiagnosticCollection,
  found: ReadonlyMap<string, readonly vscode.Diagnostic[]>,
): void {
  const gone: vscode.Uri[] = [];
  shown.forEach((uri) => {
    if (!found.has(uri.toString())) gone.push(uri);
  });
  for (const uri of gone) shown.delete(uri);
  for (const [uri, diagnostics] of found) shown.set(vscode.Uri.parse(uri), diagnostics);
}

interface Circumstances {
  readonly file: ShownRunFile;
  readonly document: vscode.TextDocument | undefined;
  readonly extensionUri: vscode.Uri;
}

function toDiagnostic(
  problem: ProblemAnnotation,
  { file, document, extensionUri }: Circumstances,
): vscode.Diagnostic[] {
  const range = document === undefined ? startOfLine(problem.line) : rangeOfLine(document, problem.line);
  if (range === undefined) return [];
  const { report } = file.run;
  if (problem.kind === 'budget') {
    const budget = report.budgets?.[problem.index];
    return budget === undefined ? [] : [budgetDiagnostic(budget, range)];
  }
  const finding = report.advice[problem.index];
  if (finding === undefined || isIgnored(finding, document, problem.line)) return [];
  return [findingDiagnostic(finding, range, { run: file.run, extensionUri })];
}

const severities = {
  certain: vscode.DiagnosticSeverity.Warning,
  likely: vscode.DiagnosticSeverity.Information,
  lookHere: vscode.DiagnosticSeverity.Hint,
} as const;

function findingDiagnostic(
  finding: ReportAdvice,
  range: vscode.Range,
  { run, extensionUri }: { readonly run: ShownRun; readonly extensionUri: vscode.Uri },
): vscode.Diagnostic {
  const { title, fix } = wordsOf(finding);
  const saving = savingText(finding, run.report.app);
  const message = [saving === undefined ? title : `${title} (${saving})`, fix].filter(Boolean).join('\n');
  const diagnostic = new vscode.Diagnostic(range, message, severities[finding.certainty]);
  diagnostic.source = diagnosticSource;
  diagnostic.relatedInformation = wayTo(finding, run);
  diagnostic.code = isKnown(finding.rule)
    ? { value: finding.rule, target: vscode.Uri.joinPath(extensionUri, 'media', 'rules', ...pageOf(finding.rule)) }
    : finding.rule;
  return diagnostic;
}

/** Who calls it, the nearest first: the finding's own function is where the reader already is. */
function wayTo({ stack = [] }: ReportAdvice, { folder }: ShownRun): vscode.DiagnosticRelatedInformation[] {
  return stack
    .slice(0, -1)
    .flatMap(({ name, file, line }) => {
      if (line === undefined) return [];
      const location = new vscode.Location(sourceUri(folder, file), startOfLine(line));
      return [new vscode.DiagnosticRelatedInformation(location, vscode.l10n.t('on the way there: {0}', name))];
    })
    .reverse();
}

function pageOf(rule: string): readonly string[] {
  return [...(/^fr\b/i.test(locale()) ? ['fr'] : []), `${rule}.md`];
}

function budgetDiagnostic(budget: ReportBudget, range: vscode.Range): vscode.Diagnostic {
  const message = vscode.l10n.t(
    'Budget broken: {0} is {1}, at most {2} is allowed.',
    subjectText(budget),
    measuredText(budget) ?? '–',
    limitText(budget),
  );
  const diagnostic = new vscode.Diagnostic(range, message, vscode.DiagnosticSeverity.Error);
  diagnostic.source = diagnosticSource;
  diagnostic.code = brokenBudget;
  return diagnostic;
}

/** Written since the run: the next one leaves the place out, and so does the Problems view until then. */
function isIgnored({ rule }: ReportAdvice, document: vscode.TextDocument | undefined, line: number): boolean {
  if (document === undefined) return false;
  const above = rangeOfLine(document, line - 1);
  const here = rangeOfLine(document, line);
  const comment = new RegExp(`leanscope-ignore\\s+(?:${rule}|\\*)\\s*:\\s*\\S`);
  return [above, here].some((range) => range !== undefined && comment.test(document.getText(range)));
}
