/**
 * In: two versions measured side by side. Out: text for a terminal, or Markdown for a pull request, the verdict in its first line. What has
 * not changed is counted, not listed.
 */
import type { FigureChange, FunctionChange, RouteChange, VersionComparison } from '../model/version-comparison.ts';
import { comparedFigures } from '../model/version-comparison.ts';
import { routeName } from '../model/format.ts';
import { plain } from '../model/plain-text.ts';
import { numbers, words, wrap } from './columns.ts';
import { ms } from './figures.ts';
import { escaped, markdownTable } from './markdown-text.ts';
import { placeOf } from './place-of.ts';
import { textTable, type Column } from './table.ts';
import {
  answersLine,
  changeOf,
  differenceOf,
  figureNames,
  noteLines,
  rangeOf,
  verdictLine,
  versionLine,
} from './version-words.ts';

const mostFunctions = 10;
const mostRoutes = 20;
/** GitHub takes comments of 65,536 characters. */
const mostCharacters = 60_000;

export function renderVersions(comparison: VersionComparison, { width }: { readonly width: number }): string {
  const paragraph = (line: string): readonly string[] => wrap(line, { width, first: '' });
  const table = (columns: readonly Column[]): readonly string[] =>
    textTable(columns, width - 2).map((line) => `  ${line}`);
  return [
    ...paragraph(verdictLine(comparison)),
    ...paragraph(answersLine(comparison)),
    ...paragraph(versionLine(comparison)),
    ...sectionsOf(comparison).flatMap(({ title, columns }) => ['', title, ...table(columns)]),
    ...hunksOf(comparison).flatMap(({ title, hunks }) => [
      '',
      title,
      ...hunks.split('\n').map((line) => `  ${plain(line)}`),
    ]),
    '',
    ...noteLines(comparison).flatMap(paragraph),
    '',
  ].join('\n');
}

export function renderVersionsMarkdown(comparison: VersionComparison): string {
  const head = [
    `**${escaped(verdictLine(comparison))}**`,
    '',
    escaped(answersLine(comparison)),
    '',
    escaped(versionLine(comparison)),
    ...sectionsOf(comparison).flatMap(({ title, columns }) => ['', `### ${title}`, '', ...markdownTable(columns)]),
  ];
  const notes = ['', ...noteLines(comparison).map((line) => `- ${escaped(line)}`), ''];
  const hunks = hunksOf(comparison).flatMap(({ title, hunks: text }) => [
    '',
    `### ${escaped(title)}`,
    '',
    ...fenced(text),
  ]);
  const whole = [...head, ...hunks, ...notes].join('\n');
  return whole.length <= mostCharacters ? whole : [...head, ...notes].join('\n').slice(0, mostCharacters);
}

function fenced(text: string): readonly string[] {
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = '`'.repeat(longest + 1);
  return [`${fence}diff`, ...text.split('\n').map(plain), fence];
}

interface Section {
  readonly title: string;
  readonly columns: readonly Column[];
}

function sectionsOf({ figures, routes, functions }: VersionComparison): readonly Section[] {
  const known = comparedFigures.filter(
    (figure) => figures[figure].base !== undefined || figures[figure].head !== undefined,
  );
  const shownRoutes = routes
    .filter(({ cpuMs }) => cpuMs.base !== undefined || cpuMs.head !== undefined)
    .slice(0, mostRoutes);
  const changed = functions.filter(({ verdict }) => verdict === 'better' || verdict === 'worse');
  const shown = changed.slice(0, mostFunctions);
  const all: readonly Section[] = [
    {
      title: 'In all',
      columns: [
        words('figure', known, (figure) => figureNames[figure].name),
        ...changeColumns(known.map((figure) => ({ change: figures[figure], text: figureNames[figure].text }))),
      ],
    },
    {
      title: 'Routes, CPU per request',
      columns: [
        words('route', shownRoutes, (route: RouteChange) => plain(routeName(route))),
        ...changeColumns(shownRoutes.map(({ cpuMs }) => ({ change: cpuMs, text: ms }))),
      ],
    },
    {
      title:
        changed.length === 0
          ? `Functions: none of ${functions.length} differs for certain`
          : `Functions that differ for certain: ${changed.length} of ${functions.length}`,
      columns: shown.length === 0 ? [] : functionColumns(shown),
    },
  ];
  return all.filter(({ columns, title }) => (columns[0]?.cells.length ?? 0) > 0 || title.startsWith('Functions'));
}

interface Shown {
  readonly change: FigureChange;
  readonly text: (value: number | undefined) => string;
}

function changeColumns(rows: readonly Shown[]): readonly Column[] {
  return [
    numbers('base', rows, ({ change, text }) => (change.base === undefined ? '–' : text(change.base))),
    numbers('head', rows, ({ change, text }) => (change.head === undefined ? '–' : text(change.head))),
    numbers('change', rows, ({ change }) => (change.ratio === undefined ? '' : changeOf(change.ratio.value))),
    words('between', rows, ({ change }) => (change.ratio === undefined ? '' : rangeOf(change.ratio))),
    words('verdict', rows, ({ change }) => change.verdict),
  ];
}

function functionColumns(functions: readonly FunctionChange[]): readonly Column[] {
  return [
    numbers('difference', functions, differenceOf),
    numbers('base', functions, (fn) => (fn.only === 'head' ? '–' : ms(fn.base))),
    numbers('head', functions, (fn) => (fn.only === 'base' ? '–' : ms(fn.head))),
    words('function', functions, ({ name }) => plain(name)),
    words(
      'place',
      functions,
      (fn) => `${placeOf(fn)}${fn.baseFile === undefined ? '' : plain(` (was in ${fn.baseFile})`)}`,
    ),
  ];
}

function hunksOf({ functions }: VersionComparison): readonly { readonly title: string; readonly hunks: string }[] {
  return functions
    .filter(({ verdict, hunks }) => hunks !== undefined && (verdict === 'better' || verdict === 'worse'))
    .slice(0, 3)
    .map((fn) => ({ title: `What changed in ${plain(fn.name)}`, hunks: fn.hunks ?? '' }));
}
