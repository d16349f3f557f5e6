/** Who calls whom at what cost: as a flame graph, or the same as a tree grid. */
import type { VNode } from 'preact';
import { useMemo } from 'preact/hooks';
import type { Report } from '../../model/report.ts';
import { ChoiceButtons } from '../choice-buttons.tsx';
import type { Metric } from '../flame/call-tree.ts';
import { FlameGraph } from '../flame/flame-graph.tsx';
import { FlameLegend } from '../flame/flame-legend.tsx';
import { searchFrames } from '../flame/frame-search.ts';
import { directions, metrics, routesInTree, treeOfChoice, type TreeChoice } from '../flame/tree-of-choice.ts';
import { useViewChoice, useViewText } from '../frame/use-view.ts';
import { TreeGrid } from '../tree/tree-grid.tsx';
import { useWords, type Words } from '../words.ts';
import '../flame/flame.css';

const forms = ['graph', 'tree'] as const;

export function FlameGraphTab({ report }: { readonly report: Report }): VNode {
  const words = useWords();
  const { t, share } = words;
  const routes = useMemo(() => routesInTree(report), [report]);
  const known = useMemo(() => metrics.filter((each) => hasMetric(report, each)), [report]);
  const [form, setForm] = useViewChoice('flame.form', forms, 'graph');
  const [metric, setMetric] = useViewChoice('flame.metric', known, 'cpu');
  const [direction, setDirection] = useViewChoice('flame.direction', directions, 'callees');
  const [route, setRoute] = useViewChoice('flame.route', ['', ...routes], '');
  const [query, setQuery] = useViewText('flame.search');
  const tree = useMemo(() => treeOfChoice(report, { metric, direction, route }), [report, metric, direction, route]);
  const found = useMemo(() => (tree === undefined ? undefined : searchFrames(tree, query)), [tree, query]);
  if (tree === undefined || !((tree.total[0] ?? 0) > 0)) return <p>{t('none')}</p>;
  const whole = tree.total[0] ?? 0;
  const shown = {
    ...{ tree, found: found?.frames, rootLabel: route === '' ? t('flameAll') : route },
    inverted: direction === 'callers',
    label: labelOf(words, { metric, direction, route }),
    amount: amountOf(words, metric),
  };
  return (
    <>
      <div class="choices">
        <ChoiceButtons
          {...{ name: 'flame-metric', legend: t('flameMetric'), chosen: metric, onChoose: setMetric }}
          choices={known.map((value) => ({ value, label: t(`metric_${value}`) }))}
        />
        <ChoiceButtons
          {...{ name: 'flame-direction', legend: t('flameDirection'), chosen: direction, onChoose: setDirection }}
          choices={directions.map((value) => ({ value, label: t(`direction_${value}`) }))}
        />
        <ChoiceButtons
          {...{ name: 'flame-form', legend: t('flameForm'), chosen: form, onChoose: setForm }}
          choices={forms.map((value) => ({ value, label: t(`form_${value}`) }))}
        />
        {routes.length > 0 && <RouteChoice {...{ routes, route, setRoute }} />}
        <label>
          {t('search')}{' '}
          <input
            type="search"
            value={query}
            onInput={(event) => {
              setQuery(event.currentTarget.value);
            }}
          />
        </label>
        <span role="status">
          {found !== undefined && t('flameFound', words.count(found.count), share(found.amount / whole))}
        </span>
      </div>
      <FlameLegend />
      {form === 'graph' ? <FlameGraph {...shown} /> : <TreeGrid {...shown} />}
      {route !== '' && <p class="detail">{t('flameRouteNote')}</p>}
      <p class="detail">{t('flameNote')}</p>
    </>
  );
}

interface RouteChoiceProps {
  readonly routes: readonly string[];
  readonly route: string;
  readonly setRoute: (route: string) => void;
}

function RouteChoice({ routes, route, setRoute }: RouteChoiceProps): VNode {
  const { t } = useWords();
  return (
    <label>
      {t('route')}{' '}
      <select
        value={route}
        onChange={(event) => {
          setRoute(event.currentTarget.value);
        }}
      >
        <option value="">{t('flameAllRoutes')}</option>
        {routes.map((each) => (
          <option key={each} value={each}>
            {each}
          </option>
        ))}
      </select>
    </label>
  );
}

function hasMetric({ stacks, totals }: Report, metric: Metric): boolean {
  if (metric === 'alloc') return stacks.selfAllocatedBytesPerRequest !== undefined;
  return metric === 'cpu' || (totals.usdPerMillionRequests !== undefined && totals.cpuMsPerRequest > 0);
}

function amountOf({ ms, bytes, unitUsd }: Words, metric: Metric): (value: number) => string {
  return { cpu: ms, alloc: bytes, usd: unitUsd }[metric];
}

function labelOf({ t }: Words, { metric, direction, route }: TreeChoice): string {
  const parts = [t('tab_flameGraph'), t(`metric_${metric}`), t(`direction_${direction}`)];
  return [...parts, ...(route === '' ? [] : [route])].join(', ');
}
