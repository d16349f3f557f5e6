/** In: a Report. Out: a summary for a pull request or a chat, in GitHub's Markdown. */
import { routeName } from '../model/format.ts';
import type { Report } from '../model/report.ts';
import { savingParts, togetherWords } from '../model/saving-words.ts';
import { unitOf, unitsOf } from '../model/unit.ts';
import {
  blockingWords,
  bodyWords,
  bytes,
  certaintyWords,
  evidenceWords,
  growthWords,
  headlines,
  ledgerWords,
  loadWords,
  ms,
  notOptimised,
  rate,
  ratio,
  revisionOf,
  share,
  timedRoutes,
  times,
  unitUsd,
  usd,
  wayWords,
} from './figures.ts';
import { limitOf, measuredOf, subjectOf, verdictWords } from './budget-words.ts';
import { climbColumns, climbSentences } from './capacity-words.ts';
import { campaignWords, fleetWords, hardwareWords, whatIfWords } from './money-words.ts';
import { code, escaped, markdownRows, markdownTable } from './markdown-text.ts';
import { packageLines } from './package-words.ts';
import { placeOf, placesOf } from './place-of.ts';
import { sizeWords } from './size-words.ts';
import type { Column } from './table.ts';
import { threadColumns } from './thread-words.ts';
import { upstreamColumns } from './upstream-words.ts';

const mostRows = 10;

export function renderMarkdown(report: Report): string {
  const { app, functions, routes, ledger, totals, quality, cost, advice, budgets = [] } = report;
  const revision = revisionOf(app);
  const per = unitOf(app);
  const lines = [
    `## Leanscope: ${code(app.command)}`,
    '',
    `Node.js ${escaped(app.nodeVersion)}${revision === undefined ? '' : `, ${code(revision)}`}, ${escaped(report.startedAt)}`,
    '',
    ...headlines(report).map((line) => `- ${escaped(line)}`),
    ...section(
      'Budgets',
      ['Verdict', 'Of', 'At most', 'Measured'],
      budgets.map((budget) => [
        verdictWords[budget.verdict],
        code(subjectOf(budget)),
        limitOf(budget),
        measuredOf(budget),
      ]),
    ),
    ...section(
      `Hot functions (per ${per})`,
      ['Function', 'Place', 'Self CPU', 'Share', 'Total CPU', 'Allocated', `$ per 1M ${unitsOf(app)}`],
      functions
        .slice(0, mostRows)
        .map((fn) => [
          code(fn.name),
          code(placeOf(fn)),
          ms(fn.selfCpuMsPerRequest),
          share(fn.selfShare),
          ms(fn.totalCpuMsPerRequest),
          bytes(fn.allocatedBytesPerRequest),
          unitUsd(fn.usdPerMillionRequests),
        ]),
    ),
    ...packageSection(report),
    ...columns('Up to the breaking point', climbColumns(report.capacity)),
    ...climbSentences(report.capacity).flatMap((sentence) => ['', escaped(sentence)]),
    ...section(
      'Routes',
      ['Route', 'CPU per request', 'Allocated', 'Bytes out', 'Body', 'p99', 'Requests/s per core', '$ per 1M requests'],
      routes
        .slice(0, mostRows)
        .map((route) => [
          code(routeName(route)),
          ms(route.cpuMsPerRequest),
          bytes(route.allocatedBytesPerRequest),
          bytes(route.bytesOutPerRequest),
          bodyWords(route.body),
          ms(route.latencyMs.p99),
          rate(route.requestsPerSecondPerCore),
          unitUsd(route.usdPerMillionRequests),
        ]),
    ),
    ...section(
      'Where the time of a request goes, on average',
      ['Route', 'Time', 'CPU', 'GC', 'Blocked', 'Queue', 'Waiting', 'Time alone'],
      timedRoutes(routes)
        .slice(0, mostRows)
        .map(({ route, parts }) => [
          code(`${route.method} ${route.path}`),
          ms(parts.mean),
          ms(parts.cpu),
          ms(parts.gc),
          ms(parts.blocked),
          ms(parts.queue),
          ms(parts.waiting),
          ms(parts.alone),
        ]),
    ),
    ...list('How CPU grows with what is asked for', sizeWords(report)),
    ...columns(`Asked of others (per ${per})`, upstreamColumns(report)),
    ...columns(`Processes and threads (per ${per})`, threadColumns(report)),
    ...list('What holds the event loop for 50 ms and more', blockingWords(report)),
    ...list('What stays in memory after a forced collection', growthWords(report)),
    ...section(
      'Where the CPU goes',
      ['By', `CPU per ${per}`, 'Share'],
      ledger.map((row) => [
        ledgerWords[row.kind],
        ms(row.cpuMsPerRequest),
        totals.cpuMsPerRequest > 0 ? share(row.cpuMsPerRequest / totals.cpuMsPerRequest) : '',
      ]),
    ),
    ...list('Findings', [
      ...(report.findingsTogether === undefined || advice.length < 2
        ? []
        : [togetherWords(report.findingsTogether, app, 'en-US')]),
      ...advice.map((finding) => findingLine(finding, app)),
    ]),
    ...section(
      'Settings tried, against the application as it is',
      ['Setting', 'CPU per request', 'Requests per second', 'RSS', 'Verdict'],
      (report.knobs ?? []).map((knob) => [
        code(knob.setting),
        ratio(knob.cpuRatio),
        ratio(knob.throughputRatio),
        times(knob.rssRatio),
        knob.verdict,
      ]),
    ),
    ...list('Not optimised by V8', notOptimised(functions.slice(0, mostRows))),
    ...list('Where the requests came from', loadWords(report)),
    ...list('What other load engines measured', evidenceWords(report)),
    ...list('Warnings', quality.warnings),
    ...list('Fleet', fleetWords(report)),
    ...section(
      'Months ahead',
      ['From', 'Average requests/s', 'Peak', 'Instances', '$ fixed', '$ hour by hour', '$ bytes out', 'Campaigns'],
      (cost.plan?.months ?? []).map((month) => [
        month.from,
        rate(month.averageRequestsPerSecond),
        rate(month.peakRequestsPerSecond),
        `${month.instances}`,
        usd(month.usd),
        usd(month.autoscaledUsd),
        usd(month.egressUsd),
        code((month.campaigns ?? []).join(', ')),
      ]),
    ),
    ...list('Campaigns', (cost.plan?.campaigns ?? []).map(campaignWords)),
    ...list('What if', (cost.whatIf ?? []).map(whatIfWords)),
    ...list('Or other hardware', (cost.hardware ?? []).map(hardwareWords)),
    ...list('What the dollars assume', cost.assumptions),
  ];
  return `${lines.join('\n')}\n`;
}

function section(title: string, head: readonly string[], rows: readonly (readonly string[])[]): readonly string[] {
  return rows.length === 0 ? [] : ['', `### ${title}`, '', ...markdownRows(head, rows)];
}

/** A table that other text forms show too. */
function columns(title: string, shown: readonly Column[]): readonly string[] {
  const table = markdownTable(shown);
  return table.length === 0 ? [] : ['', `### ${title}`, '', ...table];
}

function packageSection(report: Report): readonly string[] {
  const lines = packageLines(report, { name: code, text: escaped });
  const items = lines.map(({ share: part, text }) => `- ${part} ${text}`);
  return items.length === 0 ? [] : ['', '### Packages and Node.js modules, with who calls them', '', ...items];
}

function list(title: string, items: readonly string[]): readonly string[] {
  return items.length === 0 ? [] : ['', `### ${title}`, '', ...items.map((item) => `- ${escaped(item)}`)];
}

function findingLine(
  { title, certainty, fix, evidence, stack, saving, ...finding }: Report['advice'][number],
  app: Report['app'],
): string {
  const place = placesOf(finding);
  const saves = savingParts(saving, app, 'en-US').join(', ');
  return `${title}${place === '' ? '' : ` (${place})`}, ${certaintyWords[certainty]}: ${[saves === '' ? '' : `saves ${saves}.`, evidence, fix, ...wayWords(stack).map((way) => `${way}.`)].filter(Boolean).join(' ')}`;
}
