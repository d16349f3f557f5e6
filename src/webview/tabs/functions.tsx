/** What each function and each line costs, one by one or by file, package or route. */
import type { VNode } from 'preact';
import { useCallback, useContext } from 'preact/hooks';
import type { Report } from '../../model/report.ts';
import { ChoiceButtons } from '../choice-buttons.tsx';
import { useViewChoice } from '../frame/use-view.ts';
import { FunctionsTable } from '../functions/functions-table.tsx';
import { GroupsTable } from '../functions/groups-table.tsx';
import { LinesTable } from '../functions/lines-table.tsx';
import { PackagesTable } from '../functions/packages-table.tsx';
import { RoutesTable } from '../load/routes-table.tsx';
import { SourceView } from '../source/source-view.tsx';
import { PageContext, useWords } from '../words.ts';

const groupings = ['function', 'line', 'file', 'package', 'route', 'source'] as const;
const withoutSource = groupings.filter((each) => each !== 'source');

export function FunctionsTab({ report }: { readonly report: Report }): VNode {
  const { t } = useWords();
  const { view, excerpts } = useContext(PageContext);
  const possible = excerpts === undefined ? withoutSource : groupings;
  const [grouping, setGrouping] = useViewChoice('functions.by', possible, 'function');
  const choose = useCallback(
    (search: string) => {
      view.set('functions.search', search);
      setGrouping('function');
    },
    [view, setGrouping],
  );
  return (
    <>
      <div class="choices">
        <ChoiceButtons
          {...{ name: 'functions-by', legend: t('groupedBy'), chosen: grouping, onChoose: setGrouping }}
          choices={possible.map((value) => ({ value, label: t(`by_${value}`) }))}
        />
      </div>
      {grouping === 'function' && <FunctionsTable report={report} />}
      {grouping === 'line' && <LinesTable report={report} />}
      {grouping === 'route' && <RoutesTable report={report} name="functionsByRoute" />}
      {grouping === 'source' && <SourceView report={report} />}
      {grouping === 'file' && <GroupsTable report={report} by="file" onChoose={choose} />}
      {grouping === 'package' &&
        (report.packages === undefined ? (
          <>
            <p>{t('packagesNotTold')}</p>
            <GroupsTable report={report} by="package" onChoose={choose} />
          </>
        ) : (
          <PackagesTable packages={report.packages} />
        ))}
    </>
  );
}
