/** What the functions of each file or package cost together; a name leads to its functions. */
import type { VNode } from 'preact';
import { useMemo } from 'preact/hooks';
import type { Report } from '../../model/report.ts';
import { figureColumn, type Column } from '../column.ts';
import { DataTable } from '../data-table.tsx';
import { shareColumn } from '../share-column.tsx';
import { useWords, type Words } from '../words.ts';
import { groupFunctions, type FunctionGroup } from './groups.ts';

interface GroupsTableProps {
  readonly report: Report;
  readonly by: 'file' | 'package';
  /** With what finds the group's functions. */
  readonly onChoose: (search: string) => void;
}

export function GroupsTable({ report: { functions }, by, onChoose }: GroupsTableProps): VNode {
  const words = useWords();
  const groups = useMemo(
    () =>
      groupFunctions(functions, (fn) => {
        const key = by === 'file' ? fn.file : (fn.package ?? '');
        return key === '' ? { name: words.t(`kind_${fn.origin}`), search: fn.origin } : { name: key, search: key };
      }),
    [functions, by, words],
  );
  const columns = useMemo(() => groupColumns(words, groups, by, onChoose), [words, groups, by, onChoose]);
  return (
    <DataTable
      name={by === 'file' ? 'files' : 'packages'}
      caption={words.t(by === 'file' ? 'filesCaption' : 'packagesCaption')}
      columns={columns}
      rows={groups}
      sort={{ key: 'self', descending: true }}
      searchText={nameOf}
      rowKey={nameOf}
    />
  );
}

const nameOf = ({ name }: FunctionGroup): string => name;

function groupColumns(
  { t, ms, bytes, unitUsd, count, ...words }: Words,
  groups: readonly FunctionGroup[],
  by: 'file' | 'package',
  onChoose: (name: string) => void,
): readonly Column<FunctionGroup>[] {
  const figure = figureColumn<FunctionGroup>;
  const shareHead = { key: 'share', title: t('share'), hint: t('selfCpuHint') };
  return [
    {
      ...{ key: 'name', title: t(by === 'file' ? 'treePlace' : 'kind_dependency'), value: nameOf },
      cell: ({ name, search }) => (
        <button
          type="button"
          class="place link"
          onClick={() => {
            onChoose(search);
          }}
        >
          {name}
        </button>
      ),
    },
    figure('functions', t('functionCount'), (group) => group.functions, count),
    { ...figure('self', t('selfCpu'), (group) => group.selfCpuMsPerRequest, ms), hint: t('selfCpuHint') },
    shareColumn(shareHead, groups, (group) => group.selfShare, { t, ms, bytes, unitUsd, count, ...words }),
    { ...figure('gc', t('gc'), (group) => group.gcCpuMsPerRequest, ms), hint: t('gcHint') },
    { ...figure('alloc', t('alloc'), (group) => group.allocatedBytesPerRequest, bytes), hint: t('allocHint') },
    { ...figure('usd', t('usdSelf'), (group) => group.usdPerMillionRequests, unitUsd), hint: t('usdSelfHint') },
  ];
}
