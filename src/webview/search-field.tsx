/** Where a reader types what to look for; what was found stands beside it, for each its own way. */
import type { VNode } from 'preact';
import { useWords } from './words.ts';

export interface SearchFieldProps {
  readonly query: string;
  readonly onQuery: (query: string) => void;
}

export function SearchField({ query, onQuery }: SearchFieldProps): VNode {
  const { t } = useWords();
  return (
    <label>
      {t('search')}{' '}
      <input
        type="search"
        value={query}
        onInput={(event) => {
          onQuery(event.currentTarget.value);
        }}
      />
    </label>
  );
}
