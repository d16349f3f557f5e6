/** Figures of rows: per request, or per run of a script. Unknown ones are left out. */
import * as vscode from 'vscode';
import { figuresIn, type Figures } from '../../model/format.ts';
import type { Report } from '../../model/report.ts';
import { locale } from '../hint-text.ts';

export interface RowFigures extends Figures {
  /** "1.2 ms/req", "1.2 s/run". */
  readonly per: (figure: string) => string;
  readonly perMillion: (usd: number) => string;
}

export function rowFigures(kind: Report['app']['kind']): RowFigures {
  const figures = figuresIn(locale());
  return {
    ...figures,
    per: (figure) => (kind === 'script' ? vscode.l10n.t('{0}/run', figure) : vscode.l10n.t('{0}/req', figure)),
    perMillion: (usd) =>
      kind === 'script'
        ? vscode.l10n.t('{0}/M runs', figures.unitUsd(usd))
        : vscode.l10n.t('{0}/M req', figures.unitUsd(usd)),
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
