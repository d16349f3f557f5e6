/**
 * What a finding says, in English and French. In: a rule, the facts of the finding, a language. Out: a title and what to do. Text
 * only: names and code in it come from the measured application.
 */
import { figuresIn, type Figures } from './format.ts';
import type { Facts, FactsInWords, FindingWords, RuleId } from './finding.ts';
import { englishFindings } from './finding-words-en.ts';
import { frenchFindings } from './finding-words-fr.ts';
import { observationIds, type ObservationWords } from './observation.ts';
import { englishObservations } from './observation-words-en.ts';
import { frenchObservations } from './observation-words-fr.ts';
import type { ReportAdvice, ReportObservation } from './report-findings.ts';
import { translated, unitIn, type Unit } from './unit.ts';

export function describeFinding(rule: RuleId, facts: Facts, locale: string): FindingWords {
  const words = isFrench(locale) ? frenchFindings : englishFindings;
  return words[rule](inWords(facts, figuresIn(locale), isFrench(locale) ? 'fr' : 'en'));
}

/** In the reader's language where all that was seen can be told here; as the Report has it where a later version saw more, or an earlier one wrote it. */
export function evidenceText({ evidence, observed }: ReportAdvice, locale: string, app: Unit): string {
  return observed === undefined ? evidence : (describeEvidence(observed, locale, app) ?? evidence);
}

/** @returns undefined where there is something among them that is not known here */
export function describeEvidence(
  observed: readonly ReportObservation[],
  locale: string,
  app: Unit,
): string | undefined {
  const figures = figuresIn(locale);
  const [words, last]: [ObservationWords, string] = isFrench(locale)
    ? [frenchObservations, 'Ce qui est épargné est une estimation tant que ce n’est pas mesuré de nouveau.']
    : [englishObservations, 'The saving is an estimate until it is measured again.'];
  const per = isFrench(locale) ? unitIn(app, 'fr') : app.kind === 'server' ? 'req' : unitIn(app, 'en');
  const parts: string[] = [];
  for (const { id, values } of observed) {
    const known = observationIds.find((each) => each === id);
    if (known === undefined) return undefined;
    parts.push(words[known](inWords(values, figures, isFrench(locale) ? 'fr' : 'en'), per));
  }
  return [...(parts.length === 0 ? [] : [`${parts.join(', ')}.`]), last].join(' ');
}

function isFrench(locale: string): boolean {
  return /^fr\b/i.test(locale);
}

/** What figures are per is among the facts where it is no request. */
function inWords(facts: Facts, figures: Figures, language: 'en' | 'fr'): FactsInWords {
  const number = (name: string) => Number(facts[name] ?? NaN);
  return {
    per: translated(String(facts['per'] ?? 'request'), language),
    text: (name) => String(facts[name] ?? ''),
    bytes: (name) => figures.bytes(number(name)),
    share: (name) => figures.share(number(name)),
    ms: (name) => figures.ms(number(name)),
    number: (name) => figures.rate(number(name)),
    count: (name) => figures.count(number(name)),
    has: (name) => facts[name] !== undefined,
  };
}
