/** Words and figures in the reader's language, handed to every part of the page. An unknown figure reads as nothing. */
import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import {
  formatBytes,
  formatCount,
  formatMs,
  formatRate,
  formatShare,
  formatUnitUsd,
  formatUsd,
  formatUsdPerHour,
} from '../model/format.ts';
import { languageOf, translator, type Translate } from './strings.ts';

type Figure = (value: number | undefined) => string;

export interface Words {
  readonly t: Translate;
  readonly language: 'en' | 'fr';
  readonly ms: Figure;
  readonly bytes: Figure;
  readonly usd: Figure;
  readonly unitUsd: Figure;
  readonly usdPerHour: Figure;
  readonly share: Figure;
  readonly count: Figure;
  readonly rate: Figure;
  readonly date: (iso: string) => string;
}

export function wordsFor(wanted: string): Words {
  const locale = knownLocale(wanted);
  const figure =
    (format: (value: number, locale: string) => string): Figure =>
    (value) =>
      value === undefined ? '' : format(value, locale);
  const language = languageOf(locale);
  return {
    t: translator(language),
    language,
    ms: figure(formatMs),
    bytes: figure(formatBytes),
    usd: figure(formatUsd),
    unitUsd: figure(formatUnitUsd),
    usdPerHour: figure(formatUsdPerHour),
    share: figure(formatShare),
    count: figure(formatCount),
    rate: figure(formatRate),
    date: (iso) => dateText(iso, locale),
  };
}

/** What a browser or an editor calls its language is not always one that Intl takes. */
function knownLocale(wanted: string): string {
  try {
    return Intl.getCanonicalLocales(wanted)[0] ?? 'en-US';
  } catch {
    return 'en-US';
  }
}

function dateText(iso: string, locale: string): string {
  const date = new Date(iso);
  if (Number.isNaN(date.getTime())) return iso;
  return new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short' }).format(date);
}

export interface PageContext {
  readonly words: Words;
  readonly openSource?: (file: string, line: number) => void;
}

export const PageContext = createContext<PageContext>({ words: wordsFor('en-US') });

export function useWords(): Words {
  return useContext(PageContext).words;
}
