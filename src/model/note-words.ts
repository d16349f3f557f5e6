/**
 * In: a warning or an assumption, as the run or the prices wrote it. Out: the same in the reader's language, sentence by sentence. What
 * has no twin, or is of a later version, stays as it is: half a translation is worse than none.
 */
import { assumptionTwins } from './assumption-words-fr.ts';
import type { SentenceTwin } from './sentence-twin.ts';
import { warningTwins } from './warning-words-fr.ts';

export interface Note {
  readonly text: string;
  readonly language: 'en' | 'fr';
}

type NoteIn = (locale: string, text: string) => Note;

/** For sentences that have these twins. */
export function noteReader(twins: readonly SentenceTwin[]): NoteIn {
  const patterns = twins.map(([english, french]): Pattern => ({
    french,
    // As short as can be, so that the next sentence is left for its own twin; else to the end.
    first: new RegExp(`^${patternOf(english)} (?<rest>.+)$`, 's'),
    whole: new RegExp(`^${patternOf(english)}$`, 's'),
  }));
  return (locale, text) => {
    const french = /^fr\b/i.test(locale) ? inFrench(text, patterns) : undefined;
    return french === undefined ? { text, language: 'en' } : { text: french, language: 'fr' };
  };
}

interface Pattern {
  readonly french: string;
  readonly first: RegExp;
  readonly whole: RegExp;
}

/** What stands in a hole and is a word of ours. */
const phraseTwins: Readonly<Record<string, string>> = {
  request: 'requête',
  run: 'exécution',
  second: 'seconde',
  'sample its allocations': 'échantillonner ses allocations',
  'note what it asks of others': 'noter ce qu’il demande à d’autres',
  'shares were sampled': 'les parts étaient échantillonnées',
  'amounts were measured': 'les quantités étaient mesurées',
  'All of the fleet': 'Toute la flotte',
  'all days alike': 'tous les jours étant pareils',
  'days as stated': 'les jours comme indiqué',
};

function patternOf(english: string): string {
  return english
    .split(/\{\d\}/)
    .map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
    .join('(.+?)');
}

function inFrench(text: string, patterns: readonly Pattern[]): string | undefined {
  for (const { french, whole, first } of patterns) {
    const one = whole.exec(text);
    const found = first.exec(text);
    const rest = found?.groups?.['rest'];
    const restInFrench = rest === undefined ? undefined : inFrench(rest, patterns);
    if (found !== null && restInFrench !== undefined) return `${filled(french, found.slice(1))} ${restInFrench}`;
    if (one !== null) return filled(french, one.slice(1));
  }
  return undefined;
}

function filled(french: string, values: readonly string[]): string {
  return french.replace(/\{(\d)\}/g, (hole, index) => {
    const value = values[Number(index)] ?? hole;
    if (Object.hasOwn(phraseTwins, value)) return phraseTwins[value] ?? value;
    return value.replace(/^(\d+)\.(\d+)(?=$|[ %])/, '$1,$2');
  });
}

/** Of what runs and prices warn of and assume. */
export const noteIn = noteReader([...warningTwins, ...assumptionTwins]);
