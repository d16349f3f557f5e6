/** What a Report says of money, in sentences that every text form shows. */
import { plain } from '../model/plain-text.ts';
import type { Fleet, FleetResource } from '../model/report-cost.ts';
import type { AdviceSaving } from '../model/report-findings.ts';
import type { HardwareChange, PlannedCampaign, Worth, WhatIfWorth } from '../model/report-plan.ts';
import type { Report } from '../model/report.ts';
import { ms, rate, unitUsd, usd } from './figures.ts';

const resourceWords: Readonly<Record<FleetResource, string>> = {
  eventLoop: 'event loops',
  cpu: 'the processor',
  memory: 'memory, which holds fewer processes than there are vCPUs,',
  network: 'the network',
};

/** The stated deployment today, and when it no longer does. Nothing without traffic. */
export function fleetWords({ cost }: Report): readonly string[] {
  const { fleet, basis, plan } = cost;
  if (fleet === undefined || basis === undefined) return [];
  return [
    `${instancesOf(fleet.instances)} of ${basis.provider} ${basis.sku} in ${basis.region}: ${usd(fleet.usdPerMonth)} a month all the time, ${usd(fleet.autoscaledUsdPerMonth)} when each hour has as many as it needs${extras(fleet)}.`,
    `One instance holds ${rate(fleet.requestsPerSecondPerInstance)} requests/s at ${Math.round(fleet.utilizationTarget * 100)} % with ${processes(fleet.workersPerInstance)}; ${resourceWords[fleet.bindingResource]} would be full first. The busiest minute has ${rate(fleet.peakRequestsPerSecond)} requests/s.`,
    ...(cost.egressUsdPerMonth === undefined
      ? []
      : [
          `Bytes out: ${usd(cost.egressUsdPerMonth)} a month${fleet.largestItem === 'egress' ? ', more than the fleet' : ''}.`,
        ]),
    ...(plan === undefined ? [] : wallWords(plan)),
  ];
}

function extras({ extrasUsdPerMonth }: Fleet): string {
  return extrasUsdPerMonth === undefined ? '' : `, and ${usd(extrasUsdPerMonth)} for what else was asked for`;
}

function processes(count: number): string {
  return count === 1 ? 'one process' : `${count} processes`;
}

function instancesOf(count: number): string {
  return count === 1 ? '1 instance' : `${count} instances`;
}

function wallWords(plan: NonNullable<Report['cost']['plan']>): readonly string[] {
  const {
    outgrownOn,
    fleetToday,
    oneEventLoopRequestsPerSecond: loop,
    oneEventLoopOutgrownOn,
    backendOutgrownOn,
  } = plan;
  const today = `Today's ${instancesOf(fleetToday.instances)}${fleetToday.stated ? '' : ' (what today needs)'}`;
  const wall = `One event loop holds ${rate(loop)} requests/s at that utilisation, however big its machine`;
  return [
    outgrownOn === undefined
      ? `${today} hold for the next 12 months.`
      : `${today} no longer hold from ${outgrownOn} on${reasonOf(plan, outgrownOn)}.`,
    oneEventLoopOutgrownOn === undefined
      ? `${wall}.`
      : `${wall}; peaks are above that from ${oneEventLoopOutgrownOn} on.`,
    ...(backendOutgrownOn === undefined
      ? []
      : [`What is behind the application gives out from ${backendOutgrownOn} on.`]),
  ];
}

/** A campaign ends; growth does not. */
function reasonOf({ campaigns, outgrownByGrowthOn }: NonNullable<Report['cost']['plan']>, on: string): string {
  if (outgrownByGrowthOn === on) return '';
  const campaign = campaigns.find(({ from, to }) => from <= on && on <= to);
  const growth =
    outgrownByGrowthOn === undefined
      ? 'growth alone stays within them'
      : `growth alone goes beyond them on ${outgrownByGrowthOn}`;
  return campaign === undefined ? '' : `, for ${plain(campaign.name)}; ${growth}`;
}

export function campaignWords({
  name,
  from,
  to,
  instances,
  extraInstances,
  extraUsd,
  autoscaledExtraUsd,
  egressExtraUsd,
}: PlannedCampaign): string {
  const egress = egressExtraUsd === undefined ? '' : `, and ${usd(egressExtraUsd)} for its bytes`;
  return `${plain(name)}, ${from} to ${to}: ${instancesOf(instances)}, ${extraInstances} more than without it; ${usd(extraUsd)} more with each day's peak held all day, ${usd(autoscaledExtraUsd)} hour by hour${egress}.`;
}

export function whatIfWords(worth: WhatIfWorth): string {
  if (worth.problem !== undefined) return plain(worth.problem);
  const faster =
    worth.requestSpeedup === undefined
      ? ''
      : ` (a request takes ${((1 - 1 / worth.requestSpeedup) * 100).toFixed(1)} % less CPU)`;
  return `${plain(worth.function)} ${worth.speedup} times as fast saves up to ${ms(worth.cpuMsPerRequest)} a request${faster}: ${worthWords(worth)}. A ceiling until it is measured again.`;
}

/** Of a finding: the CPU's worth, the bytes' worth, or both. */
export function savingWords(saving: AdviceSaving): string {
  const egress = saving.egressUsdPerMillionRequests;
  if (egress === undefined)
    return saving.usdPerMillionRequests === undefined ? worthWords(saving) : `up to ${worthWords(saving)}`;
  const bytesOut = `up to ${unitUsd(egress)} of bytes out per million requests`;
  return saving.cpuMsPerRequest > 0 ? `${bytesOut}, and ${worthWords(saving)}` : bytesOut;
}

/** "$12 a month at scale; 1 instance less, $74 a month on the bill; …" */
function worthWords(worth: Worth): string {
  const {
    usdPerMillionRequests,
    usdPerMonth,
    instances,
    steppedUsdPerMonth,
    nextStepCpuMsPerRequest,
    paysFromRequestsPerSecond,
    paybackMonths,
  } = worth;
  if (usdPerMillionRequests === undefined) return 'what that is worth is not known';
  if (usdPerMonth === undefined) return `$${Number(usdPerMillionRequests.toPrecision(2))} per million requests`;
  const step =
    nextStepCpuMsPerRequest === undefined
      ? ''
      : `${ms(nextStepCpuMsPerRequest)} less in all is ${instances === 0 ? 'one instance' : 'one more instance'} less`;
  const until =
    paysFromRequestsPerSecond === undefined
      ? ''
      : `; less than that changes nothing on the bill until ${rate(paysFromRequestsPerSecond)} requests/s on average`;
  return [
    `${usd(usdPerMonth)} a month at scale`,
    instances === undefined || instances === 0
      ? 'no instance less today'
      : `${instancesOf(instances)} less, ${usd(steppedUsdPerMonth)} a month on the bill`,
    ...(step === '' ? [] : [step + until]),
    ...(paybackMonths === undefined ? [] : [`paid back in ${Number(paybackMonths.toPrecision(2))} months`]),
  ].join('; ');
}

export function hardwareWords({
  kind,
  name,
  instances,
  usdPerMonth,
  savesUsdPerMonth,
  loopSpeedup,
}: HardwareChange): string {
  const what = { otherType: 'The same code on', biggerType: 'Twice the vCPUs:', runtimeFlag: 'With' }[kind];
  const money = savesUsdPerMonth >= 0 ? `${usd(savesUsdPerMonth)} less` : `${usd(-savesUsdPerMonth)} more`;
  const loop =
    Math.abs(loopSpeedup - 1) < 0.02
      ? 'one event loop is no faster there'
      : `one event loop is ${Number(loopSpeedup.toPrecision(2))} times as fast there`;
  return `${what} ${plain(name)}: ${instancesOf(instances)}, ${usd(usdPerMonth)} a month, ${money}; ${loop}.`;
}
