/** The picture of a chart. Series differ in dash and marker as well as in colour. */
import type { VNode } from 'preact';
import { valueAt, type ChartData, type Series } from './chart-data.ts';
import { pathOf, round, type Layout } from './layout.ts';

interface DrawingProps {
  readonly data: ChartData;
  readonly layout: Layout;
  /** Where on the x axis the reader is. */
  readonly cursor: number | undefined;
}

const tones = 6;
/** More points than this are a line; markers on each would hide it. */
const mostMarkers = 40;

export function Drawing({ data, layout, cursor }: DrawingProps): VNode {
  const { width, height } = layout;
  return (
    <svg
      class="plot"
      viewBox={`0 0 ${width} ${Math.ceil(height)}`}
      width={width}
      height={Math.ceil(height)}
      aria-hidden="true"
      focusable="false"
    >
      <Legend data={data} layout={layout} />
      <Bands data={data} layout={layout} />
      <Axes data={data} layout={layout} />
      <Bars data={data} layout={layout} />
      {data.series.map((series, index) => (
        <Line key={series.name} series={series} index={index} layout={layout} />
      ))}
      <Marks data={data} layout={layout} />
      <Cursor data={data} layout={layout} cursor={cursor} />
    </svg>
  );
}

type Part = Omit<DrawingProps, 'cursor'>;

function Legend({ data: { series, y }, layout: { legend } }: Part): VNode {
  return (
    <g>
      {legend.map(({ index, x, y: top }) => (
        <g key={index}>
          {series[index]?.shape === 'bar' ? (
            <rect class={`fill tone${index % tones}`} x={x} y={top - 10} width={20} height={10} />
          ) : (
            <path class={`stroke tone${index % tones} dash${index % tones}`} d={`M${x} ${top - 5}h20`} />
          )}
          <Marker index={index} x={x + 10} y={top - 5} shape={series[index]?.shape} />
          <text class="label" x={x + 26} y={top}>
            {series[index]?.name}
          </text>
        </g>
      ))}
      <text class="label soft" x={0} y={(legend.at(-1)?.y ?? 0) + 16}>
        {y.title}
      </text>
    </g>
  );
}

function Axes({ data: { x: xAxis, y: yAxis }, layout }: Part): VNode {
  const { x, y, plot, xTicks, yTicks } = layout;
  return (
    <g>
      {yTicks.map((tick) => (
        <g key={tick}>
          <path class="grid" d={`M${plot.left} ${round(y.at(tick))}H${plot.right}`} />
          <text class="label soft end" x={plot.left - 6} y={round(y.at(tick)) + 4} text-anchor="end">
            {yAxis.text(tick)}
          </text>
        </g>
      ))}
      <path class="axis" d={`M${plot.left} ${plot.bottom}H${plot.right}`} />
      {xTicks.map((tick) => (
        <g key={tick}>
          <path class="axis" d={`M${round(x.at(tick))} ${plot.bottom}v4`} />
          <text class="label soft" x={round(x.at(tick))} y={plot.bottom + 17} text-anchor="middle">
            {xAxis.text(tick)}
          </text>
        </g>
      ))}
      <text class="label soft" x={plot.right} y={plot.bottom + 35} text-anchor="end">
        {xAxis.title}
      </text>
    </g>
  );
}

/** Stretches of time: every other one shaded, its words above it where there is room. */
function Bands({ data: { bands = [] }, layout: { x, plot } }: Part): VNode {
  return (
    <g>
      {bands.map(({ from, to, text }, index) => {
        const left = Math.max(plot.left, x.at(from));
        const width = Math.min(plot.right, x.at(to)) - left;
        if (!(width > 0)) return null;
        return (
          <g key={from}>
            <rect
              class={`band band${index % 2}`}
              x={round(left)}
              y={plot.top}
              width={round(width)}
              height={plot.bottom - plot.top}
            />
            {width > text.length * 6 && (
              <text class="label soft" x={round(left) + 3} y={plot.top - 5}>
                {text}
              </text>
            )}
          </g>
        );
      })}
    </g>
  );
}

/** Of several series of bars, each has its part of the slot. */
function Bars({ data: { series }, layout: { x, y, plot, barWidth } }: Part): VNode {
  const bars = series.flatMap((each, index) => (each.shape === 'bar' ? [{ each, index }] : []));
  const each = barWidth / Math.max(1, bars.length);
  return (
    <g>
      {bars.flatMap(({ each: { points }, index }, order) =>
        points.map((point) => (
          <rect
            key={`${index} ${point.x}`}
            class={`fill tone${index % tones}`}
            x={round(x.at(point.x) - barWidth / 2 + order * each)}
            y={round(Math.min(y.at(point.y), plot.bottom))}
            width={round(Math.max(1, each - 1))}
            height={round(Math.abs(plot.bottom - y.at(point.y)))}
          />
        )),
      )}
    </g>
  );
}

interface LineProps {
  readonly series: Series;
  readonly index: number;
  readonly layout: Layout;
}

function Line({ series, index, layout }: LineProps): VNode | null {
  const { points, shape } = series;
  if (shape === 'bar') return null;
  const { x, y } = layout;
  return (
    <g>
      {shape !== 'dot' && (
        <path class={`stroke tone${index % tones} dash${index % tones}`} d={pathOf(series, layout)} />
      )}
      {(shape === 'dot' || points.length <= mostMarkers) &&
        points.map((point) => (
          <Marker key={point.x} index={index} x={round(x.at(point.x))} y={round(y.at(point.y))} shape={shape} />
        ))}
    </g>
  );
}

interface MarkerProps {
  readonly index: number;
  readonly x: number;
  readonly y: number;
  readonly shape: Series['shape'] | undefined;
}

/** A disc, a square, a triangle, a diamond … for whom the colours look alike. */
function Marker({ index, x, y, shape }: MarkerProps): VNode | null {
  if (shape === 'bar' || shape === 'step' || shape === undefined) return null;
  const size = shape === 'dot' ? 2.2 : 3.2;
  const paths = [
    `M${x - size} ${y}a${size} ${size} 0 1 0 ${2 * size} 0a${size} ${size} 0 1 0 ${-2 * size} 0`,
    `M${x - size} ${y - size}h${2 * size}v${2 * size}h${-2 * size}z`,
    `M${x} ${y - size}l${size} ${2 * size}h${-2 * size}z`,
    `M${x} ${y - size - 1}l${size + 1} ${size + 1}l${-size - 1} ${size + 1}l${-size - 1} ${-size - 1}z`,
  ];
  return <path class={`fill tone${index % tones}`} d={paths[index % paths.length]} />;
}

function Marks({ data: { marks = [] }, layout: { x, y, plot } }: Part): VNode {
  return (
    <g>
      {marks.map(({ axis, at, text }) => {
        const place = round(axis === 'x' ? x.at(at) : y.at(at));
        const right = axis === 'y' || place > (plot.left + plot.right) / 2;
        return (
          <g key={`${axis} ${at} ${text}`}>
            <path
              class="mark"
              d={axis === 'x' ? `M${place} ${plot.top - 4}V${plot.bottom}` : `M${plot.left} ${place}H${plot.right}`}
            />
            <text
              class="label"
              x={axis === 'x' ? place + (right ? 3 : -3) : plot.right}
              y={axis === 'x' ? plot.top - 7 : place - 4}
              text-anchor={right ? 'end' : 'start'}
            >
              {text}
            </text>
          </g>
        );
      })}
    </g>
  );
}

function Cursor({ data, layout: { x, y, plot }, cursor }: DrawingProps): VNode | null {
  if (cursor === undefined) return null;
  const place = round(x.at(cursor));
  return (
    <g class="cursor">
      <path class="axis" d={`M${place} ${plot.top}V${plot.bottom}`} />
      {data.series.map((series, index) => {
        const value = valueAt(series, cursor);
        if (value === undefined) return null;
        return (
          <circle key={series.name} class={`fill tone${index % tones}`} cx={place} cy={round(y.at(value))} r={4.5} />
        );
      })}
    </g>
  );
}
