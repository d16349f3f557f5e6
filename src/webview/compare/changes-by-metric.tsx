/** Differences row by row, of whichever kind of cost the reader wants to see. */
import type { VNode } from 'preact';
import type { Change } from '../../model/comparison.ts';
import { ChoiceButtons } from '../choice-buttons.tsx';
import { useViewChoice } from '../frame/use-view.ts';
import { useWords } from '../words.ts';
import { ChangesTable } from './changes-table.tsx';

type Metric = 'cpu' | 'alloc' | 'out';

interface Compared extends Partial<Readonly<Record<Metric, Change>>> {
  readonly name: string;
}

interface ChangesByMetricProps {
  /** Of the table. */
  readonly name: string;
  readonly head: string;
  readonly metrics: readonly Metric[];
  readonly items: readonly Compared[];
}

export function ChangesByMetric({ name, head, metrics, items }: ChangesByMetricProps): VNode {
  const { t, ms, bytes } = useWords();
  const known = metrics.filter((each) => items.some((item) => isKnown(item[each])));
  const [metric, choose] = useViewChoice(`${name}.metric`, known, 'cpu');
  const captions = { cpu: t('compareCpu'), alloc: t('compareAllocation'), out: t('compareBytesOut') };
  const text = metric === 'cpu' ? ms : bytes;
  const rows = items.flatMap((item) => {
    const change = item[metric];
    return change === undefined ? [] : [{ name: item.name, change, text }];
  });
  return (
    <>
      {known.length > 1 && (
        <div class="choices">
          <ChoiceButtons
            {...{ name: `${name}-metric`, legend: t('compareMetric'), chosen: metric, onChoose: choose }}
            choices={known.map((value) => ({ value, label: t(`metric_${value}`) }))}
          />
        </div>
      )}
      <ChangesTable {...{ name, head, rows }} caption={captions[metric]} />
    </>
  );
}

const isKnown = (change: Change | undefined): boolean => change?.base !== undefined || change?.head !== undefined;
