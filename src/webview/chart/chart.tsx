/**
 * A chart: drawn as SVG, read point by point with the arrow keys or the pointer, and the same as a table. In: ChartData. No library
 * does all of that under the page's security policy (bench/README.md has those that were tried).
 */
import type { RefObject, VNode } from 'preact';
import { useContext, useId, useMemo, useRef, useState } from 'preact/hooks';
import { fileNameOf } from '../share/file-name.ts';
import { PageContext, useWords } from '../words.ts';
import { stopsOf, valueAt, type ChartData } from './chart-data.ts';
import './chart.css';
import { ChartTable } from './chart-table.tsx';
import { Drawing } from './drawing.tsx';
import { layoutOf } from './layout.ts';
import { toPng } from './to-png.ts';
import { toSvg } from './to-svg.ts';
import { useWidth } from './use-width.ts';

export interface ChartProps {
  readonly data: ChartData;
  /** Of the part between the axes, pixels. */
  readonly height?: number;
}

export function Chart({ data, height = 200 }: ChartProps): VNode {
  const { t } = useWords();
  const box = useRef<HTMLDivElement>(null);
  const width = useWidth(box);
  const layout = useMemo(() => layoutOf(data, Math.max(240, width), height), [data, width, height]);
  const stops = useMemo(() => stopsOf(data.series), [data]);
  const [stop, setStop] = useState<number | undefined>(undefined);
  const at = stop === undefined ? undefined : stops[Math.min(stop, stops.length - 1)];
  const id = useId();
  const move = (to: number): void => {
    setStop(Math.max(0, Math.min(stops.length - 1, to)));
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const next = { ArrowRight: (stop ?? -1) + 1, ArrowLeft: (stop ?? 1) - 1, Home: 0, End: stops.length - 1 }[
      event.key
    ];
    if (next === undefined) return;
    event.preventDefault();
    move(next);
  };
  return (
    <figure class="chart">
      <figcaption id={id}>{data.title}</figcaption>
      <div
        ref={box}
        class="drawing"
        role="slider"
        tabIndex={0}
        aria-labelledby={id}
        aria-valuemin={0}
        aria-valuemax={Math.max(0, stops.length - 1)}
        aria-valuenow={stop ?? 0}
        aria-valuetext={readingOf(data, at ?? stops[0])}
        onKeyDown={onKeyDown}
        onPointerMove={(event) => {
          const x = event.clientX - event.currentTarget.getBoundingClientRect().left;
          move(nearest(stops.map(layout.x.at), x));
        }}
        onPointerLeave={() => {
          setStop(undefined);
        }}
      >
        {width > 0 && <Drawing data={data} layout={layout} cursor={at} />}
      </div>
      <p class="reading" aria-hidden="true">
        {at === undefined ? t('chartHint') : readingOf(data, at)}
      </p>
      <div class="chart-tools">
        <ChartTable data={data} stops={stops} />
        <SaveChart box={box} title={data.title} />
      </div>
    </figure>
  );
}

function SaveChart({ box, title }: { readonly box: RefObject<HTMLElement>; readonly title: string }): VNode {
  const { words, save } = useContext(PageContext);
  const drawn = (): SVGSVGElement | undefined => box.current?.querySelector('svg') ?? undefined;
  const saveSvg = (): void => {
    const svg = drawn();
    if (svg !== undefined) save(fileNameOf(title, 'svg'), toSvg(svg));
  };
  const savePng = async (): Promise<void> => {
    const svg = drawn();
    const picture = svg === undefined ? undefined : await toPng(svg);
    if (picture !== undefined) save(fileNameOf(title, 'png'), picture);
  };
  return (
    <>
      <button type="button" class="link" onClick={saveSvg}>
        {words.t('chartSave')}
      </button>
      <button type="button" class="link" onClick={() => void savePng()}>
        {words.t('chartSavePng')}
      </button>
    </>
  );
}

/** "210: answered 205; due 210". */
function readingOf({ x, y, series }: ChartData, at: number | undefined): string {
  if (at === undefined) return '';
  const values = series.flatMap((each) => {
    const value = valueAt(each, at);
    return value === undefined ? [] : [`${each.name} ${y.text(value)}`];
  });
  return `${x.title} ${x.text(at)}: ${values.join(', ')}`;
}

function nearest(places: readonly number[], x: number): number {
  return places.reduce((best, place, index) => {
    return Math.abs(place - x) < Math.abs((places[best] ?? Infinity) - x) ? index : best;
  }, 0);
}
