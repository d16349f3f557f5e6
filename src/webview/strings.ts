/** Every word of the page, by key, from one file a tab. `{0}`, `{1}` … stand for values. */
import type { Unit } from '../model/unit.ts';
import { inUnits } from './in-units.ts';
import * as compare from './strings/compare.ts';
import * as cost from './strings/cost.ts';
import * as findings from './strings/findings.ts';
import * as flameGraph from './strings/flame-graph.ts';
import * as functions from './strings/functions.ts';
import * as load from './strings/load.ts';
import * as memory from './strings/memory.ts';
import * as overview from './strings/overview.ts';
import * as page from './strings/page.ts';
import * as planner from './strings/planner.ts';

export const en = {
  ...{ ...page.en, ...overview.en, ...findings.en, ...functions.en, ...flameGraph.en },
  ...{ ...load.en, ...memory.en, ...cost.en, ...planner.en, ...compare.en },
} as const;

export type StringKey = keyof typeof en;

export const fr: Readonly<Record<StringKey, string>> = {
  ...{ ...page.fr, ...overview.fr, ...findings.fr, ...functions.fr, ...flameGraph.fr },
  ...{ ...load.fr, ...memory.fr, ...cost.fr, ...planner.fr, ...compare.fr },
};

export type Translate = (key: StringKey, ...values: readonly string[]) => string;

export function translator(language: 'en' | 'fr', app: Unit = { kind: 'server' }): Translate {
  const strings = language === 'fr' ? fr : en;
  return (key, ...values) =>
    inUnits(strings[key], app, language).replace(/\{(\d)\}/g, (whole, index) => values[Number(index)] ?? whole);
}

/** The page speaks French to French, English to everybody else. */
export function languageOf(locale: string): 'en' | 'fr' {
  return /^fr\b/i.test(locale) ? 'fr' : 'en';
}
