/** The climb to the breaking point: what was offered and answered, how late answers came, and what filled up. */
import type { VNode } from 'preact';
import { useMemo } from 'preact/hooks';
import type { LoadPoint } from '../../model/load-point.ts';
import type { Capacity } from '../../model/report-capacity.ts';
import { roomAboveEachOther, type Axis, type ChartData, type Mark, type Series } from '../chart/chart-data.ts';
import { Chart } from '../chart/chart.tsx';
import { figureColumn, type Column } from '../column.ts';
import { DataTable } from '../data-table.tsx';
import { useWords, type Words } from '../words.ts';
import { climbSentences } from './climb-words.ts';

export function Climb({ capacity }: { readonly capacity: Capacity }): VNode | null {
  const words = useWords();
  const charts = useMemo(() => climbCharts(capacity, words), [capacity, words]);
  const columns = useMemo(() => stepColumns(words), [words]);
  const { curve = [] } = capacity;
  if (curve.length === 0) return null;
  return (
    <section aria-labelledby="climb">
      <h3 id="climb">{words.t('climb')}</h3>
      {climbSentences(capacity, words).map((sentence) => (
        <p key={sentence}>{sentence}</p>
      ))}
      {charts.map((data) => (
        <Chart key={data.title} data={data} />
      ))}
      <DataTable
        name="climb"
        caption={words.t('climbCaption')}
        columns={columns}
        rows={curve}
        sort={{ key: 'offered', descending: false }}
        searchText={stepKey}
        rowKey={stepKey}
      />
    </section>
  );
}

const stepKey = ({ offered }: LoadPoint): string => String(offered);

function climbCharts({ curve = [], knee, breaking, objectiveMs }: Capacity, words: Words): readonly ChartData[] {
  const { t, rate, ms, share } = words;
  const offered = curve.map((point) => point.offered);
  const most = Math.max(...offered, ...curve.map(({ achieved }) => achieved));
  const x: Axis = { title: t('offered'), text: rate, domain: [Math.min(...offered) * 0.9, most * 1.05] };
  const marks: readonly Mark[] = [
    ...(knee === undefined ? [] : [{ axis: 'x' as const, at: knee.offered, text: t('knee') }]),
    ...(breaking === undefined ? [] : [{ axis: 'x' as const, at: breaking.offered, text: t('breaking') }]),
  ];
  const line = (name: string, value: (point: LoadPoint) => number | undefined): Series => ({
    ...{ name, shape: 'line' },
    points: curve.flatMap((point) => {
      const y = value(point);
      return y === undefined ? [] : [{ x: point.offered, y }];
    }),
  });
  const objective: readonly Mark[] =
    objectiveMs === undefined ? [] : [{ axis: 'y', at: objectiveMs, text: t('objective') }];
  return [
    {
      title: t('throughputChart'),
      x,
      y: { title: t('perSecond'), text: rate, room: roomAboveEachOther },
      series: [line(t('answered'), ({ achieved }) => achieved), line(t('due'), (point) => point.offered)],
      marks,
    },
    {
      title: t('latencyChart'),
      x,
      y: { title: t('latencyAxis'), text: ms, room: roomAboveEachOther },
      series: [line(t('p50'), ({ p50Ms }) => p50Ms), line(t('p99'), ({ p99Ms }) => p99Ms)],
      marks: [...marks, ...objective],
    },
    {
      title: t('fullChart'),
      x,
      y: { title: t('share'), text: share, domain: [0, 1], room: roomAboveEachOther },
      series: [
        line(t('loopBusy'), ({ eventLoopUtilization }) => eventLoopUtilization),
        line(t('failed'), ({ errorShare }) => errorShare),
      ],
      marks,
    },
  ];
}

function stepColumns({ t, rate, ms, share, bytes }: Words): readonly Column<LoadPoint>[] {
  const figure = figureColumn<LoadPoint>;
  return [
    figure('offered', t('offered'), ({ offered }) => offered, rate),
    figure('answered', t('answered'), ({ achieved }) => achieved, rate),
    figure('p50', t('p50'), ({ p50Ms }) => p50Ms, ms),
    figure('p99', t('p99'), ({ p99Ms }) => p99Ms, ms),
    figure('loop', t('loopBusy'), ({ eventLoopUtilization }) => eventLoopUtilization, share),
    figure('cores', t('cores'), ({ cores }) => cores, rate),
    figure('rss', t('rss'), ({ rssBytes }) => rssBytes, bytes),
    figure('failed', t('failed'), ({ errorShare }) => errorShare, share),
    {
      key: 'verdict',
      title: t('stepVerdict'),
      value: ({ limits }) => limits.join(),
      cell: ({ limits, valid }) =>
        [
          limits.length === 0 ? t('keptUp') : limits.map((limit) => t(`limit_${limit}`)).join(', '),
          ...(valid ? [] : [t('generatorLate')]),
        ].join('; '),
    },
  ];
}
