/** The verdict in sentences, the headline numbers, and where the CPU goes. */
import type { VNode } from 'preact';
import type { ReportFunction } from '../../model/report-code.ts';
import { ratePerCore, type Capacity } from '../../model/report-capacity.ts';
import type { Report } from '../../model/report.ts';
import { FixFirst } from './fix-first.tsx';
import { Ledger } from './ledger.tsx';
import { Place } from '../place.tsx';
import { useWords, type Words } from '../words.ts';

export function Overview({ report }: { readonly report: Report }): VNode {
  return (
    <>
      <Verdict report={report} />
      <Headlines report={report} />
      <Ledger report={report} />
    </>
  );
}

function Verdict({ report }: { readonly report: Report }): VNode {
  const words = useWords();
  const { t, ms, unitUsd, share, rate } = words;
  const { totals, cost, capacity } = report;
  const { basis } = cost;
  const top = costliest(report);
  const money =
    totals.usdPerMillionRequests === undefined || basis === undefined
      ? t('verdictCost', ms(totals.cpuMsPerRequest))
      : t(
          'verdictMoney',
          ms(totals.cpuMsPerRequest),
          unitUsd(totals.usdPerMillionRequests),
          `${basis.provider} ${basis.sku}`,
        );
  return (
    <div class="verdict">
      <p>{money}</p>
      {capacity !== undefined && (
        <p>
          {capacitySentence(capacity, words)}{' '}
          {capacity.knee !== undefined &&
            t(capacity.breaking === undefined ? 'verdictKneeAtLeast' : 'verdictKnee', rate(capacity.knee.offered))}
        </p>
      )}
      <FixFirst report={report} />
      {top !== undefined && totals.cpuMsPerRequest > 0 && (
        <p>
          <span class="name">{top.name}</span> {t('verdictTop', share(causedCpuMs(top) / totals.cpuMsPerRequest))}{' '}
          <Place file={top.file} line={top.line} />
        </p>
      )}
    </div>
  );
}

function capacitySentence(capacity: Capacity, { t, rate }: Words): string {
  const { bindingResource: resource } = capacity;
  const perCore = ratePerCore(capacity);
  if (resource === undefined) return perCore === undefined ? '' : t('verdictCapacity', rate(perCore));
  const bound = t(`binds_${resource}`);
  return perCore === undefined ? t('verdictElsewhere', bound) : t('verdictBound', rate(perCore), bound);
}

function causedCpuMs(fn: ReportFunction): number {
  return (fn.ownCpuMsPerRequest ?? fn.selfCpuMsPerRequest) + (fn.ownGcCpuMsPerRequest ?? fn.gcCpuMsPerRequest ?? 0);
}

/** Of the application's own functions: a dependency is not the user's to edit. */
function costliest({ functions }: Report): ReportFunction | undefined {
  return functions
    .filter(({ origin }) => origin === 'app')
    .reduce<ReportFunction | undefined>(
      (top, fn) => (top === undefined || causedCpuMs(fn) > causedCpuMs(top) ? fn : top),
      undefined,
    );
}

function Headlines({ report: { totals, cost } }: { readonly report: Report }): VNode {
  const { t, ms, bytes, usd, unitUsd, share, count } = useWords();
  const { cpuMsPerRequestInterval: interval, latencyMs } = totals;
  const basisRange = cost.options.find(
    ({ provider, region, sku }) =>
      provider === cost.basis?.provider && region === cost.basis.region && sku === cost.basis.sku,
  )?.range;
  return (
    <dl class="headlines">
      <Headline
        title={t('cpuPerRequest')}
        value={ms(totals.cpuMsPerRequest)}
        details={[interval === undefined ? '' : t('between', ms(interval.low), ms(interval.high))]}
      />
      <Headline
        title={t('perMillion')}
        value={unitUsd(totals.usdPerMillionRequests)}
        details={[
          basisRange === undefined ? '' : t('plusMinus', unitUsd(basisRange.low), unitUsd(basisRange.high)),
          totals.usdPerMonth === undefined ? '' : t('perMonth', usd(totals.usdPerMonth)),
        ]}
      />
      <Headline
        title={t('egress')}
        value={unitUsd(cost.egressUsdPerMillionRequests)}
        details={[cost.egressUsdPerMonth === undefined ? '' : t('perMonth', usd(cost.egressUsdPerMonth))]}
      />
      <Headline
        title={t('allocated')}
        value={bytes(totals.allocatedBytesPerRequest)}
        details={[totals.gcMsPerRequest === undefined ? t('gcUnknown') : t('gcTime', ms(totals.gcMsPerRequest))]}
      />
      <Headline
        title={t('bytesOut')}
        value={bytes(totals.bytesOutPerRequest)}
        details={[t('bytesIn', bytes(totals.bytesInPerRequest))]}
      />
      {latencyMs.p99 === undefined ? (
        <Headline title={t('latencyMedian')} value={ms(latencyMs.p50)} details={[]} />
      ) : (
        <Headline title={t('latency')} value={ms(latencyMs.p99)} details={[t('medianIs', ms(latencyMs.p50))]} />
      )}
      <Headline
        title={t('memoryPeak')}
        value={bytes(totals.rssPeakBytes)}
        details={[t('heapPeak', bytes(totals.heapUsedPeakBytes))]}
      />
      <Headline title={t('loopBusy')} value={share(totals.eventLoopUtilization)} details={[]} />
      <Headline title={t('requests')} value={count(totals.requests)} details={[t('errors', count(totals.errors))]} />
    </dl>
  );
}

interface HeadlineProps {
  readonly title: string;
  /** Empty: unknown, and then there is no headline. */
  readonly value: string;
  readonly details: readonly string[];
}

function Headline({ title, value, details }: HeadlineProps): VNode | null {
  if (value === '') return null;
  return (
    <div>
      <dt>{title}</dt>
      <dd class="value">{value}</dd>
      {details
        .filter((detail) => detail !== '')
        .map((detail) => (
          <dd key={detail} class="detail">
            {detail}
          </dd>
        ))}
    </div>
  );
}
