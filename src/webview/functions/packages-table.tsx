/** What packages cost; each opens to who calls it. A real table with buttons, so that it is read and opened without a mouse. */
import type { VNode } from 'preact';
import { useContext, useMemo, useState } from 'preact/hooks';
import type { PackageFigure, ReportPackages } from '../../model/report-packages.ts';
import type { Column } from '../column.ts';
import { usePrinting } from '../frame/use-printing.ts';
import { useViewText } from '../frame/use-view.ts';
import { Place } from '../place.tsx';
import { searchRows } from '../rows.ts';
import { SearchField } from '../search-field.tsx';
import { csvOf } from '../share/csv.ts';
import { fileNameOf } from '../share/file-name.ts';
import { PageContext, useWords, type Words } from '../words.ts';
import {
  flatRows,
  openAtFirst,
  packageRows,
  textOfRow,
  type CallRow,
  type FlatRow,
  type PackageRow,
} from './package-rows.ts';
import './packages.css';

/** As a table of functions: more are one click away. */
const firstRows = 50;

export function PackagesTable({ packages }: { readonly packages: ReportPackages }): VNode {
  const words = useWords();
  const { t, count } = words;
  const { save } = useContext(PageContext);
  const printing = usePrinting();
  const rows = useMemo(() => packageRows(packages, t), [packages, t]);
  const [open, setOpen] = useState(() => openAtFirst(rows));
  const [query, setQuery] = useViewText('packages.search');
  const [all, setAll] = useState(false);
  const found = searchRows(rows, textOfRow, query);
  const shown = all && !printing ? found : found.slice(0, firstRows);
  const most = Math.max(0, ...rows.map(({ figure }) => figure.share));
  const openable = shown.filter(({ calls }) => calls.length > 0);
  const isAllOpen = openable.every(({ key }) => open.has(key));
  const toggle = (key: string): void => {
    const changed = new Set(open);
    if (!changed.delete(key)) changed.add(key);
    setOpen(changed);
  };
  return (
    <>
      <p>{t('packageCallsHint')}</p>
      {rows.length > 8 && (
        <p class="search">
          <SearchField query={query} onQuery={setQuery} />{' '}
          <span role="status">{t('found', count(found.length), count(rows.length))}</span>
        </p>
      )}
      <div class="scroll" role="region" aria-label={t('packageCallsCaption')} tabIndex={0}>
        <table class="packages">
          <caption>{t('packageCallsCaption')}</caption>
          <thead>
            <tr>
              <th scope="col">{t('kind_dependency')}</th>
              <th scope="col" class="number">
                {t('share')}
              </th>
              <th scope="col" class="number">
                {t('packageCallCpu')}
              </th>
              <th scope="col" class="number" title={t('packageIntervalHint')}>
                {t('packageInterval')}
              </th>
            </tr>
          </thead>
          {shown.map((row) => (
            <Package
              key={row.key}
              {...{ row, words, most }}
              isOpen={open.has(row.key)}
              onToggle={() => {
                toggle(row.key);
              }}
            />
          ))}
        </table>
      </div>
      {found.length === 0 && <p>{t('nothingFound')}</p>}
      <p class="table-tools">
        {shown.length < found.length && (
          <button
            type="button"
            onClick={() => {
              setAll(true);
            }}
          >
            {t('showAll', count(found.length))}
          </button>
        )}
        {openable.length > 0 && (
          <button
            type="button"
            class="link"
            onClick={() => {
              setOpen(isAllOpen ? new Set() : new Set(openable.map(({ key }) => key)));
            }}
          >
            {t(isAllOpen ? 'packageCloseAll' : 'packageOpenAll')}
          </button>
        )}
        <button
          type="button"
          class="link"
          onClick={() => {
            save(fileNameOf('packages', 'csv'), csvOf(fileColumns(words), flatRows(found)));
          }}
        >
          {t('saveCsv')}
        </button>
      </p>
    </>
  );
}

interface PackageProps {
  readonly row: PackageRow;
  readonly words: Words;
  /** The largest share of all rows, against which bars are drawn. */
  readonly most: number;
  readonly isOpen: boolean;
  readonly onToggle: () => void;
}

function Package({ row, words, most, isOpen, onToggle }: PackageProps): VNode {
  const { label, figure, calls } = row;
  return (
    <tbody>
      <tr>
        <th scope="row">
          {calls.length === 0 ? (
            <span class="package-name">{label}</span>
          ) : (
            <button type="button" class="link package-name" aria-expanded={isOpen} onClick={onToggle}>
              <span class="package-arrow" aria-hidden="true">
                {isOpen ? '▾' : '▸'}
              </span>
              {label}
            </button>
          )}
        </th>
        <FigureCells {...{ figure, words, most }} />
      </tr>
      {isOpen &&
        calls.map((call) => (
          <tr key={call.key} class="package-call">
            <th scope="row">
              <Call call={call} />
            </th>
            <FigureCells figure={call.figure} {...{ words, most }} />
          </tr>
        ))}
    </tbody>
  );
}

function Call({ call: { entry, who, caller, file, line } }: { readonly call: CallRow }): VNode {
  return (
    <>
      {entry !== undefined && <span class="name">{`${entry} `}</span>}
      {who}
      {caller !== undefined && <span class="package-caller">{` ${caller}`}</span>}
      {file !== undefined && ' '}
      <Place file={file} line={line} />
    </>
  );
}

interface FigureProps {
  readonly figure: PackageFigure;
  readonly words: Words;
  readonly most: number;
}

function FigureCells({ figure: { cpuMsPerRequest, share: part, interval }, words, most }: FigureProps): VNode {
  const { t, ms, share } = words;
  return (
    <>
      <td class="number">
        <span class="share">
          {share(part)}
          <span class="bar" aria-hidden="true">
            <span style={{ width: `${most > 0 ? (100 * part) / most : 0}%` }} />
          </span>
        </span>
      </td>
      <td class="number">{ms(cpuMsPerRequest)}</td>
      <td class="number">{interval === undefined ? '' : t('packageRange', ms(interval.low), ms(interval.high))}</td>
    </>
  );
}

function fileColumns({ t }: Words): readonly Column<FlatRow>[] {
  const column = (key: string, title: string, value: Column<FlatRow>['value']): Column<FlatRow> => ({
    ...{ key, title, value, cell: value },
  });
  return [
    column('package', t('kind_dependency'), ({ label }) => label),
    column('function', t('functionName'), ({ call }) => call?.entry),
    column('caller', t('packageCaller'), ({ call }) =>
      call === undefined ? undefined : [call.who, call.caller].filter(Boolean).join(' '),
    ),
    column('place', t('treePlace'), ({ call }) =>
      call?.file === undefined ? undefined : `${call.file}:${call.line ?? ''}`,
    ),
    column('share', t('share'), ({ figure }) => figure.share),
    column('cpu', `${t('packageCallCpu')} (ms)`, ({ figure }) => figure.cpuMsPerRequest),
    column('low', `${t('packageInterval')} ≥`, ({ figure }) => figure.interval?.low),
    column('high', `${t('packageInterval')} ≤`, ({ figure }) => figure.interval?.high),
  ];
}
