/** What to fix: budgets that are broken, then findings, each with its evidence and what to do. */
import * as vscode from 'vscode';
import type { Certainty, ReportAdvice, ReportBudget } from '../../model/report-findings.ts';
import { evidenceOf, savingText, wordsOf } from '../finding-text.ts';
import { limitText, measuredText, subjectText } from '../budgets/budget-text.ts';
import type { ShownRun } from '../shown-runs.ts';
import type { Place, Row } from './row.ts';
import { joined, placeText } from './row-figures.ts';
import type { ViewOrder } from './view-order.ts';

export function findingRows(run: ShownRun, order: ViewOrder): readonly Row[] {
  const { advice, budgets = [] } = run.report;
  const missed = budgets.filter(({ verdict }) => verdict === 'over' || verdict === 'unclear');
  return [
    ...missed.map((budget) => budgetRow(budget, run)),
    ...advice.map((finding, index) => findingRow(finding, index, run)),
  ].filter(({ label, place }) => order.wants(label, place?.file));
}

function budgetRow(budget: ReportBudget, run: ShownRun): Row {
  const isOver = budget.verdict === 'over';
  const subject = subjectText(budget);
  return {
    ...{ id: `budget ${budget.scope} ${budget.name ?? ''} ${budget.metric}`, kind: 'budget' },
    ...(isOver
      ? { icon: 'error', iconColour: 'list.errorForeground', label: vscode.l10n.t('Budget broken: {0}', subject) }
      : { icon: 'question', label: vscode.l10n.t('Budget unclear: {0}', subject) }),
    description: vscode.l10n.t('{0}, at most {1}', measuredText(budget) ?? '–', limitText(budget)),
    ...placeOf(budget, run),
  };
}

function findingRow(finding: ReportAdvice, index: number, run: ShownRun): Row {
  const { rule, certainty } = finding;
  const evidence = evidenceOf(finding, run.report);
  const { title, fix } = wordsOf(finding);
  const saving = savingText(finding, run.report.app);
  const id = `finding ${index} ${rule}`;
  const detail = (part: string, icon: string, label: string): Row => ({
    id: `${id} ${part}`,
    icon,
    label,
    kind: 'detail',
  });
  return {
    ...{ id, label: title, icon: certaintyIcons[certainty], kind: 'finding' },
    description: joined([saving, certaintyText(certainty), placeText(finding)]),
    tooltip: [title, evidence, ...(fix === undefined ? [] : [fix])],
    ...placeOf(finding, run),
    children: [detail('evidence', 'note', evidence), ...(fix === undefined ? [] : [detail('fix', 'tools', fix)])],
  };
}

const certaintyIcons: Readonly<Record<Certainty, string>> = {
  certain: 'lightbulb',
  likely: 'lightbulb-sparkle',
  lookHere: 'search',
};

function certaintyText(certainty: Certainty): string {
  const { t } = vscode.l10n;
  switch (certainty) {
    case 'certain':
      return t('certain');
    case 'likely':
      return t('likely');
    case 'lookHere':
      return t('look here');
  }
}

function placeOf(
  { file, line }: { readonly file?: string; readonly line?: number },
  { folder }: ShownRun,
): { readonly place?: Place } {
  return file === undefined || line === undefined ? {} : { place: { folder, file, line } };
}
