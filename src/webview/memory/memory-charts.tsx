/** Heap, resident and external memory over the time of the measurement, and the pauses for garbage collection under them. */
import type { VNode } from 'preact';
import { useMemo } from 'preact/hooks';
import type { Memory } from '../../model/report-memory.ts';
import { roomAboveEachOther, type Axis, type ChartData, type Series } from '../chart/chart-data.ts';
import { Chart } from '../chart/chart.tsx';
import { phaseBands } from '../phase-bands.ts';
import { useWords, type Words } from '../words.ts';

export function MemoryCharts({ memory }: { readonly memory: Memory }): VNode {
  const words = useWords();
  const charts = useMemo(() => memoryCharts(memory, words), [memory, words]);
  return (
    <section aria-labelledby="memory-over-time">
      <h3 id="memory-over-time">{words.t('memoryOverTime')}</h3>
      {charts.map(({ data, height }) => (
        <Chart key={data.title} data={data} height={height} />
      ))}
    </section>
  );
}

const gcKinds = ['minor', 'major', 'incremental', 'weakCallbacks'] as const;

function memoryCharts(
  { timeline, phases, collections }: Memory,
  words: Words,
): readonly { readonly data: ChartData; readonly height: number }[] {
  const { t, bytes, ms, seconds, count } = words;
  const { atMs } = timeline;
  const x: Axis = {
    title: t('time'),
    text: (value) => seconds(value / 1000),
    domain: [0, Math.max(1, atMs.at(-1) ?? 0, ...phases.map(({ endMs }) => endMs))],
  };
  const bands = phaseBands(phases, words);
  const line = (name: string, values: readonly number[]): Series => ({
    ...{ name, shape: 'line' },
    points: atMs.flatMap((at, index) => {
      const y = values[index];
      return y === undefined ? [] : [{ x: at, y }];
    }),
  });
  const pauses = gcKinds.map((kind): Series => ({
    ...{ name: t(`gcKind_${kind}`), shape: 'dot' },
    points: collections.startMs.flatMap((at, index) =>
      // Pauses before the first note of memory are of the start, of which nothing else is shown.
      collections.kind[index] === kind && at >= 0 ? [{ x: at, y: collections.durationMs[index] ?? 0 }] : [],
    ),
  }));
  const { dropped } = collections;
  return [
    {
      height: 220,
      data: {
        title: t('memoryChart'),
        x,
        y: { title: t('bytesAxis'), text: bytes, room: roomAboveEachOther },
        series: [
          line(t('rss'), timeline.rssBytes),
          line(t('heapUsed'), timeline.heapUsedBytes),
          line(t('external'), timeline.externalBytes),
        ],
        bands,
      },
    },
    {
      height: 110,
      data: {
        title: dropped === 0 ? t('gcChart') : t('gcChartMore', count(dropped)),
        x,
        y: { title: t('latencyAxis'), text: ms, room: roomAboveEachOther },
        series: pauses.filter(({ points }) => points.length > 0),
        bands,
      },
    },
  ];
}
