/** Latency at every percentile, by route: the axis gives each further nine as much room as the one before, or the tail would be a point. */
import type { VNode } from 'preact';
import { useMemo, useState } from 'preact/hooks';
import { routeName } from '../../model/format.ts';
import type { LatencyPercentiles } from '../../model/report-totals.ts';
import type { Report } from '../../model/report.ts';
import type { ChartData } from '../chart/chart-data.ts';
import { Chart } from '../chart/chart.tsx';
import { useWords, type Words } from '../words.ts';

interface Curve {
  readonly name: string;
  readonly percentiles: LatencyPercentiles;
}

/** As many as there are colours; the first ones are what a reader looks for. */
const most = 6;

export function PercentilePlot({ report }: { readonly report: Report }): VNode | null {
  const words = useWords();
  const { t } = words;
  const curves = useMemo(() => curvesOf(report, words), [report, words]);
  const [chosen, setChosen] = useState<ReadonlySet<string>>();
  const shown = chosen ?? new Set(curves.slice(0, 4).map(({ name }) => name));
  const data = useMemo(
    () =>
      plotOf(
        curves.filter(({ name }) => shown.has(name)),
        words,
      ),
    [curves, chosen, words],
  );
  if (curves.length === 0) return null;
  return (
    <section aria-labelledby="percentiles">
      <h3 id="percentiles">{t('percentiles')}</h3>
      <fieldset class="choices">
        <legend>{t('routesShown')}</legend>
        {curves.map(({ name }) => (
          <label key={name}>
            <input
              type="checkbox"
              checked={shown.has(name)}
              disabled={!shown.has(name) && shown.size >= most}
              onChange={({ currentTarget }) => {
                setChosen(new Set(currentTarget.checked ? [...shown, name] : [...shown].filter((one) => one !== name)));
              }}
            />{' '}
            <span class="name">{name}</span>
          </label>
        ))}
      </fieldset>
      {shown.size > 0 && <Chart data={data} height={260} />}
    </section>
  );
}

/** All requests together, then the slowest routes first. */
function curvesOf({ totals, routes }: Report, { t }: Words): readonly Curve[] {
  const ofRoutes = routes
    .flatMap((route) => {
      const { latencyPercentiles: percentiles = [] } = route;
      return percentiles.length === 0 ? [] : [{ name: routeName(route), percentiles }];
    })
    .sort((a, b) => median(b) - median(a));
  const all = totals.latencyPercentiles ?? [];
  return all.length === 0 || routes.length === 1 ? ofRoutes : [{ name: t('mixAll'), percentiles: all }, ...ofRoutes];
}

function median({ percentiles }: Curve): number {
  return percentiles.find(([share]) => share >= 0.5)?.[1] ?? 0;
}

/** 1/(1 − share): 2 for the median, 10 for p90, 100 for p99. */
const rarity = (share: number): number => 1 / (1 - share);
const namedShares = [0, 0.5, 0.75, 0.9, 0.95, 0.99, 0.999, 0.9999, 0.99999];

function plotOf(curves: readonly Curve[], { t, ms, percentile }: Words): ChartData {
  const rarest = Math.max(10, ...curves.map(({ percentiles }) => rarity(percentiles.at(-1)?.[0] ?? 0)));
  return {
    title: t('percentileChart'),
    x: {
      title: t('percentileAxis'),
      text: (value) => percentile(1 - 1 / value),
      scale: 'log',
      domain: [1, rarest],
      ticks: namedShares.map(rarity).filter((value) => value <= rarest * (1 + 1e-9)),
    },
    y: { title: t('latencyAxis'), text: ms },
    series: curves.map(({ name, percentiles }) => ({
      ...{ name, shape: 'line' },
      points: percentiles.map(([share, y]) => ({ x: rarity(share), y })),
    })),
  };
}
