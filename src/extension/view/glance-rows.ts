/** The run that is shown, at a glance. */
import * as vscode from 'vscode';
import { describeFailure } from '../../model/failure-words.ts';
import { noteIn } from '../../model/note-words.ts';
import type { Report } from '../../model/report.ts';
import { ratePerCore, type BindingResource } from '../../model/report-capacity.ts';
import type { Unit } from '../../model/unit.ts';
import { locale } from '../hint-text.ts';
import { priceText } from '../price-text.ts';
import type { ShownRun } from '../shown-runs.ts';
import type { Row } from './row.ts';
import { joined, known, rowFigures, type RowFigures } from './row-figures.ts';

export function glanceRows({ report }: ShownRun): readonly Row[] {
  const figures = rowFigures(report.app);
  return [
    about(report),
    partial(report),
    cpu(report, figures),
    cost(report, figures),
    capacity(report, figures),
    latency(report, figures),
    memory(report, figures),
    errors(report, figures),
    budgets(report),
    warnings(report),
  ].filter((row) => row !== undefined);
}

const row = (id: string, icon: string, label: string, description: string | undefined): Row | undefined =>
  description === undefined ? undefined : { id, icon, label, description, kind: 'figure' };

function about({ app, startedAt }: Report): Row {
  const when = new Intl.DateTimeFormat(locale(), { dateStyle: 'medium', timeStyle: 'short' });
  const description = joined([when.format(new Date(startedAt)), commitText(app), `Node.js ${app.nodeVersion}`]);
  return { id: 'about', icon: 'git-commit', label: app.command, description, kind: 'figure' };
}

/** "1a2b3c4", and with changes that were in no commit "1a2b3c4 + changes". */
export function commitText({
  commit,
  dirty,
}: {
  readonly commit?: string;
  readonly dirty?: boolean;
}): string | undefined {
  if (commit === undefined) return undefined;
  const short = commit.slice(0, 7);
  return dirty === true ? vscode.l10n.t('{0} + changes', short) : short;
}

function partial({ partial: ended }: Report): Row | undefined {
  if (ended === undefined) return undefined;
  const label = vscode.l10n.t('Ended early');
  const { what, next } = ended.failure === undefined ? ended : describeFailure(ended.failure, vscode.env.language);
  return {
    id: 'partial',
    icon: 'warning',
    label,
    description: what,
    kind: 'figure',
    tooltip: [what, next],
  };
}

function cpu({ app, totals }: Report, { ms }: RowFigures): Row | undefined {
  const { cpuMsPerRequest, cpuMsPerRequestInterval: interval } = totals;
  const range = known(interval, ({ low, high }) => vscode.l10n.t('95%: {0} to {1}', ms(low), ms(high)));
  return row('cpu', 'dashboard', cpuLabel(app), joined([ms(cpuMsPerRequest), range]));
}

function cpuLabel({ kind, unit }: Unit): string {
  const { t } = vscode.l10n;
  switch (kind) {
    case 'server':
      return t('CPU per request');
    case 'script':
      return t('CPU per run');
    case 'process':
      return unit === undefined ? t('CPU per second') : t('CPU per {0}', unit);
  }
}

function cost(report: Report, { perMillion, usd }: RowFigures): Row | undefined {
  const { usdPerMillionRequests, usdPerMonth } = report.totals;
  if (usdPerMillionRequests === undefined) return undefined;
  const monthly = known(usdPerMonth, (amount) => vscode.l10n.t('{0} per month', usd(amount)));
  const label = vscode.l10n.t('Cost');
  const description = joined([perMillion(usdPerMillionRequests), monthly, report.cost.basis?.sku]);
  const tooltip = [`${label}: ${description}`, priceText(report)].filter((line) => line !== undefined);
  return { id: 'cost', icon: 'credit-card', label, description, kind: 'figure', tooltip };
}

function capacity({ capacity: found }: Report, { rate }: RowFigures): Row | undefined {
  if (found === undefined) return undefined;
  return row(
    'capacity',
    'rocket',
    vscode.l10n.t('Capacity'),
    joined([
      known(ratePerCore(found), (perCore) => vscode.l10n.t('{0} rps/core', rate(perCore))),
      known(found.bindingResource, bindingText),
    ]),
  );
}

function bindingText(resource: BindingResource): string {
  const { t } = vscode.l10n;
  switch (resource) {
    case 'eventLoop':
      return t('the event loop fills first');
    case 'cpu':
      return t('CPU runs out first');
    case 'memory':
      return t('memory runs out first');
    case 'network':
      return t('the network fills first');
    case 'waiting':
      return t('requests wait for something else');
    case 'threadPool':
      return t('requests wait for libuv’s thread pool');
    case 'rateLimit':
      return t('a rate limit holds requests back');
    case 'generator':
      return t('the load generator was the limit');
  }
}

function latency({ totals: { latencyMs } }: Report, { ms }: RowFigures): Row | undefined {
  const parts = [
    known(latencyMs.p50, (value) => vscode.l10n.t('median {0}', ms(value))),
    known(latencyMs.p99, (value) => vscode.l10n.t('p99 {0}', ms(value))),
  ];
  const text = joined(parts);
  return text === '' ? undefined : row('latency', 'watch', vscode.l10n.t('Latency'), text);
}

function memory({ totals }: Report, { bytes }: RowFigures): Row | undefined {
  const heap = vscode.l10n.t('{0} of JavaScript heap', bytes(totals.heapUsedPeakBytes));
  return row('memory', 'database', vscode.l10n.t('Peak memory'), joined([bytes(totals.rssPeakBytes), heap]));
}

function errors({ totals }: Report, { count }: RowFigures): Row | undefined {
  if (totals.errors === 0) return undefined;
  const description = vscode.l10n.t('{0} of {1} requests', count(totals.errors), count(totals.requests));
  const label = vscode.l10n.t('Errors');
  return { id: 'errors', icon: 'error', iconColour: 'list.errorForeground', label, description, kind: 'figure' };
}

function budgets({ budgets: checked = [] }: Report): Row | undefined {
  if (checked.length === 0) return undefined;
  const broken = checked.filter(({ verdict }) => verdict === 'over').length;
  const kept = vscode.l10n.t('{0} of {1} kept', checked.length - broken, checked.length);
  const text = broken === 0 ? kept : joined([kept, vscode.l10n.t('{0} broken', broken)]);
  return row('budgets', broken === 0 ? 'pass' : 'error', vscode.l10n.t('Budgets'), text);
}

function warnings({ quality }: Report): Row | undefined {
  const { warnings: texts } = quality;
  if (texts.length === 0) return undefined;
  const label = vscode.l10n.t('Warnings');
  const children = texts.map((text, index) => ({
    ...{ id: `warning ${index}`, icon: 'info', kind: 'figure' },
    label: noteIn(vscode.env.language, text).text,
  }));
  return { id: 'warnings', icon: 'warning', label, description: `${texts.length}`, kind: 'figure', children };
}
