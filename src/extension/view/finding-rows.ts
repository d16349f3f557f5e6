/** What to fix: budgets that are broken, then findings, each with its evidence and what to do. */
import * as vscode from 'vscode';
import { ruleIds, type RuleId } from '../../model/finding.ts';
import { describeFinding } from '../../model/finding-words.ts';
import type { Certainty, ReportAdvice, ReportBudget } from '../../model/report-findings.ts';
import { locale } from '../hint-text.ts';
import { limitText, measuredText, subjectText } from '../budgets/budget-text.ts';
import type { ShownRun } from '../shown-runs.ts';
import type { Place, Row } from './row.ts';
import { joined, placeText, rowFigures, type RowFigures } from './row-figures.ts';
import type { ViewOrder } from './view-order.ts';

export function findingRows(run: ShownRun, order: ViewOrder): readonly Row[] {
  const { advice, budgets = [], app } = run.report;
  const figures = rowFigures(app.kind);
  const missed = budgets.filter(({ verdict }) => verdict === 'over' || verdict === 'unclear');
  return [
    ...missed.map((budget) => budgetRow(budget, run)),
    ...advice.map((finding, index) => findingRow(finding, index, { run, figures })),
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

function findingRow(
  finding: ReportAdvice,
  index: number,
  { run, figures }: { readonly run: ShownRun; readonly figures: RowFigures },
): Row {
  const { rule, certainty, evidence } = finding;
  const { title, fix } = wordsOf(finding);
  const { ms, per, perMillion } = figures;
  const { cpuMsPerRequest, usdPerMillionRequests } = finding.saving;
  const saving =
    cpuMsPerRequest > 0
      ? vscode.l10n.t('saves up to {0}', per(ms(cpuMsPerRequest)))
      : usdPerMillionRequests === undefined
        ? undefined
        : vscode.l10n.t('saves up to {0}', perMillion(usdPerMillionRequests));
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

/** In the user's language where the finding says what it is about, else as the Report has it. */
function wordsOf({ rule, facts, title, fix }: ReportAdvice): {
  readonly title: string;
  readonly fix?: string | undefined;
} {
  return facts !== undefined && isKnown(rule) ? describeFinding(rule, facts, locale()) : { title, fix };
}

function isKnown(rule: string): rule is RuleId {
  return (ruleIds as readonly string[]).includes(rule);
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
