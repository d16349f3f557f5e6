/** The figures of a Report in words, as every text form shows them. */
import { formatBytes, formatMs, formatRate, formatShare, formatUnitUsd, formatUsd } from '../model/format.ts';
import type { Interval, LedgerKind, Report } from '../model/report.ts';

export const ledgerWords: Readonly<Record<LedgerKind, string>> = {
  function: 'functions',
  gc: 'garbage collection',
  native: 'native and engine code',
  offThread: 'other threads',
  idle: 'background while idle',
  unattributed: 'not attributed',
};

export const locale = 'en-US';

export const ms = (value: number | undefined): string => (value === undefined ? '' : formatMs(value, locale));
export const bytes = (value: number | undefined): string => (value === undefined ? '' : formatBytes(value, locale));
export const usd = (value: number | undefined): string => (value === undefined ? '' : formatUsd(value, locale));
export const unitUsd = (value: number | undefined): string => (value === undefined ? '' : formatUnitUsd(value, locale));
export const share = (value: number | undefined): string => (value === undefined ? '' : formatShare(value, locale));
export const rate = (value: number | undefined): string => (value === undefined ? '' : formatRate(value, locale));

export function between(interval: Interval | undefined): string {
  return interval === undefined ? '' : ` (95 % ${ms(interval.low)} to ${ms(interval.high)})`;
}

export function revisionOf({ commit, dirty }: Report['app']): string | undefined {
  if (commit === undefined) return undefined;
  return dirty === true ? `${commit.slice(0, 10)} with changes` : commit.slice(0, 10);
}

/** The sentences under the title of every text form: cost, money, load, machine limits. */
export function headlines({ totals, cost, capacity }: Report): readonly string[] {
  return [
    `${ms(totals.cpuMsPerRequest)} CPU per request${between(totals.cpuMsPerRequestInterval)}, of it ${ms(totals.gcMsPerRequest)} garbage collection`,
    joined([
      totals.allocatedBytesPerRequest === undefined
        ? undefined
        : `${bytes(totals.allocatedBytesPerRequest)} allocated per request`,
      `${bytes(totals.bytesInPerRequest)} in and ${bytes(totals.bytesOutPerRequest)} out per request`,
    ]),
    moneyLine(totals, cost),
    joined([
      `${totals.requests.toLocaleString(locale)} requests, ${totals.errors.toLocaleString(locale)} errors`,
      latencyWords(totals.latencyMs),
      `event loop ${share(totals.eventLoopUtilization)} busy`,
      `peak RSS ${bytes(totals.rssPeakBytes)}`,
    ]),
    capacity === undefined ? '' : capacityWords(capacity),
  ].filter((line) => line !== '');
}

function moneyLine(totals: Report['totals'], { basis, egressUsdPerMillionRequests }: Report['cost']): string {
  if (totals.usdPerMillionRequests === undefined || basis === undefined) return '';
  return joined([
    `${unitUsd(totals.usdPerMillionRequests)} of compute per million requests on ${basis.provider} ${basis.sku}, ${basis.region} (±30 %)`,
    totals.usdPerMonth === undefined ? undefined : `${usd(totals.usdPerMonth)} a month at the stated traffic`,
    egressUsdPerMillionRequests === undefined
      ? undefined
      : `${unitUsd(egressUsdPerMillionRequests)} per million requests for bytes out`,
  ]);
}

export function latencyWords({ p50, p90, p99, p999, max }: Report['totals']['latencyMs']): string | undefined {
  const known = Object.entries({ p50, p90, p99, 'p99.9': p999, max }).filter(([, value]) => value !== undefined);
  return known.length === 0 ? undefined : known.map(([name, value]) => `${name} ${ms(value)}`).join(', ');
}

function capacityWords({ requestsPerSecondPerCore, bindingResource }: NonNullable<Report['capacity']>): string {
  const bound = bindingResource === undefined ? '' : `, bound by ${resourceWords[bindingResource]}`;
  return `about ${rate(requestsPerSecondPerCore)} requests per second per core${bound}`;
}

const resourceWords = {
  eventLoop: 'the event loop',
  cpu: 'CPU',
  memory: 'memory',
  network: 'the network',
  generator: 'the load generator',
} as const;

function joined(parts: readonly (string | undefined)[]): string {
  return parts.filter((part) => part !== undefined).join(' · ');
}
