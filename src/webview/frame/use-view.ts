/** One choice of the reader's as a state that outlives the page. */
import { useCallback, useContext, useEffect, useState } from 'preact/hooks';
import { PageContext } from '../words.ts';

export function useViewText(name: string, initial = ''): readonly [string, (value: string) => void] {
  const { view } = useContext(PageContext);
  const [value, setValue] = useState(() => view.get(name) ?? initial);
  useEffect(() => {
    const follow = (): void => {
      setValue(view.get(name) ?? initial);
    };
    follow();
    return view.subscribe(follow);
  }, [view, name, initial]);
  const choose = useCallback(
    (chosen: string) => {
      view.set(name, chosen === initial ? undefined : chosen);
    },
    [view, name, initial],
  );
  return [value, choose];
}

/** The same where there are only so many; anything else that was kept counts as no choice. */
export function useViewChoice<T extends string>(
  name: string,
  choices: readonly T[],
  initial: T,
): readonly [T, (value: T) => void] {
  const [value, choose] = useViewText(name, initial);
  return [choices.find((choice) => choice === value) ?? initial, choose];
}
