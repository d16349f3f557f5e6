/** What the page shows, as one of four states; whatever arrives from outside is looked at before it is believed. */
import type { ToPage } from '../model/page.ts';
import type { Report } from '../model/report.ts';

export type PageState =
  | { readonly kind: 'loading' }
  | { readonly kind: 'error'; readonly problem: 'notAReport' | 'newerReport'; readonly detail: string }
  | { readonly kind: 'empty'; readonly report: Report }
  | { readonly kind: 'data'; readonly report: Report };

export function stateOf(value: unknown): PageState {
  if (typeof value !== 'object' || value === null || !('schemaVersion' in value)) return notAReport;
  if (value.schemaVersion !== 1) {
    return { kind: 'error', problem: 'newerReport', detail: String(value.schemaVersion) };
  }
  if (!isReport(value)) return notAReport;
  return value.functions.length === 0 ? { kind: 'empty', report: value } : { kind: 'data', report: value };
}

const notAReport: PageState = { kind: 'error', problem: 'notAReport', detail: '' };

/** Only what the page would fall over; the full contract is the JSON Schema, which is too heavy to ship here. */
function isReport(value: object): value is Report {
  const report = value as Partial<Report>;
  const lists = [report.functions, report.lines, report.routes, report.ledger, report.advice, report.cost?.options];
  return lists.every(Array.isArray) && typeof report.totals === 'object' && typeof report.quality === 'object';
}

export function stateOfText(text: string): PageState {
  try {
    return stateOf(JSON.parse(text));
  } catch {
    // A file cut off on its way; the reason in the parser's words would help nobody.
    return notAReport;
  }
}

export function toPage(message: unknown): ToPage | undefined {
  if (typeof message !== 'object' || message === null) return undefined;
  const { kind, locale, runs, runId } = message as Readonly<Record<string, unknown>>;
  const known = {
    report: typeof locale === 'string',
    runs: Array.isArray(runs),
    run: typeof runId === 'string',
  };
  return typeof kind === 'string' && Object.hasOwn(known, kind) && known[kind as keyof typeof known]
    ? (message as ToPage)
    : undefined;
}
