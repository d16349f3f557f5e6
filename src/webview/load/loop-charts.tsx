/** The event loop over the time of the measurement: how late it was, how busy, how much of it was garbage collection. */
import type { VNode } from 'preact';
import { useMemo } from 'preact/hooks';
import type { LoopMoment } from '../../model/report-totals.ts';
import type { Report } from '../../model/report.ts';
import { roomAboveEachOther, type Axis, type ChartData, type Series } from '../chart/chart-data.ts';
import { Chart } from '../chart/chart.tsx';
import { phaseBands } from '../phase-bands.ts';
import { useWords, type Words } from '../words.ts';

export function LoopCharts({ report }: { readonly report: Report }): VNode | null {
  const words = useWords();
  const charts = useMemo(() => loopCharts(report, words), [report, words]);
  if (charts.length === 0) return null;
  return (
    <section aria-labelledby="loop-over-time">
      <h3 id="loop-over-time">{words.t('loopOverTime')}</h3>
      <p class="detail">{words.t('loopOverTimeHint')}</p>
      {charts.map((data) => (
        <Chart key={data.title} data={data} height={130} />
      ))}
    </section>
  );
}

function loopCharts({ eventLoop, memory }: Report, words: Words): readonly ChartData[] {
  const { t, ms, share, seconds } = words;
  const moments = eventLoop?.timeline ?? [];
  if (moments.length === 0) return [];
  const domain = [moments[0]?.startMs ?? 0, Math.max(...moments.map(({ endMs }) => endMs))] as const;
  const x: Axis = { title: t('time'), text: (value) => seconds(value / 1000), domain };
  const dots = (name: string, value: (moment: LoopMoment) => number | undefined): Series => ({
    ...{ name, shape: 'dot' },
    points: moments.flatMap((moment) => {
      const y = value(moment);
      return y === undefined ? [] : [{ x: (moment.startMs + moment.endMs) / 2, y }];
    }),
  });
  const bands = phaseBands(memory?.phases ?? [], words);
  return [
    {
      title: t('loopDelayChart'),
      x,
      y: { title: t('latencyAxis'), text: ms, room: roomAboveEachOther },
      series: [
        dots(t('median'), ({ delayP50Ms }) => delayP50Ms),
        dots(t('p90'), ({ delayP90Ms }) => delayP90Ms),
        dots(t('longest'), ({ delayMaxMs }) => delayMaxMs),
      ].filter(({ points }) => points.length > 0),
      bands,
    },
    {
      title: t('loopBusyChart'),
      x,
      y: { title: t('share'), text: share, domain: [0, 1], room: roomAboveEachOther },
      series: [
        dots(t('mixAll'), ({ utilization, alone }) => (alone === true ? undefined : utilization)),
        dots(t('oneRoute'), ({ utilization, alone }) => (alone === true ? utilization : undefined)),
      ].filter(({ points }) => points.length > 0),
      bands,
    },
    {
      title: t('gcShareChart'),
      x,
      y: { title: t('share'), text: share, room: roomAboveEachOther },
      series: [dots(t('gcTimeShare'), ({ gcShare }) => gcShare)],
      bands,
    },
  ];
}
