/** Words and figures in the reader's language, handed to every part of the page. An unknown figure reads as nothing. */
import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import { figuresIn, type Figures } from '../model/format.ts';
import type { Unit } from '../model/unit.ts';
import { forgetful, ViewStore } from './frame/view-store.ts';
import type { Host } from './host.ts';
import { languageOf, translator, type Translate } from './strings.ts';

type Optional = { readonly [Name in keyof Figures]: (value: number | undefined) => string };

export interface Words extends Optional {
  readonly t: Translate;
  readonly language: 'en' | 'fr';
  readonly date: (iso: string) => string;
  /** A day, without its time. */
  readonly day: (iso: string) => string;
  readonly month: (iso: string) => string;
  /** To the cent, for whoever checks it; what is shown is rounded. */
  readonly usdExact: (usd: number) => string;
  readonly seconds: (seconds: number) => string;
  /** 50%, 99.9%, 99.99%. In: 0 to 1. */
  readonly percentile: (share: number) => string;
}

/** @param app what its figures are per; without it, requests */
export function wordsFor(wanted: string, app?: Unit): Words {
  const locale = knownLocale(wanted);
  const { ms, bytes, usd, unitUsd, usdPerHour, share, count, rate } = figuresIn(locale);
  const language = languageOf(locale);
  const dollars = new Intl.NumberFormat(locale, {
    style: 'currency',
    currency: 'USD',
    currencyDisplay: 'narrowSymbol',
  });
  const percent = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 3 });
  return {
    t: translator(language, app),
    language,
    date: (iso) => dateText(iso, locale, { dateStyle: 'medium', timeStyle: 'short' }),
    // Days are days of UTC, wherever the reader is.
    day: (iso) => dateText(iso, locale, { dateStyle: 'medium', timeZone: 'UTC' }),
    month: (iso) => dateText(iso, locale, { month: 'short', timeZone: 'UTC' }),
    usdExact: (value) => dollars.format(value),
    seconds: (value) => `${rate(value)} s`,
    percentile: (value) => percent.format(value),
    ms: optional(ms),
    bytes: optional(bytes),
    usd: optional(usd),
    unitUsd: optional(unitUsd),
    usdPerHour: optional(usdPerHour),
    share: optional(share),
    count: optional(count),
    rate: optional(rate),
  };
}

function optional(format: (value: number) => string): (value: number | undefined) => string {
  return (value) => (value === undefined ? '' : format(value));
}

/** What a browser or an editor calls its language is not always one that Intl takes. */
function knownLocale(wanted: string): string {
  try {
    return Intl.getCanonicalLocales(wanted)[0] ?? 'en-US';
  } catch {
    return 'en-US';
  }
}

function dateText(iso: string, locale: string, options: Intl.DateTimeFormatOptions): string {
  const date = new Date(iso);
  return Number.isNaN(date.getTime()) ? iso : new Intl.DateTimeFormat(locale, options).format(date);
}

/** What holds the page, and the words that it is read in. */
export interface PageContext extends Omit<Host, 'first' | 'subscribe'> {
  readonly words: Words;
}

export const PageContext = createContext<PageContext>({
  words: wordsFor('en-US'),
  view: new ViewStore(forgetful),
  save: () => undefined,
});

export function useWords(): Words {
  return useContext(PageContext).words;
}
