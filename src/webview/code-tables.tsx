/** The tables of code: functions, lines and routes. */
import type { VNode } from 'preact';
import { useMemo } from 'preact/hooks';
import type { Report, ReportFunction, ReportLine, ReportRoute } from '../model/report.ts';
import { DataTable, type Column } from './data-table.tsx';
import { Place } from './place.tsx';
import { useWords, type Words } from './words.ts';

export function FunctionsTable({ report }: { readonly report: Report }): VNode {
  const words = useWords();
  const columns = useMemo(() => functionColumns(words, report), [words, report]);
  return (
    <DataTable
      caption={words.t('functionsCaption')}
      columns={columns}
      rows={report.functions}
      sort={{ key: 'self', descending: true }}
      searchText={functionText}
      rowKey={({ id }) => id}
    />
  );
}

function functionText({ name, file, origin, package: ofPackage = '' }: ReportFunction): string {
  return `${name} ${file} ${origin} ${ofPackage}`;
}

function functionColumns(
  { t, ms, bytes, usd, unitUsd, share }: Words,
  { functions }: Report,
): Column<ReportFunction>[] {
  const most = Math.max(...functions.map(({ selfShare }) => selfShare));
  const numeric = true;
  const known = (key: keyof ReportFunction) => functions.some((fn) => fn[key] !== undefined);
  const columns: (Column<ReportFunction> | false)[] = [
    { key: 'name', title: t('functionName'), value: ({ name }) => name, cell: (fn) => <FunctionName fn={fn} /> },
    {
      key: 'self',
      title: t('selfCpu'),
      hint: t('selfCpuHint'),
      numeric,
      value: (fn) => fn.selfCpuMsPerRequest,
      cell: (fn) => (
        <span title={intervalText(t('between', ms(fn.interval?.low), ms(fn.interval?.high)), fn)}>
          {ms(fn.selfCpuMsPerRequest)}
        </span>
      ),
    },
    {
      key: 'share',
      title: t('share'),
      hint: t('selfCpuHint'),
      numeric,
      value: (fn) => fn.selfShare,
      cell: (fn) => <ShareBar text={share(fn.selfShare)} part={most > 0 ? fn.selfShare / most : 0} />,
    },
    {
      key: 'total',
      title: t('totalCpu'),
      hint: t('totalCpuHint'),
      numeric,
      value: (fn) => fn.totalCpuMsPerRequest,
      cell: (fn) => ms(fn.totalCpuMsPerRequest),
    },
    known('gcCpuMsPerRequest') && {
      key: 'gc',
      title: t('gc'),
      hint: t('gcHint'),
      numeric,
      value: (fn) => fn.gcCpuMsPerRequest,
      cell: (fn) => ms(fn.gcCpuMsPerRequest),
    },
    known('allocatedBytesPerRequest') && {
      key: 'alloc',
      title: t('alloc'),
      hint: t('allocHint'),
      numeric,
      value: (fn) => fn.allocatedBytesPerRequest,
      cell: (fn) => bytes(fn.allocatedBytesPerRequest),
    },
    known('usdPerMillionRequests') && {
      key: 'usd',
      title: t('usdSelf'),
      hint: t('usdSelfHint'),
      numeric,
      value: (fn) => fn.usdPerMillionRequests,
      cell: (fn) => unitUsd(fn.usdPerMillionRequests),
    },
    known('totalUsdPerMillionRequests') && {
      key: 'upTo',
      title: t('usdTotal'),
      hint: t('usdTotalHint'),
      numeric,
      value: (fn) => fn.totalUsdPerMillionRequests,
      cell: (fn) => unitUsd(fn.totalUsdPerMillionRequests),
    },
    known('usdPerMonth') && {
      key: 'month',
      title: t('usdMonth'),
      hint: t('usdMonthHint'),
      numeric,
      value: (fn) => fn.usdPerMonth,
      cell: (fn) => usd(fn.usdPerMonth),
    },
  ];
  return columns.filter((column) => column !== false);
}

function intervalText(text: string, { interval }: ReportFunction): string | undefined {
  return interval === undefined ? undefined : text;
}

function FunctionName({ fn }: { readonly fn: ReportFunction }): VNode {
  const { t } = useWords();
  return (
    <>
      <span class="name">{fn.name}</span>
      {fn.confidence === 'low' && (
        <span class="tag" title={t('unsureHint')}>
          {t('unsure')}
        </span>
      )}
      {fn.origin !== 'app' && <span class="tag">{fn.package ?? fn.origin}</span>}
      <br />
      <Place file={fn.file} line={fn.line} />
    </>
  );
}

/** The bar repeats the number beside it, for the eye only. */
function ShareBar({ text, part }: { readonly text: string; readonly part: number }): VNode {
  return (
    <span class="share">
      {text}
      <span class="bar" aria-hidden="true">
        <span style={{ width: `${part * 100}%` }} />
      </span>
    </span>
  );
}

export function LinesTable({ report }: { readonly report: Report }): VNode {
  const words = useWords();
  const columns = useMemo(() => lineColumns(words, report), [words, report]);
  return (
    <DataTable
      caption={words.t('linesCaption')}
      columns={columns}
      rows={report.lines}
      sort={{ key: 'self', descending: true }}
      searchText={({ file, line }) => `${file}:${line}`}
      rowKey={({ file, line }) => `${file}:${line}`}
    />
  );
}

function lineColumns({ t, ms, bytes, share }: Words, { totals, lines }: Report): Column<ReportLine>[] {
  const total = totals.cpuMsPerRequest;
  const most = Math.max(...lines.map((line) => line.selfCpuMsPerRequest));
  const numeric = true;
  return [
    {
      key: 'place',
      title: t('line'),
      value: ({ file, line }) => `${file}:${String(line).padStart(7, '0')}`,
      cell: (line) => <Place {...line} />,
    },
    {
      key: 'self',
      title: t('selfCpu'),
      numeric,
      value: (line) => line.selfCpuMsPerRequest,
      cell: (line) => ms(line.selfCpuMsPerRequest),
    },
    {
      key: 'share',
      title: t('share'),
      numeric,
      value: (line) => line.selfCpuMsPerRequest,
      cell: (line) => (
        <ShareBar
          text={total > 0 ? share(line.selfCpuMsPerRequest / total) : ''}
          part={most > 0 ? line.selfCpuMsPerRequest / most : 0}
        />
      ),
    },
    {
      key: 'alloc',
      title: t('alloc'),
      numeric,
      value: (line) => line.allocatedBytesPerRequest,
      cell: (line) => bytes(line.allocatedBytesPerRequest),
    },
  ];
}

export function RoutesTable({ report }: { readonly report: Report }): VNode {
  const words = useWords();
  const columns = useMemo(() => routeColumns(words), [words]);
  return (
    <DataTable
      caption={words.t('routesCaption')}
      columns={columns}
      rows={report.routes}
      sort={{ key: 'cpu', descending: true }}
      searchText={({ method, path, file = '' }) => `${method} ${path} ${file}`}
      rowKey={({ method, path }) => `${method} ${path}`}
    />
  );
}

function routeColumns({ t, ms, bytes, unitUsd, share, rate, count }: Words): Column<ReportRoute>[] {
  const numeric = true;
  return [
    {
      key: 'route',
      title: t('route'),
      value: ({ method, path }) => `${path} ${method}`,
      cell: ({ method, path, file, line }) => (
        <>
          <span class="name">{`${method} ${path}`}</span>
          <br />
          <Place file={file} line={line} />
        </>
      ),
    },
    {
      key: 'cpu',
      title: t('cpuPerRequest'),
      numeric,
      value: (route) => route.cpuMsPerRequest,
      cell: (route) => ms(route.cpuMsPerRequest),
    },
    {
      key: 'alloc',
      title: t('alloc'),
      numeric,
      value: (route) => route.allocatedBytesPerRequest,
      cell: (route) => bytes(route.allocatedBytesPerRequest),
    },
    {
      key: 'out',
      title: t('bytesOut'),
      numeric,
      value: (route) => route.bytesOutPerRequest,
      cell: (route) => bytes(route.bytesOutPerRequest),
    },
    {
      key: 'p50',
      title: t('p50'),
      numeric,
      value: (route) => route.latencyMs.p50,
      cell: (route) => ms(route.latencyMs.p50),
    },
    {
      key: 'p99',
      title: t('p99'),
      numeric,
      value: (route) => route.latencyMs.p99,
      cell: (route) => ms(route.latencyMs.p99),
    },
    {
      key: 'perCore',
      title: t('perCore'),
      numeric,
      value: (route) => route.requestsPerSecondPerCore,
      cell: (route) => rate(route.requestsPerSecondPerCore),
    },
    {
      key: 'usd',
      title: t('usdSelf'),
      numeric,
      value: (route) => route.usdPerMillionRequests,
      cell: (route) => unitUsd(route.usdPerMillionRequests),
    },
    { key: 'mix', title: t('mix'), numeric, value: (route) => route.share, cell: (route) => share(route.share) },
    {
      key: 'requests',
      title: t('requests'),
      numeric,
      value: (route) => route.requests,
      cell: (route) => count(route.requests),
    },
  ];
}
