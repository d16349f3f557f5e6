/**
 * What a finding says, in English and French. In: a rule, the facts of the finding, a language. Out: a title and what to do. Text
 * only: names and code in it come from the measured application.
 */
import { figuresIn, type Figures } from './format.ts';
import type { Facts, FactsInWords, FindingWords, RuleId } from './finding.ts';
import { englishFindings } from './finding-words-en.ts';
import { frenchFindings } from './finding-words-fr.ts';

export function describeFinding(rule: RuleId, facts: Facts, locale: string): FindingWords {
  const words = locale.toLowerCase().startsWith('fr') ? frenchFindings : englishFindings;
  return words[rule](inWords(facts, figuresIn(locale)));
}

function inWords(facts: Facts, figures: Figures): FactsInWords {
  const number = (name: string) => Number(facts[name] ?? NaN);
  return {
    text: (name) => String(facts[name] ?? ''),
    bytes: (name) => figures.bytes(number(name)),
    share: (name) => figures.share(number(name)),
    ms: (name) => figures.ms(number(name)),
    number: (name) => figures.rate(number(name)),
    has: (name) => facts[name] !== undefined,
  };
}
