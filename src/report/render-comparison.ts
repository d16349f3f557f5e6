/**
 * In: a Comparison. Out: what `leanscope compare` prints, as text for a terminal or as Markdown for a pull request.
 * Deliberately not here: everything that has not changed; the counts say how much that was.
 */
import type { Caveat, Change, ChangeVerdict, ComparedFunction, ComparedRun, Comparison } from '../model/comparison.ts';
import { routeName } from '../model/format.ts';
import { plain } from '../model/plain-text.ts';
import { numbers, words, wrap } from './columns.ts';
import { bytes, ms, rate, share, unitUsd } from './figures.ts';
import { escaped, markdownTable } from './markdown-text.ts';
import { placeOf } from './place-of.ts';
import { textTable, type Column } from './table.ts';

const mostFunctions = 15;

export function renderComparison(comparison: Comparison, { width }: { readonly width: number }): string {
  const table = (columns: readonly Column[]): readonly string[] =>
    textTable(columns, width - 2).map((line) => `  ${line}`);
  return [
    ...titleLines(comparison).flatMap((line) => wrap(plain(line), { width, first: '' })),
    ...sectionsOf(comparison).flatMap(({ title, columns }) => ['', title, ...table(columns)]),
    ...section('To be kept in mind', caveatLines(comparison)).flatMap((line) =>
      wrap(plain(line), { width, first: '' }),
    ),
    '',
  ].join('\n');
}

export function renderComparisonMarkdown(comparison: Comparison): string {
  return [
    ...titleLines(comparison).map(escaped),
    ...sectionsOf(comparison).flatMap(({ title, columns }) => ['', `### ${title}`, '', ...markdownTable(columns)]),
    ...section('### To be kept in mind', caveatLines(comparison).map(escaped)),
    '',
  ].join('\n');
}

function section(title: string, lines: readonly string[]): readonly string[] {
  return lines.length === 0 ? [] : ['', title, ...lines];
}

function titleLines(comparison: Comparison): readonly string[] {
  const { base, head, totals } = comparison;
  const cpu = totals.find(({ metric }) => metric === 'cpuMsPerRequest');
  return [
    `${nameOf(head)}, against ${nameOf(base)}`,
    '',
    `${verdictSentences[comparison.verdict]}${cpu === undefined ? '' : ` CPU per request: ${cpuWords(cpu)}.`}`,
  ];
}

const verdictSentences: Readonly<Record<ChangeVerdict, string>> = {
  better: 'Better.',
  worse: 'Worse.',
  same: 'No difference beyond what two runs of the same code may show.',
  unclear: 'Unclear: these two runs cannot tell.',
};

function nameOf({ name, commit, dirty, startedAt }: ComparedRun): string {
  const revision = commit === undefined ? '' : ` at ${commit.slice(0, 8)}${dirty === true ? '+' : ''}`;
  return `${name}${revision} (${startedAt.slice(0, 16).replace('T', ' ')} UTC)`;
}

function cpuWords({ base, head, ratio, verdict }: Change): string {
  if (base === undefined || head === undefined) return 'not known of both';
  const interval = ratio?.low === undefined ? '' : `, ${changeText(ratio.low)} to ${changeText(ratio.high)}`;
  return `${ms(base)} → ${ms(head)} (${changeText(ratio?.value)}${interval}; ${verdict ?? 'not judged'})`;
}

/** +12%, −3.1%; empty where it is not known. */
function changeText(ratio: number | undefined): string {
  if (ratio === undefined) return '';
  const change = ratio - 1;
  return `${change < 0 ? '−' : '+'}${share(Math.abs(change))}`;
}

interface Section {
  readonly title: string;
  readonly columns: readonly Column[];
}

function sectionsOf({ totals, routes, functions }: Comparison): readonly Section[] {
  const changed = functions.filter(({ cpuMsPerRequest: { verdict } }) => verdict === 'better' || verdict === 'worse');
  const shown = changed.slice(0, mostFunctions);
  const rest = functions.length - shown.length;
  return [
    {
      title: 'In all',
      columns: [
        words('figure', totals, ({ metric }) => totalNames[metric].name),
        ...changeColumns(totals, (total) => ({ change: total, text: totalNames[total.metric].text })),
      ],
    },
    {
      title: 'Routes, CPU per request',
      columns: [
        words('route', routes, (route) => plain(routeName(route))),
        ...changeColumns(routes, (route) => ({ change: route.cpuMsPerRequest, text: ms })),
      ],
    },
    {
      title:
        shown.length === 0
          ? `Functions: none of ${functions.length} differs for certain`
          : `Functions that differ for certain, own CPU per request (${rest} more do not, or not for certain)`,
      columns: shown.length === 0 ? [] : functionColumns(shown),
    },
  ].filter(({ columns, title }) => columns.length > 0 || title.startsWith('Functions'));
}

function functionColumns(functions: readonly ComparedFunction[]): readonly Column[] {
  return [
    words('function', functions, ({ name }) => plain(name)),
    ...changeColumns(functions, (fn) => ({ change: fn.cpuMsPerRequest, text: ms })),
    words('place', functions, placeOf),
  ];
}

interface Shown {
  readonly change: Change;
  readonly text: (value: number) => string;
}

function changeColumns<T>(rows: readonly T[], of: (row: T) => Shown): readonly Column[] {
  const shown = rows.map(of);
  const figure = (key: 'base' | 'head') => (row: Shown) => {
    const value = row.change[key];
    return value === undefined ? '–' : row.text(value);
  };
  return [
    numbers('base', shown, figure('base')),
    numbers('head', shown, figure('head')),
    numbers('change', shown, ({ change }) => changeText(change.ratio?.value)),
    words('verdict', shown, ({ change }) => change.verdict ?? ''),
  ];
}

const totalNames: Readonly<
  Record<Comparison['totals'][number]['metric'], { readonly name: string; readonly text: (value: number) => string }>
> = {
  cpuMsPerRequest: { name: 'CPU per request', text: ms },
  gcMsPerRequest: { name: 'garbage collection per request', text: ms },
  allocatedBytesPerRequest: { name: 'allocated per request', text: bytes },
  bytesOutPerRequest: { name: 'sent per request', text: bytes },
  rssPeakBytes: { name: 'peak RSS', text: bytes },
  heapUsedPeakBytes: { name: 'peak heap', text: bytes },
  latencyP50Ms: { name: 'latency p50', text: ms },
  latencyP99Ms: { name: 'latency p99', text: ms },
  requestsPerSecondPerCore: { name: 'requests per second and core', text: rate },
  usdPerMillionRequests: { name: 'compute per 1M requests', text: unitUsd },
  errorShare: { name: 'failed requests', text: share },
};

function caveatLines({ caveats, leastCpuShare }: Comparison): readonly string[] {
  return [
    ...caveats.map((caveat) => `- ${caveatWords(caveat)}`),
    `- The two were measured one after the other, in two processes: of CPU, less than ${share(leastCpuShare)} is not counted as a difference.`,
  ];
}

function caveatWords(caveat: Caveat): string {
  switch (caveat.kind) {
    case 'processor':
      return `Two kinds of processor (${caveat.base}; ${caveat.head}): CPU time is not judged.`;
    case 'nodeVersion':
      return `Two versions of Node.js (${caveat.base}; ${caveat.head}): what differs may be the runtime’s.`;
    case 'command':
      return `Two commands (${caveat.base}; ${caveat.head}): they may not do the same work, so CPU time is not judged.`;
    case 'mix':
      return 'The load was not the same mix of routes: the totals are not judged, the routes are.';
    case 'partial':
      return `The measurement of ${caveat.run} ended before its time.`;
    case 'pace':
      return `${paceWords(caveat.ratio)}: a difference of CPU counts only where it remains when that is taken off. CPU per request is then ${changeText(caveat.cpuRatio)}.`;
    case 'noise':
      return `The machine was busy with something else while ${caveat.run} was measured.`;
  }
}

function paceWords(ratio: number): string {
  const [slower, faster] = [share(ratio - 1), share(1 / ratio - 1)];
  return ratio > 1
    ? `The machine took ${slower} longer for the same work while head was measured`
    : `The machine took ${faster} longer for the same work while base was measured`;
}
