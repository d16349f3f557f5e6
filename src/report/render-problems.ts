/**
 * In: a Report. Out: a line for each broken budget and each finding with a place, as compilers write them, for the problem
 * matchers of editors and of continuous integration: `src/shop.js:12: warning: what it is [rule]`.
 */
import { plain } from '../model/plain-text.ts';
import { savingSentence } from '../model/saving-words.ts';
import type { Report } from '../model/report.ts';
import type { Certainty, ReportAdvice, ReportBudget } from '../model/report-findings.ts';
import { limitOf, measuredOf, subjectOf } from './budget-words.ts';
import { placeOf } from './place-of.ts';

/** Where a budget without a place of its own is stated. */
const budgetsFile = { file: 'leanscope.json', line: 1 } as const;

/** What is to be looked at is no defect. */
const severities: Readonly<Record<Certainty, string>> = { certain: 'warning', likely: 'warning', lookHere: 'info' };

export function renderProblems({ budgets = [], advice, app }: Report): string {
  const lines = [
    ...budgets.filter(({ verdict }) => verdict === 'over').map(budgetLine),
    ...advice
      .filter(({ file, line }) => file !== undefined && line !== undefined)
      .map((finding) => findingLine(finding, app)),
  ];
  return lines.map((line) => `${line}\n`).join('');
}

function budgetLine(budget: ReportBudget): string {
  const place = budget.file === undefined || budget.line === undefined ? budgetsFile : budget;
  const words = `${subjectOf(budget)}: ${measuredOf(budget)}, at most ${limitOf(budget)}`;
  return `${placeOf(place)}: error: ${words} [broken-budget]`;
}

function findingLine(finding: ReportAdvice, app: Report['app']): string {
  const { rule, title, evidence, certainty, saving } = finding;
  const saves = savingSentence(saving, app, 'en-US');
  const words = [`${title}.`, saves, evidence].filter((each) => each !== '').join(' ');
  return `${placeOf(finding)}: ${severities[certainty]}: ${plain(words)} [${rule}]`;
}
