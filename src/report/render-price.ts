/**
 * In: a Report and the width of a terminal. Out: what `leanscope price` prints: everything of money, fleets first.
 * Deliberately not here: CPU, memory and what else `leanscope run` shows.
 */
import { plain } from '../model/plain-text.ts';
import type { ReportFunction } from '../model/report-code.ts';
import type { CloudFunctionOption, CostOption } from '../model/report-cost.ts';
import type { ReportRoute } from '../model/report-load.ts';
import type { PlannedMonth } from '../model/report-plan.ts';
import type { Report } from '../model/report.ts';
import { numbers, words, wrap } from './columns.ts';
import { ms, rate, unitUsd, usd } from './figures.ts';
import { campaignWords, fleetWords, hardwareWords, savingWords, whatIfWords } from './money-words.ts';
import { placeOf } from './place-of.ts';
import type { TextOptions } from './render-text.ts';
import { textTable, type Column } from './table.ts';

const mostRows = 8;
const mostOptions = 12;

export function renderPrice(report: Report, { colour, width }: TextOptions): string {
  const { cost, advice } = report;
  const bold = (text: string) => (colour ? `\u001b[1m${text}\u001b[22m` : text);
  const section = (title: string, lines: readonly string[]): readonly string[] =>
    lines.length === 0 ? [] : ['', bold(title), ...lines];
  const table = (columns: readonly Column[]): readonly string[] =>
    columns[0]?.cells.length === 0 ? [] : textTable(columns, width - 2).map((row) => `  ${row}`);
  const bullets = (lines: readonly string[]): readonly string[] =>
    lines.flatMap((line) => wrap(plain(line), { width, first: '  - ' }));
  return [
    bold(plain(report.app.command)),
    ...section('Fleet', bullets(fleetWords(report))),
    ...section('Months ahead', table(monthColumns(cost.plan?.months ?? []))),
    ...section('Campaigns', bullets((cost.plan?.campaigns ?? []).map(campaignWords))),
    ...section('What if', bullets((cost.whatIf ?? []).map(whatIfWords))),
    ...section('Fix the code', bullets(advice.map(({ title, saving }) => `${title}: ${savingWords(saving)}.`))),
    ...section('Or change the hardware', bullets((cost.hardware ?? []).map(hardwareWords))),
    ...section('Instance types', table(optionColumns(cost.options))),
    ...section('Containers', table(optionColumns(cost.containers ?? []))),
    ...(cost.options.some(({ confidence }) => confidence === 'low')
      ? ['', '  ?: the price is quoted at second hand, or the processor is shared']
      : []),
    ...section('Functions as a service', table(cloudFunctionColumns(cost.cloudFunctions ?? []))),
    ...section('Functions', table(functionColumns(report))),
    ...section('Routes', table(routeColumns(report))),
    ...section(
      'Kubernetes',
      (cost.kubernetes ?? '')
        .trimEnd()
        .split('\n')
        .filter(Boolean)
        .map((line) => `  ${line}`),
    ),
    ...section('Energy and carbon', bullets(carbonWords(report))),
    ...section('What the dollars assume', bullets(cost.assumptions)),
    '',
  ].join('\n');
}

function carbonWords({ cost: { carbon, basis } }: Report): readonly string[] {
  if (carbon === undefined || basis === undefined) return [];
  const { kWhPerMillionRequests: kWh, gramsCO2ePerMillionRequests: grams, range, source, asOf } = carbon;
  const three = (value: number): string => `${Number(value.toPrecision(3))}`;
  return [
    `About ${three(grams)} g CO2e (between ${three(range.low)} and ${three(range.high)}) and ${three(kWh)} kWh per million requests on ${basis.provider} ${basis.sku}, ${basis.region} (SCI, ISO/IEC 21031; ${source}, ${asOf}). For comparing versions, not for a company's report.`,
  ];
}

function monthColumns(months: readonly PlannedMonth[]): readonly Column[] {
  return [
    words('from', months, ({ from }) => from),
    numbers('average/s', months, (month) => rate(month.averageRequestsPerSecond)),
    numbers('peak/s', months, (month) => rate(month.peakRequestsPerSecond)),
    numbers('instances', months, ({ instances }) => `${instances}`),
    numbers('$ fixed', months, (month) => usd(month.usd)),
    numbers('$ hourly', months, (month) => usd(month.autoscaledUsd)),
    numbers('$ bytes out', months, (month) => usd(month.egressUsd)),
    words('campaigns', months, ({ campaigns = [] }) => plain(campaigns.join(', '))),
  ];
}

function optionColumns(options: readonly CostOption[]): readonly Column[] {
  const shown = options.slice(0, mostOptions);
  return [
    numbers('$/1M req', shown, (option) => unitUsd(option.usdPerMillionRequests)),
    { ...numbers('from', shown, (option) => unitUsd(option.range.low)), dropOrder: 2 },
    { ...numbers('to', shown, (option) => unitUsd(option.range.high)), dropOrder: 3 },
    numbers('instances', shown, ({ instances }) => (instances === undefined ? '' : `${instances}`)),
    numbers('$/month', shown, (option) => usd(option.usdPerMonth)),
    numbers('hourly', shown, (option) => usd(option.autoscaledUsdPerMonth)),
    { ...numbers('spot', shown, (option) => usd(option.spot?.usdPerMonth)), dropOrder: 4 },
    words('binds', shown, ({ bindingResource = '' }) => (bindingResource === 'eventLoop' ? 'loop' : bindingResource)),
    words(
      'type',
      shown,
      ({ provider, sku, region, confidence }) => `${provider} ${sku}, ${region}${confidence === 'low' ? ' ?' : ''}`,
    ),
    { ...words('price as of', shown, ({ asOf, source }) => `${asOf}, ${source}`), dropOrder: 1 },
  ];
}

function cloudFunctionColumns(options: readonly CloudFunctionOption[]): readonly Column[] {
  return [
    numbers('$/1M req', options, (option) => unitUsd(option.usdPerMillionRequests)),
    numbers('billed', options, (option) => ms(option.durationMs)),
    numbers('$/1M per ms waited', options, (option) => unitUsd(option.waitUsdPerMillionRequestsPerMs)),
    numbers('$/month', options, (option) => usd(option.usdPerMonth)),
    words('service', options, ({ provider, sku, region }) => `${provider} ${sku}, ${region}`),
    words('price as of', options, ({ asOf, source }) => `${asOf}, ${source}`),
  ];
}

function functionColumns({ functions }: Report): readonly Column[] {
  const own = (fn: ReportFunction) => fn.ownUsdPerMillionRequests ?? -1;
  const shown = functions
    .filter((fn) => own(fn) >= 0)
    .sort((a, b) => own(b) - own(a))
    .slice(0, mostRows);
  return [
    numbers('own $/1M req', shown, (fn) => unitUsd(fn.ownUsdPerMillionRequests)),
    numbers('self', shown, (fn) => unitUsd(fn.usdPerMillionRequests)),
    numbers('up to', shown, (fn) => unitUsd(fn.totalUsdPerMillionRequests)),
    numbers('self $/month', shown, (fn) => usd(fn.usdPerMonth)),
    { ...words('function', shown, ({ name }) => plain(name)), most: 30 },
    { ...words('place', shown, placeOf), cut: 'start' },
  ];
}

function routeColumns({ routes }: Report): readonly Column[] {
  const all = (route: ReportRoute) => (route.usdPerMillionRequests ?? 0) + (route.egressUsdPerMillionRequests ?? 0);
  const shown = [...routes].sort((a, b) => all(b) - all(a)).slice(0, mostRows);
  return [
    numbers('CPU $/1M req', shown, (route) => unitUsd(route.usdPerMillionRequests)),
    numbers('bytes out', shown, (route) => unitUsd(route.egressUsdPerMillionRequests)),
    numbers('CPU $/month', shown, (route) => usd(route.usdPerMonth)),
    numbers('bytes out', shown, (route) => usd(route.egressUsdPerMonth)),
    words('route', shown, ({ method, path }) => plain(`${method} ${path}`)),
  ];
}
