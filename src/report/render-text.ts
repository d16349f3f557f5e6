/**
 * In: a Report, the width of a terminal and whether it shows colours. Out: what `leanscope run` prints.
 * Deliberately not here: everything a page shows better; the hottest functions must be on one screen.
 */
import { routeName } from '../model/format.ts';
import { plain } from '../model/plain-text.ts';
import type { ReportFunction } from '../model/report-code.ts';
import type { Report } from '../model/report.ts';
import { savingParts, togetherWords } from '../model/saving-words.ts';
import { unitOf } from '../model/unit.ts';
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
  partWords,
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
import { numbers, words, wrap } from './columns.ts';
import { fleetWords } from './money-words.ts';
import { packageLines } from './package-words.ts';
import { placeOf, placesOf } from './place-of.ts';
import { sizeWords } from './size-words.ts';
import { textTable, type Column } from './table.ts';
import { threadColumns } from './thread-words.ts';
import { upstreamColumns } from './upstream-words.ts';

export interface TextOptions {
  readonly colour: boolean;
  /** Columns of the terminal. */
  readonly width: number;
}

const mostFunctions = 15;
const mostRoutes = 12;
const mostFindings = 6;
const mostOptions = 5;

type Paint = (text: string) => string;

export function renderText(report: Report, { colour, width }: TextOptions): string {
  const bold: Paint = colour ? (text) => `\u001b[1m${text}\u001b[22m` : (text) => text;
  const dim: Paint = colour ? (text) => `\u001b[2m${text}\u001b[22m` : (text) => text;
  const section = (title: string, lines: readonly string[]): readonly string[] =>
    lines.length === 0 ? [] : ['', bold(title), ...lines];
  const table = (columns: readonly Column[]): readonly string[] => {
    const [titles = '', ...rows] = textTable(columns, width - 2);
    return rows.length === 0 ? [] : [dim(`  ${titles}`), ...rows.map((row) => `  ${row}`)];
  };
  const bullets = (lines: readonly string[]): readonly string[] =>
    lines.flatMap((line) => wrap(plain(line), { width, first: '  - ' }));
  return [
    bold(titleOf(report)),
    ...headlines(report).flatMap((line) => wrap(line, { width, first: '  ' })),
    ...section('Budgets', table(budgetColumns(report))),
    ...section(`Hot functions, per ${unitOf(report.app)}`, [
      ...table(functionColumns(hottest(report))),
      ...legend(report)
        .flatMap((line) => wrap(line, { width, first: '  ' }))
        .map(dim),
    ]),
    ...section(
      'Packages and Node.js modules, with who calls them',
      packageLines(report, { name: (name) => `\`${plain(name)}\``, text: plain }).flatMap((line) =>
        wrap(line.text, { width, first: `  ${line.share.padStart(5)}  ` }),
      ),
    ),
    ...section('Findings', [
      ...togetherLines(report, width).map(dim),
      ...findingLines(report, width),
      ...moreFindings(report).map(dim),
    ]),
    ...section('Routes, per request', table(routeColumns(report))),
    ...section('Where the time of a request goes, on average', table(timeColumns(report))),
    ...section('Up to the breaking point', [
      ...climbSentences(report.capacity).flatMap((line) => wrap(line, { width, first: '  ' })),
      ...table(climbColumns(report.capacity)),
    ]),
    ...section('How CPU grows with what is asked for', bullets(sizeWords(report))),
    ...section(`Asked of others, per ${unitOf(report.app)}`, table(upstreamColumns(report))),
    ...section(`Processes and threads, per ${unitOf(report.app)}`, table(threadColumns(report))),
    ...section('What holds the event loop for 50 ms and more', bullets(blockingWords(report))),
    ...section('What stays in memory after a forced collection', bullets(growthWords(report))),
    ...section(`Where the CPU goes, per ${unitOf(report.app)}`, table(ledgerColumns(report))),
    ...section('Settings tried, against the application as it is', table(knobColumns(report))),
    ...section('Fleet', bullets(fleetWords(report))),
    ...section('Cheapest instance types', table(optionColumns(report))),
    ...section('Where the requests came from', bullets(loadWords(report))),
    ...section('What other load engines measured', bullets(evidenceWords(report))),
    ...section('Warnings', bullets(first(report.quality.warnings))),
    ...section('What the dollars assume', bullets(report.cost.assumptions).map(dim)),
    '',
  ].join('\n');
}

const mostWarnings = 2;

/** Who reads more than two reads none; all are in the page. */
function first(warnings: readonly string[]): readonly string[] {
  const more = warnings.length - mostWarnings;
  return more < 2
    ? warnings
    : [...warnings.slice(0, mostWarnings), `and ${more} more, in the page and the other formats`];
}

function titleOf({ app }: Report): string {
  const revision = revisionOf(app);
  return plain([app.command, `Node.js ${app.nodeVersion}`, ...(revision === undefined ? [] : [revision])].join(' · '));
}

/**
 * By what a change in the function can win: for the app's functions with the library code they call, and with garbage.
 * What causes less than a thousandth is noise here.
 */
function hottest({ functions: all, totals }: Report): readonly ReportFunction[] {
  // What libraries and Node.js spend is in the own figures of the app's functions: shown again it would count twice.
  const ofTheApp = all.filter(({ ownCpuMsPerRequest }) => ownCpuMsPerRequest !== undefined);
  const functions = ofTheApp.length > 0 ? ofTheApp : all;
  const caused = (fn: ReportFunction) =>
    (fn.ownCpuMsPerRequest ?? fn.selfCpuMsPerRequest) + (fn.ownGcCpuMsPerRequest ?? fn.gcCpuMsPerRequest ?? 0);
  return functions
    .filter((fn) => caused(fn) > 0 && caused(fn) >= totals.cpuMsPerRequest / 1000)
    .sort((a, b) => caused(b) - caused(a))
    .slice(0, mostFunctions);
}

function functionColumns(functions: readonly ReportFunction[]): readonly Column[] {
  return [
    numbers('own', functions, (fn) => ms(fn.ownCpuMsPerRequest ?? fn.selfCpuMsPerRequest)),
    numbers('share', functions, (fn) => share(fn.ownShare ?? fn.selfShare)),
    { ...numbers('self', functions, (fn) => ms(fn.selfCpuMsPerRequest)), dropOrder: 3 },
    { ...numbers('total', functions, (fn) => ms(fn.totalCpuMsPerRequest)), dropOrder: 2 },
    { ...numbers('GC', functions, (fn) => ms(fn.ownGcCpuMsPerRequest ?? fn.gcCpuMsPerRequest)), dropOrder: 1 },
    numbers('alloc', functions, (fn) => bytes(fn.ownAllocatedBytesPerRequest ?? fn.allocatedBytesPerRequest)),
    numbers('$/1M req', functions, (fn) => unitUsd(fn.ownUsdPerMillionRequests ?? fn.usdPerMillionRequests)),
    { ...words('function', functions, nameOf), most: 30 },
    { ...words('place', functions, placeOf), cut: 'start' },
  ];
}

function nameOf({ name, confidence }: ReportFunction): string {
  return confidence === 'low' ? `${plain(name)} ?` : plain(name);
}

function legend(report: Report): readonly string[] {
  const shown = hottest(report);
  const own = shown.some(({ ownCpuMsPerRequest }) => ownCpuMsPerRequest !== undefined);
  const unsure = shown.some(({ confidence }) => confidence === 'low');
  return [
    ...(own
      ? [
          'own, with share, GC, alloc and $: the function and the library code it calls, up to the next app function',
          ...outside(report),
        ]
      : []),
    ...(unsure ? ['?: may be off by more than a third'] : []),
    ...notOptimised(shown).map((text) => `V8 does not optimise ${plain(text)}`),
  ];
}

/** Node.js's and the libraries' work on no function's behalf: reading requests, dispatching, writing answers later. */
function outside({ functions, ledger, totals }: Report): readonly string[] {
  const working = ledger.filter(({ kind }) => kind === 'function' || kind === 'native');
  const all = working.reduce((sum, { cpuMsPerRequest }) => sum + cpuMsPerRequest, 0);
  const rest = all - functions.reduce((sum, { ownCpuMsPerRequest }) => sum + (ownCpuMsPerRequest ?? 0), 0);
  return rest < totals.cpuMsPerRequest / 1000
    ? []
    : [
        `${ms(rest)} (${share(rest / totals.cpuMsPerRequest)}) is spent outside any function of the app, in Node.js and libraries`,
      ];
}

/** One finding is its own sum. */
function togetherLines({ advice, findingsTogether, app }: Report, width: number): readonly string[] {
  if (findingsTogether === undefined || advice.length < 2) return [];
  return wrap(togetherWords(findingsTogether, app, 'en-US'), { width, first: '  ' });
}

/** What it is, what it saves, where; and under it what to do. */
function findingLines({ advice, app }: Report, width: number): readonly string[] {
  return advice.slice(0, mostFindings).flatMap(({ title, certainty, fix, saving, stack, ...finding }) => {
    const parts = [...savingParts(saving, app, 'en-US'), certaintyWords[certainty], placesOf(finding)];
    const words = `${plain(title)} · ${parts.filter((part) => part !== '').join(' · ')}`;
    return [
      ...wrap(words, { width, first: '  - ' }),
      ...(fix === undefined ? [] : wrap(fix, { width, first: '    ' })),
      ...wayWords(stack).flatMap((way) => wrap(plain(way), { width, first: '    ' })),
    ];
  });
}

function moreFindings({ advice, ignoredFindings = 0 }: Report): readonly string[] {
  const more = Math.max(0, advice.length - mostFindings);
  return [
    ...(more === 0 ? [] : [`  and ${more} more in the report`]),
    ...(ignoredFindings === 0
      ? []
      : [`  ${ignoredFindings} left out, as comments in the source or leanscope.json say`]),
  ];
}

function routeColumns({ routes }: Report): readonly Column[] {
  const shown = [...routes].sort((a, b) => (b.cpuMsPerRequest ?? 0) - (a.cpuMsPerRequest ?? 0)).slice(0, mostRoutes);
  return [
    numbers('CPU', shown, (route) => ms(route.cpuMsPerRequest)),
    numbers('alloc', shown, (route) => bytes(route.allocatedBytesPerRequest)),
    numbers('out', shown, (route) => bytes(route.bytesOutPerRequest)),
    { ...numbers('body', shown, (route) => bodyWords(route.body)), dropOrder: 2.5 },
    { ...numbers('p50', shown, (route) => ms(route.latencyMs.p50)), dropOrder: 1 },
    { ...numbers('p99', shown, (route) => ms(route.latencyMs.p99)), dropOrder: 3 },
    { ...numbers('req/s/core', shown, (route) => rate(route.requestsPerSecondPerCore)), dropOrder: 2 },
    numbers('$/1M req', shown, (route) => unitUsd(route.usdPerMillionRequests)),
    { ...words('route', shown, (route) => plain(routeName(route))), most: 34 },
    { ...words('place', shown, placeOf), cut: 'start' },
  ];
}

function timeColumns({ routes }: Report): readonly Column[] {
  const shown = timedRoutes(routes).slice(0, mostRoutes);
  return [
    numbers('time', shown, ({ parts }) => ms(parts.mean)),
    numbers('CPU', shown, ({ parts }) => ms(parts.cpu)),
    { ...numbers('GC', shown, ({ parts }) => ms(parts.gc)), dropOrder: 2 },
    { ...numbers('blocked', shown, ({ parts }) => ms(parts.blocked)), dropOrder: 3 },
    numbers('queue', shown, ({ parts }) => ms(parts.queue)),
    numbers('waiting', shown, ({ parts }) => ms(parts.waiting)),
    { ...numbers('alone', shown, ({ parts }) => ms(parts.alone)), dropOrder: 1 },
    { ...words('route', shown, ({ route: { method, path } }) => plain(`${method} ${path}`)), most: 44 },
  ];
}

function ledgerColumns({ ledger, totals }: Report): readonly Column[] {
  return [
    numbers('CPU', ledger, (row) => ms(row.cpuMsPerRequest)),
    numbers('share', ledger, (row) =>
      totals.cpuMsPerRequest > 0 ? share(row.cpuMsPerRequest / totals.cpuMsPerRequest) : '',
    ),
    words('by', ledger, (row) => ledgerWords[row.kind] + partsOf(row)),
  ];
}

/** Other threads by what they are for: "other threads (thread pool 1.2 ms, V8's helpers 0.1 ms)". */
function partsOf({ parts = [] }: Report['ledger'][number]): string {
  const shown = parts.filter(({ cpuMsPerRequest }) => cpuMsPerRequest > 0);
  const named = shown.map(({ kind, cpuMsPerRequest }) => `${partWords[kind]} ${ms(cpuMsPerRequest)}`);
  return named.length === 0 ? '' : ` (${named.join(', ')})`;
}

function budgetColumns({ budgets = [] }: Report): readonly Column[] {
  return [
    words('budget', budgets, ({ verdict }) => verdictWords[verdict]),
    numbers('at most', budgets, limitOf),
    words('of', budgets, subjectOf),
    words('measured', budgets, measuredOf),
    { ...words('place', budgets, placeOf), cut: 'start', dropOrder: 1 },
  ];
}

function knobColumns({ knobs = [] }: Report): readonly Column[] {
  return [
    numbers('CPU/request', knobs, ({ cpuRatio }) => ratio(cpuRatio)),
    numbers('requests/s', knobs, ({ throughputRatio }) => ratio(throughputRatio)),
    numbers('RSS', knobs, ({ rssRatio }) => times(rssRatio)),
    words('verdict', knobs, ({ verdict }) => verdict),
    words('setting', knobs, ({ setting }) => plain(setting)),
  ];
}

function optionColumns({ cost }: Report): readonly Column[] {
  const shown = cost.options.slice(0, mostOptions);
  return [
    numbers('$/1M req', shown, (option) => unitUsd(option.usdPerMillionRequests)),
    { ...numbers('from', shown, (option) => unitUsd(option.range.low)), dropOrder: 1 },
    { ...numbers('to', shown, (option) => unitUsd(option.range.high)), dropOrder: 2 },
    numbers('instances', shown, ({ instances }) => (instances === undefined ? '' : `${instances}`)),
    numbers('$/month', shown, (option) => usd(option.usdPerMonth)),
    words('instance type', shown, ({ provider, sku, region }) => `${provider} ${sku}, ${region}`),
    words('price as of', shown, ({ asOf, source }) => `${asOf}, ${source}`),
  ];
}
