/** What the plan comes to: today's fleet, twelve months as charts and as a table, and what each campaign takes. */
import type { VNode } from 'preact';
import { useMemo } from 'preact/hooks';
import type { Cost } from '../../model/report-cost.ts';
import type { PlannedCampaign, PlannedMonth, TrafficPlan } from '../../model/report-plan.ts';
import type { Axis, ChartData, Series } from '../chart/chart-data.ts';
import { Chart } from '../chart/chart.tsx';
import { figureColumn, type Column } from '../column.ts';
import { DataTable } from '../data-table.tsx';
import { useWords, type Words } from '../words.ts';
import { Money } from './money.tsx';

export function PlanResults({ cost }: { readonly cost: Cost }): VNode {
  const words = useWords();
  const { t } = words;
  const { plan } = cost;
  return (
    <>
      <div class="verdict" role="status">
        {fleetSentences(cost, words).map((sentence) => (
          <p key={sentence}>{sentence}</p>
        ))}
      </div>
      {plan === undefined ? <p>{t('noPlan')}</p> : <Months plan={plan} />}
      {plan !== undefined && plan.campaigns.length > 0 && <CampaignTable campaigns={plan.campaigns} />}
    </>
  );
}

function fleetSentences(cost: Cost, words: Words): readonly string[] {
  const { t, usd, rate, count, share } = words;
  const { fleet, basis, plan } = cost;
  if (fleet === undefined || basis === undefined) return [];
  const where = `${basis.provider} ${basis.sku}, ${basis.region}`;
  return [
    t('fleetIs', count(fleet.instances), where, usd(fleet.usdPerMonth), usd(fleet.autoscaledUsdPerMonth)),
    t(
      'fleetHolds',
      rate(fleet.requestsPerSecondPerInstance),
      share(fleet.utilizationTarget),
      t(`full_${fleet.bindingResource}`),
      rate(fleet.peakRequestsPerSecond),
    ),
    ...(fleet.extrasUsdPerMonth === undefined ? [] : [t('fleetExtras', usd(fleet.extrasUsdPerMonth))]),
    ...(cost.egressUsdPerMonth === undefined
      ? []
      : [t(fleet.largestItem === 'egress' ? 'egressMost' : 'egressIs', usd(cost.egressUsdPerMonth))]),
    ...(plan === undefined ? [] : wallSentences(plan, words)),
    ...(cost.uncertaintyShare === undefined ? [] : [t('uncertain', share(cost.uncertaintyShare))]),
  ];
}

function wallSentences(plan: TrafficPlan, { t, day, count, rate }: Words): readonly string[] {
  const { outgrownOn, outgrownByGrowthOn, fleetToday, oneEventLoopOutgrownOn, backendOutgrownOn } = plan;
  const instances = count(fleetToday.instances);
  const campaign = plan.campaigns.find(
    ({ from, to }) => outgrownOn !== undefined && from <= outgrownOn && outgrownOn <= to,
  );
  return [
    outgrownOn === undefined
      ? t('holdsAllYear', instances)
      : outgrownByGrowthOn === outgrownOn || campaign === undefined
        ? t('outgrown', instances, day(outgrownOn))
        : t('outgrownForCampaign', instances, day(outgrownOn), campaign.name),
    oneEventLoopOutgrownOn === undefined
      ? t('oneLoop', rate(plan.oneEventLoopRequestsPerSecond))
      : t('oneLoopOutgrown', rate(plan.oneEventLoopRequestsPerSecond), day(oneEventLoopOutgrownOn)),
    ...(backendOutgrownOn === undefined ? [] : [t('backendOutgrown', day(backendOutgrownOn))]),
  ];
}

function Months({ plan }: { readonly plan: TrafficPlan }): VNode {
  const words = useWords();
  const { t } = words;
  const charts = useMemo(() => monthCharts(plan.months, words), [plan, words]);
  const columns = useMemo(() => monthColumns(words), [words]);
  return (
    <section aria-labelledby="months">
      <h3 id="months">{t('months')}</h3>
      <p>
        {t('yearFixed')} <Money usd={plan.usd} />. {t('yearHourly')} <Money usd={plan.autoscaledUsd} />.
      </p>
      {charts.map((data) => (
        <Chart key={data.title} data={data} height={170} />
      ))}
      <DataTable
        name="months"
        caption={t('monthsCaption')}
        columns={columns}
        rows={plan.months}
        sort={{ key: 'from', descending: false }}
        searchText={monthKey}
        rowKey={monthKey}
        firstRows={12}
      />
    </section>
  );
}

const monthKey = ({ from }: PlannedMonth): string => from;

function monthCharts(months: readonly PlannedMonth[], words: Words): readonly ChartData[] {
  const { t, usd, count, month } = words;
  const x: Axis = {
    title: t('monthFrom'),
    text: (index) => month(months[index]?.from ?? ''),
    ticks: months.map((_, index) => index),
    domain: [0, Math.max(1, months.length - 1)],
  };
  const bars = (name: string, value: (each: PlannedMonth) => number | undefined): Series => ({
    ...{ name, shape: 'bar' },
    points: months.flatMap((each, index) => {
      const y = value(each);
      return y === undefined ? [] : [{ x: index, y }];
    }),
  });
  return [
    {
      title: t('instancesChart'),
      x,
      y: { title: t('instances'), text: count, whole: true },
      series: [bars(t('instances'), ({ instances }) => instances)],
    },
    {
      title: t('usdChart'),
      x,
      y: { title: t('usdMonth'), text: usd },
      series: [
        bars(t('fixed'), (each) => each.usd),
        bars(t('hourly'), ({ autoscaledUsd }) => autoscaledUsd),
        bars(t('egressShort'), ({ egressUsd }) => egressUsd),
      ].filter(({ points }) => points.length > 0),
    },
  ];
}

function monthColumns({ t, usd, count, rate, day }: Words): readonly Column<PlannedMonth>[] {
  const figure = figureColumn<PlannedMonth>;
  const money = (
    key: string,
    title: string,
    value: (month: PlannedMonth) => number | undefined,
  ): Column<PlannedMonth> => ({
    ...figure(key, title, value, usd),
    cell: (month) => <Money usd={value(month)} />,
  });
  return [
    { key: 'from', title: t('monthFrom'), value: ({ from }) => from, cell: ({ from }) => day(from) },
    figure('average', t('averageRate'), ({ averageRequestsPerSecond }) => averageRequestsPerSecond, rate),
    figure('peak', t('peakRate'), ({ peakRequestsPerSecond }) => peakRequestsPerSecond, rate),
    figure('instances', t('instances'), ({ instances }) => instances, count),
    money('fixed', t('fixed'), (month) => month.usd),
    money('hourly', t('hourly'), ({ autoscaledUsd }) => autoscaledUsd),
    money('egress', t('egressShort'), ({ egressUsd }) => egressUsd),
    {
      key: 'campaigns',
      title: t('planCampaigns'),
      value: ({ campaigns }) => campaigns?.join(', '),
      cell: ({ campaigns = [] }) => campaigns.join(', '),
    },
  ];
}

function CampaignTable({ campaigns }: { readonly campaigns: readonly PlannedCampaign[] }): VNode {
  const words = useWords();
  const columns = useMemo(() => campaignColumns(words), [words]);
  return (
    <DataTable
      name="campaigns"
      caption={words.t('campaignsCaption')}
      columns={columns}
      rows={campaigns}
      sort={{ key: 'from', descending: false }}
      searchText={campaignKey}
      rowKey={campaignKey}
    />
  );
}

const campaignKey = ({ name, from }: PlannedCampaign): string => `${name} ${from}`;

function campaignColumns({ t, usd, count, rate, day }: Words): readonly Column<PlannedCampaign>[] {
  const figure = figureColumn<PlannedCampaign>;
  const money = (
    key: string,
    title: string,
    value: (campaign: PlannedCampaign) => number | undefined,
  ): Column<PlannedCampaign> => ({ ...figure(key, title, value, usd), cell: (each) => <Money usd={value(each)} /> });
  return [
    { key: 'name', title: t('field_name'), value: ({ name }) => name, cell: ({ name }) => name },
    {
      key: 'from',
      title: t('field_start'),
      value: ({ from }) => from,
      cell: ({ from, to }) => `${day(from)} – ${day(to)}`,
    },
    figure('peak', t('peakRate'), ({ peakRequestsPerSecond }) => peakRequestsPerSecond, rate),
    figure('instances', t('instances'), ({ instances }) => instances, count),
    figure('extra', t('extraInstances'), ({ extraInstances }) => extraInstances, count),
    money('extraUsd', t('extraFixed'), ({ extraUsd }) => extraUsd),
    money('extraHourly', t('extraHourly'), ({ autoscaledExtraUsd }) => autoscaledExtraUsd),
    money('extraEgress', t('egressShort'), ({ egressExtraUsd }) => egressExtraUsd),
  ];
}
