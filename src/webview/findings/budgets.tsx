/** The limits that leanscope.json states, and what came of each. */
import type { VNode } from 'preact';
import { useMemo } from 'preact/hooks';
import type { BudgetMetric } from '../../model/budget.ts';
import type { ReportBudget } from '../../model/report-findings.ts';
import type { Report } from '../../model/report.ts';
import type { Column } from '../column.ts';
import { DataTable } from '../data-table.tsx';
import { Place } from '../place.tsx';
import { useWords, type Words } from '../words.ts';

export function Budgets({ report: { budgets } }: { readonly report: Report }): VNode | null {
  const words = useWords();
  const columns = useMemo(() => budgetColumns(words), [words]);
  if (budgets === undefined) return null;
  return (
    <section aria-labelledby="budgets">
      <h3 id="budgets">{words.t('budgets')}</h3>
      <DataTable
        name="budgets"
        caption={words.t('budgetsCaption')}
        columns={columns}
        rows={budgets}
        sort={{ key: 'verdict', descending: false }}
        searchText={budgetText}
        rowKey={budgetText}
      />
    </section>
  );
}

/** What somebody has to look at comes first. */
const verdicts = ['over', 'unclear', 'unknown', 'within'] as const;
const budgetText = ({ scope, name = '', metric, limit }: ReportBudget): string => `${scope} ${name} ${metric} ${limit}`;

function budgetColumns(words: Words): readonly Column<ReportBudget>[] {
  const { t } = words;
  const formats = formatsOf(words);
  return [
    {
      key: 'subject',
      title: t('budget'),
      value: ({ name = '', metric }) => `${name} ${metric}`,
      cell: ({ name, metric, file, line }) => (
        <>
          {name !== undefined && <span class="name">{`${name} `}</span>}
          {t(`budget_${metric}`)}
          {file !== undefined && <br />}
          <Place file={file} line={line} />
        </>
      ),
    },
    {
      ...{ key: 'verdict', title: t('stepVerdict') },
      value: ({ verdict }) => verdicts.indexOf(verdict),
      plain: ({ verdict }) => t(`budget_${verdict}`),
      cell: ({ verdict }) => <span class={`tag verdict-${verdict}`}>{t(`budget_${verdict}`)}</span>,
    },
    {
      ...{ key: 'limit', title: t('budgetLimit'), numeric: true },
      value: ({ limit }) => limit,
      cell: ({ metric, limit }) => formats[metric](limit),
    },
    {
      ...{ key: 'value', title: t('budgetMeasured'), numeric: true },
      value: ({ value }) => value,
      cell: ({ metric, value, interval }) => (
        <>
          {formats[metric](value)}
          {interval !== undefined && (
            <>
              <br />
              <span class="detail">{t('between', formats[metric](interval.low), formats[metric](interval.high))}</span>
            </>
          )}
        </>
      ),
    },
  ];
}

function formatsOf({
  ms,
  bytes,
  usd,
  unitUsd,
  share,
}: Words): Readonly<Record<BudgetMetric, (value: number | undefined) => string>> {
  return {
    ...{ cpuMsPerRequest: ms, gcMsPerRequest: ms, p50Ms: ms, p99Ms: ms },
    ...{ allocatedBytesPerRequest: bytes, bytesOutPerRequest: bytes, rssPeakBytes: bytes, heapUsedPeakBytes: bytes },
    ...{ usdPerMillionRequests: unitUsd, usdPerMonth: usd, share },
  };
}
