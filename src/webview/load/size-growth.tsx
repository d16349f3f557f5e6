/** How the CPU of a request grows with what is asked for: route by route as a curve, and the functions that make it grow. */
import type { VNode } from 'preact';
import { useMemo } from 'preact/hooks';
import { routeName } from '../../model/format.ts';
import type { FunctionGrowth, GrowthWithSize } from '../../model/report-sizes.ts';
import type { Report } from '../../model/report.ts';
import type { ChartData } from '../chart/chart-data.ts';
import { Chart } from '../chart/chart.tsx';
import { figureColumn, type Column } from '../column.ts';
import { DataTable } from '../data-table.tsx';
import { Place } from '../place.tsx';
import { useWords, type Words } from '../words.ts';

/** Nobody looks at more curves; the table has all. */
const mostCharts = 6;

interface Row extends FunctionGrowth {
  readonly route: string;
}

export function SizeGrowth({ report: { growthWithSize = [] } }: { readonly report: Report }): VNode | null {
  const words = useWords();
  const { t } = words;
  const charts = useMemo(() => growthWithSize.slice(0, mostCharts).map(chartOf(words)), [growthWithSize, words]);
  const rows = useMemo(() => growthWithSize.flatMap(rowsOf), [growthWithSize]);
  const columns = useMemo(() => growthColumns(words), [words]);
  if (growthWithSize.length === 0) return null;
  return (
    <section aria-labelledby="size-growth">
      <h3 id="size-growth">{t('sizeGrowth')}</h3>
      <p class="detail">{t('sizeGrowthHint')}</p>
      {charts.map((data) => (
        <Chart key={data.title} data={data} height={150} />
      ))}
      <DataTable
        name="sizeGrowth"
        caption={t('sizeGrowthCaption')}
        columns={columns}
        rows={rows}
        sort={{ key: 'share', descending: true }}
        searchText={rowText}
        rowKey={rowText}
      />
    </section>
  );
}

const nameOf = (growth: GrowthWithSize): string => `${routeName(growth)}, ${growth.parameter}`;
const rowText = ({ route, name, functionId }: Row): string => `${route} ${name} ${functionId}`;

function rowsOf(growth: GrowthWithSize): readonly Row[] {
  return growth.functions.map((fn) => ({ ...fn, route: nameOf(growth) }));
}

function powerOf({ exponent, interval }: Pick<GrowthWithSize, 'exponent' | 'interval'>, { t, rate }: Words): string {
  return t('sizePower', rate(exponent), rate(interval.low), rate(interval.high));
}

/** Each step of either axis is so many times the one before, so that a straight line's slope is the exponent. */
function chartOf(words: Words): (growth: GrowthWithSize) => ChartData {
  const { t, ms, count } = words;
  return (growth) => {
    const points = growth.points.map(({ size, cpuMsPerRequest }) => ({ x: size, y: cpuMsPerRequest }));
    const log = points.every(({ x, y }) => x > 0 && y > 0) ? ({ scale: 'log' } as const) : {};
    return {
      title: `${nameOf(growth)}: ${powerOf(growth, words)}`,
      x: { title: growth.parameter, text: count, ticks: points.map(({ x }) => x), ...log },
      y: { title: t('cpuPerRequest'), text: ms, ...log },
      series: [{ name: t('cpuPerRequest'), shape: 'line', points }],
    };
  };
}

function growthColumns(words: Words): readonly Column<Row>[] {
  const { t, share } = words;
  return [
    {
      key: 'name',
      title: t('functionName'),
      value: ({ name }) => name,
      cell: ({ name, file, line }) => (
        <>
          <span class="name">{name}</span>
          <br />
          <Place file={file} line={line} />
        </>
      ),
    },
    { key: 'route', title: t('route'), value: ({ route }) => route, cell: ({ route }) => route },
    figureColumn('share', t('sizeShare'), ({ ownShare }) => ownShare, share),
    {
      ...{ key: 'power', title: t('sizeGrowsAs'), numeric: true },
      value: ({ exponent }) => exponent,
      cell: (row) => powerOf(row, words),
    },
  ];
}
