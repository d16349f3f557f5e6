/** Figures of rows, and what they are per. Unknown ones are left out. */
import { figuresPer } from '../../model/annotation.ts';
import { figuresIn, type Figures } from '../../model/format.ts';
import type { Unit } from '../../model/unit.ts';
import { each, locale, usdPerMillion } from '../hint-text.ts';

export interface RowFigures extends Figures {
  /** "1.2 ms/req", "1.2 s/run". */
  readonly per: (figure: string) => string;
  readonly perMillion: (usd: number) => string;
}

export function rowFigures(app: Unit): RowFigures {
  const what = figuresPer(app);
  return {
    ...figuresIn(locale()),
    per: (figure) => each(figure, what),
    perMillion: (usd) => usdPerMillion(usd, what),
  };
}

export function joined(parts: readonly (string | undefined)[]): string {
  return parts.filter((part) => part !== undefined && part !== '').join(' · ');
}

export function known<T, U>(value: T | undefined, show: (value: T) => U): U | undefined {
  return value === undefined ? undefined : show(value);
}

/** "src/shop.ts:12". */
export function placeText({ file, line }: { readonly file?: string; readonly line?: number }): string | undefined {
  if (file === undefined || file === '') return undefined;
  return line === undefined ? file : `${file}:${line}`;
}
