/** What is chosen and searched for above a flame graph, in whichever order it stands. */
import type { ComponentChildren, VNode } from 'preact';
import { ChoiceButtons } from '../choice-buttons.tsx';
import { useViewChoice, useViewText } from '../frame/use-view.ts';
import { SearchField } from '../search-field.tsx';
import { TreeGrid } from '../tree/tree-grid.tsx';
import { useWords } from '../words.ts';
import { FlameGraph, type FlameGraphProps } from './flame-graph.tsx';
import { FlameLegend } from './flame-legend.tsx';
import type { Found } from './frame-search.ts';

const forms = ['graph', 'tree'] as const;

interface FlameToolsProps extends Omit<FlameGraphProps, 'found'> {
  /** Those of one name keep the form together. */
  readonly group: string;
  readonly found: Found | undefined;
  readonly query: string;
  readonly setQuery: (query: string) => void;
  /** Further choices, before that of the form. */
  readonly children: ComponentChildren;
}

export function FlameTools({ group, children, found, query, setQuery, ...shown }: FlameToolsProps): VNode {
  const { t, count, share } = useWords();
  const [form, setForm] = useViewChoice(`${group}.form`, forms, 'graph');
  const whole = shown.tree.total[0] ?? 0;
  const Form = form === 'graph' ? FlameGraph : TreeGrid;
  return (
    <>
      <div class="choices">
        {children}
        <ChoiceButtons
          {...{ name: `${group}-form`, legend: t('flameForm'), chosen: form, onChoose: setForm }}
          choices={forms.map((value) => ({ value, label: t(`form_${value}`) }))}
        />
        <SearchField query={query} onQuery={setQuery} />
        <span role="status">
          {found !== undefined && t('flameFound', count(found.count), share(found.amount / whole))}
        </span>
      </div>
      {shown.change === undefined && <FlameLegend />}
      <Form {...shown} found={found?.frames} />
    </>
  );
}

export const useFlameSearch = (): ReturnType<typeof useViewText> => useViewText('flame.search');
