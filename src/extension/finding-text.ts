/** A finding in the user's words. */
import * as vscode from 'vscode';
import { ruleIds, type RuleId } from '../model/finding.ts';
import { describeFinding, evidenceText } from '../model/finding-words.ts';
import { bytesRange, cpuRange, rangeWords } from '../model/saving-words.ts';
import type { ReportAdvice } from '../model/report-findings.ts';
import type { Report } from '../model/report.ts';
import type { Unit } from '../model/unit.ts';
import { locale } from './hint-text.ts';
import { rowFigures } from './view/row-figures.ts';

/** In the user's language where the finding says what it is about, else as the Report has it. */
export function wordsOf({ rule, facts, title, fix }: ReportAdvice): {
  readonly title: string;
  readonly fix?: string | undefined;
} {
  return facts !== undefined && isKnown(rule) ? describeFinding(rule, facts, locale()) : { title, fix };
}

export function evidenceOf(finding: ReportAdvice, { app }: Report): string {
  return evidenceText(finding, locale(), app);
}

/** A Report may be of a later version, with rules that are not known here. */
export function isKnown(rule: string): rule is RuleId {
  return (ruleIds as readonly string[]).includes(rule);
}

/** Undefined where what it saves is neither CPU nor bytes nor money. */
export function savingText({ saving }: ReportAdvice, app: Unit): string | undefined {
  const { ms, bytes, per, perMillion } = rowFigures(app);
  const { cpuMsPerRequest, bytesOutPerRequest = 0, usdPerMillionRequests } = saving;
  if (cpuMsPerRequest > 0) {
    const range = rangeWords(cpuRange(saving), ms, locale());
    return vscode.l10n.t('saves {0}', per(range));
  }
  if (bytesOutPerRequest > 0) {
    const range = rangeWords(bytesRange(saving, bytesOutPerRequest), bytes, locale());
    return vscode.l10n.t('sends {0} less', per(range));
  }
  if (usdPerMillionRequests === undefined) return undefined;
  return vscode.l10n.t('saves up to {0}', perMillion(usdPerMillionRequests));
}
