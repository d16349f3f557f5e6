/** What one thread was doing from one moment to the next. */
import type { VNode } from 'preact';
import { useMemo } from 'preact/hooks';
import type { StacksByTime, ThreadTimes } from '../../model/report-code.ts';
import type { Report } from '../../model/report.ts';
import { useViewChoice } from '../frame/use-view.ts';
import { Select } from '../select.tsx';
import { useWords, type Words } from '../words.ts';
import { FlameTools, useFlameSearch } from './flame-tools.tsx';
import { searchFrames } from './frame-search.ts';
import { keyOfThread, threadLabel } from './thread-choice.ts';
import { timeTree } from './time-tree.ts';

interface TimeFlameProps {
  readonly report: Report;
  readonly byTime: StacksByTime;
  readonly order: VNode;
}

export function TimeFlame({ report, byTime: { oneIn, threads }, order }: TimeFlameProps): VNode {
  const words = useWords();
  const { t, ms, share, count } = words;
  const busiest = useMemo(
    () => [...threads].sort((a, b) => busyMs(b) - busyMs(a)).map(keyOfThread)[0] ?? '',
    [threads],
  );
  const keys = threads.map(keyOfThread);
  const [thread, setThread] = useViewChoice('flame.timeThread', keys, busiest);
  const [query, setQuery] = useFlameSearch();
  const times = threads[keys.indexOf(thread)];
  const shown = useMemo(() => (times === undefined ? undefined : timeTree(report, times)), [report, times]);
  const found = useMemo(() => (shown === undefined ? undefined : searchFrames(shown.tree, query)), [shown, query]);
  if (shown === undefined) return <p>{t('none')}</p>;
  const { tree, borders, clockMs } = shown;
  const whole = tree.total[0] ?? 0;
  const title = threadLabel(report, thread, words);
  return (
    <>
      <FlameTools
        {...{
          tree,
          found,
          query,
          setQuery,
          inverted: false,
          amount: ms,
          rootLabel: title,
          group: 'flame',
          name: 'flame-time',
        }}
        label={[t('tab_flameGraph'), t('order_time'), title].join(', ')}
        ruler={{ borders, text: (each, step) => tickText(words, each, step) }}
        extra={{ title: t('treeStart'), text: (node) => `${count(clockMs(tree.start?.[node] ?? 0))} ms` }}
        costText={(node) => {
          const total = tree.total[node] ?? 0;
          const from = count(clockMs(tree.start?.[node] ?? 0));
          return t('flameTimeCost', from, ms(total), share(total / whole), ms(tree.self[node] ?? 0));
        }}
      >
        {order}
        {keys.length > 1 && (
          <Select
            {...{ legend: t('flameThread'), chosen: thread, onChoose: setThread }}
            choices={keys.map((value) => ({ value, label: threadLabel(report, value, words) }))}
          />
        )}
      </FlameTools>
      <p class="detail">
        {t('flameTimeNote')} {oneIn > 1 && t('flameThinned', count(oneIn))}
      </p>
    </>
  );
}

function busyMs({ node, ms }: ThreadTimes): number {
  return node.reduce((sum, each, at) => sum + (each === 0 ? 0 : (ms[at] ?? 0)), 0);
}

/** As exact as neighbouring ticks need it. */
function tickText({ language }: Words, ms: number, stepMs: number): string {
  const [value, step, unit] = stepMs >= 100 ? [ms / 1000, stepMs / 1000, 's'] : [ms, stepMs, 'ms'];
  const digits = Math.min(6, Math.max(0, Math.ceil(-Math.log10(step) - 1e-9)));
  return `${value.toLocaleString(language, { minimumFractionDigits: digits, maximumFractionDigits: digits })} ${unit}`;
}
