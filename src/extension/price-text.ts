/** Where the dollars beside the code come from: each is one hover away from its source and date. */
import * as vscode from 'vscode';
import { figuresIn } from '../model/format.ts';
import type { Report } from '../model/report.ts';
import { locale } from './hint-text.ts';

/** Undefined where nothing was priced. */
export function priceText({ cost: { basis, uncertaintyShare } }: Report): string | undefined {
  if (basis === undefined) return undefined;
  const { usdPerHour, share } = figuresIn(locale());
  const { provider, region, sku, source, asOf } = basis;
  const text = vscode.l10n.t(
    'Dollars: {0} in {1} at {2} ({3}, {4})',
    `${provider} ${sku}`,
    region,
    usdPerHour(basis.usdPerHour),
    source,
    asOf,
  );
  return uncertaintyShare === undefined ? text : `${text}, ±${share(uncertaintyShare)}`;
}
