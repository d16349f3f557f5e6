/** Who calls whom: at what cost, or when; as a flame graph, or the same as a tree grid. */
import type { VNode } from 'preact';
import type { Report } from '../../model/report.ts';
import { ChoiceButtons } from '../choice-buttons.tsx';
import { CostFlame } from '../flame/cost-flame.tsx';
import { TimeFlame } from '../flame/time-flame.tsx';
import { useViewChoice } from '../frame/use-view.ts';
import { useWords } from '../words.ts';
import '../flame/flame.css';

const orders = ['cost', 'time'] as const;

export function FlameGraphTab({ report }: { readonly report: Report }): VNode {
  const { t } = useWords();
  const { parent, byTime } = report.stacks;
  const [order, setOrder] = useViewChoice('flame.order', orders, 'cost');
  if (parent.length < 2) return <p>{t('none')}</p>;
  const choice = (
    <ChoiceButtons
      {...{ name: 'flame-order', legend: t('flameOrder'), chosen: order, onChoose: setOrder }}
      choices={orders.map((value) => ({ value, label: t(`order_${value}`) }))}
    />
  );
  if (byTime === undefined) return <CostFlame report={report} order={false} />;
  return order === 'time' ? (
    <TimeFlame {...{ report, byTime, order: choice }} />
  ) : (
    <CostFlame report={report} order={choice} />
  );
}
