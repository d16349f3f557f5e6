/** The reader was sent here from the code: the tab that shows a function, with that function found. */
import type { PageTarget } from '../../model/page.ts';
import type { Report } from '../../model/report.ts';
import type { ViewStore } from './view-store.ts';

export function showTarget(view: ViewStore, { functions }: Report, target: PageTarget): void {
  if (target.tab === 'findings') {
    view.set('tab', 'findings', true);
    return;
  }
  const { tab, functionId } = target;
  const fn = functions.find(({ id }) => id === functionId);
  if (fn === undefined) return;
  const search = `${fn.name} ${fn.file}`;
  if (tab === 'flame') {
    view.set('flame.search', search);
    view.set('tab', 'flameGraph', true);
  } else {
    view.set('functions.by', undefined);
    view.set('functions.search', search);
    view.set('tab', 'functions', true);
  }
}
