/** Who calls whom at what cost, of all requests together: the costliest to the left. */
import type { VNode } from 'preact';
import { useMemo } from 'preact/hooks';
import type { Report } from '../../model/report.ts';
import { ChoiceButtons } from '../choice-buttons.tsx';
import { useViewChoice } from '../frame/use-view.ts';
import { Select } from '../select.tsx';
import { useWords, type Words } from '../words.ts';
import { FlameTools, useFlameSearch } from './flame-tools.tsx';
import { searchFrames } from './frame-search.ts';
import { amountOf, knownMetrics } from './metric.ts';
import { threadChoices, threadLabel } from './thread-choice.ts';
import { directions, routesInTree, treeOfChoice, type TreeChoice } from './tree-of-choice.ts';

interface CostFlameProps {
  readonly report: Report;
  readonly order: VNode | false;
}

export function CostFlame({ report, order }: CostFlameProps): VNode {
  const words = useWords();
  const { t } = words;
  const routes = useMemo(() => routesInTree(report), [report]);
  const threads = useMemo(() => threadChoices(report), [report]);
  const known = useMemo(() => knownMetrics(report), [report]);
  const [metric, setMetric] = useViewChoice('flame.metric', known, 'cpu');
  const [direction, setDirection] = useViewChoice('flame.direction', directions, 'callees');
  const [route, setRoute] = useViewChoice('flame.route', ['', ...routes], '');
  const [thread, setThread] = useViewChoice('flame.thread', ['', ...threads], '');
  const [query, setQuery] = useFlameSearch();
  const choice = useMemo(() => ({ metric, direction, route, thread }), [metric, direction, route, thread]);
  const tree = useMemo(() => treeOfChoice(report, choice), [report, choice]);
  const found = useMemo(() => (tree === undefined ? undefined : searchFrames(tree, query)), [tree, query]);
  const label = labelOf(report, words, choice);
  if (tree === undefined) return <p>{t('none')}</p>;
  return (
    <>
      <FlameTools
        {...{ tree, found, query, setQuery, label, inverted: direction === 'callers', group: 'flame' }}
        rootLabel={route !== '' ? route : thread !== '' ? threadLabel(report, thread, words) : t('flameAll')}
        amount={amountOf(words, metric)}
      >
        {order}
        <ChoiceButtons
          {...{ name: 'flame-metric', legend: t('flameMetric'), chosen: metric, onChoose: setMetric }}
          choices={known.map((value) => ({ value, label: t(`metric_${value}`) }))}
        />
        <ChoiceButtons
          {...{ name: 'flame-direction', legend: t('flameDirection'), chosen: direction, onChoose: setDirection }}
          choices={directions.map((value) => ({ value, label: t(`direction_${value}`) }))}
        />
        {routes.length > 0 && (
          <Select
            {...{ legend: t('route'), chosen: route, onChoose: setRoute }}
            choices={['', ...routes].map((value) => ({ value, label: value === '' ? t('flameAllRoutes') : value }))}
          />
        )}
        {threads.length > 0 && (
          <Select
            {...{ legend: t('flameThread'), chosen: thread, onChoose: setThread }}
            choices={['', ...threads].map((value) => ({
              value,
              label: value === '' ? t('flameAllThreads') : threadLabel(report, value, words),
            }))}
          />
        )}
      </FlameTools>
      {route !== '' && <p class="detail">{t('flameRouteNote')}</p>}
      <p class="detail">{t('flameNote')}</p>
    </>
  );
}

function labelOf(report: Report, words: Words, { metric, direction, route, thread }: TreeChoice): string {
  const { t } = words;
  const parts = [t('tab_flameGraph'), t(`metric_${metric}`), t(`direction_${direction}`)];
  return [
    ...parts,
    ...(route === '' ? [] : [route]),
    ...(thread === '' ? [] : [threadLabel(report, thread, words)]),
  ].join(', ');
}
