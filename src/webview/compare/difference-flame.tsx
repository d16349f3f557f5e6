/** Two runs' call trees as one: where it became dearer, and where cheaper. */
import type { VNode } from 'preact';
import { useMemo } from 'preact/hooks';
import type { Report } from '../../model/report.ts';
import { ChoiceButtons } from '../choice-buttons.tsx';
import { amountOf, knownMetrics } from '../flame/metric.ts';
import { differenceTree } from '../flame/difference-tree.ts';
import { FlameTools } from '../flame/flame-tools.tsx';
import { searchFrames } from '../flame/frame-search.ts';
import { treeOfChoice } from '../flame/tree-of-choice.ts';
import { useViewChoice, useViewText } from '../frame/use-view.ts';
import { useWords } from '../words.ts';
import { signed } from './changes-table.tsx';

interface DifferenceFlameProps {
  readonly base: Report;
  readonly head: Report;
}

export function DifferenceFlame({ base, head }: DifferenceFlameProps): VNode {
  const words = useWords();
  const { t } = words;
  const known = useMemo(() => {
    const before = knownMetrics(base);
    return knownMetrics(head).filter((each) => before.includes(each));
  }, [base, head]);
  const [metric, setMetric] = useViewChoice('compare.metric', known, 'cpu');
  const [query, setQuery] = useViewText('compare.search');
  const difference = useMemo(() => {
    const everything = { metric, direction: 'callees', route: '', thread: '' } as const;
    const [before, after] = [treeOfChoice(base, everything), treeOfChoice(head, everything)];
    return before === undefined || after === undefined ? undefined : differenceTree(before, after);
  }, [base, head, metric]);
  const found = useMemo(
    () => (difference === undefined ? undefined : searchFrames(difference.tree, query)),
    [difference, query],
  );
  if (difference === undefined) return <p>{t('none')}</p>;
  const amount = amountOf(words, metric);
  const changeText = (value: number): string => signed(value, amount);
  return (
    <>
      <p>{t('compareFlameNote')}</p>
      <FlameTools
        {...{ tree: difference.tree, found, query, setQuery, inverted: false, rootLabel: t('flameAll'), amount }}
        name="compare"
        group="compare"
        label={[t('compareFlame'), t(`metric_${metric}`)].join(', ')}
        change={{ by: difference.change, text: changeText }}
        extra={{ title: t('compareDifference'), text: (node) => changeText(difference.change[node] ?? 0) }}
      >
        {known.length > 1 && (
          <ChoiceButtons
            {...{ name: 'compare-metric', legend: t('flameMetric'), chosen: metric, onChoose: setMetric }}
            choices={known.map((value) => ({ value, label: t(`metric_${value}`) }))}
          />
        )}
      </FlameTools>
    </>
  );
}
