/** Traffic, deployment and engineers' time as a user types them: "average=200,growth=4%", on top of what the run has. */
import type { Campaign, Deployment, Engineering, Plans, Traffic, WhatIf } from '../model/spec.ts';
import { checkDeployment, checkEngineering, checkTraffic } from '../price/check-plans.ts';
import { ownValue } from '../model/own-value.ts';
import { badCall } from './arguments.ts';

export interface PlanFlags {
  readonly traffic?: string;
  readonly 'requests-per-second'?: string;
  readonly campaign?: readonly string[];
  readonly deployment?: string;
  readonly engineering?: string;
  readonly 'what-if'?: readonly string[];
}

/** Short names of flags → fields. */
const trafficNames: Readonly<Record<string, keyof Traffic>> = {
  average: 'averageRequestsPerSecond',
  peak: 'peakFactor',
  'peak-hour': 'peakHour',
  daily: 'daily',
  weekly: 'weekly',
  growth: 'growthPerMonth',
  burst: 'burstFactor',
  cached: 'cachedBytesShare',
};
const deploymentNames: Readonly<Record<string, keyof Deployment>> = {
  utilization: 'utilizationTarget',
  purchase: 'purchase',
  discount: 'discount',
  share: 'purchaseShare',
  workers: 'workersPerInstance',
  min: 'minInstances',
  spare: 'spareInstances',
  instances: 'instances',
  headroom: 'scaleUpHeadroom',
  backend: 'backendRequestsPerSecond',
  extras: 'extras',
};
const engineeringNames: Readonly<Record<string, keyof Engineering>> = {
  'usd-per-hour': 'usdPerHour',
  hours: 'hoursPerChange',
};

/** @throws FailureError badCall, which names what is wrong */
export function plansOfFlags(flags: PlanFlags, known: Plans): Plans & { readonly whatIf?: readonly WhatIf[] } {
  const traffic = trafficOf(flags, known.traffic);
  const deployment = deploymentOf(flags.deployment, known.deployment);
  const engineering =
    flags.engineering === undefined
      ? known.engineering
      : ({ ...known.engineering, ...fieldsOf('engineering', flags.engineering, engineeringNames) } as Engineering);
  refuse([
    ...(traffic === undefined ? [] : checkTraffic(traffic).problems),
    ...(deployment === undefined ? [] : checkDeployment(deployment).problems),
    ...(engineering === undefined ? [] : checkEngineering(engineering).problems),
  ]);
  return {
    ...(traffic === undefined ? {} : { traffic }),
    ...(deployment === undefined ? {} : { deployment }),
    ...(engineering === undefined ? {} : { engineering }),
    ...(flags['what-if'] === undefined ? {} : { whatIf: flags['what-if'].map(whatIfOf) }),
  };
}

function refuse([problem]: readonly string[]): void {
  if (problem !== undefined) throw badCall(`${problem}.`);
}

function trafficOf(flags: PlanFlags, known: Traffic | undefined): Traffic | undefined {
  const { traffic, campaign, 'requests-per-second': rate } = flags;
  if (traffic === undefined && campaign === undefined && rate === undefined) return known;
  const stated = traffic === undefined ? {} : fieldsOf('traffic', withName(traffic, 'average'), trafficNames);
  const merged = {
    ...known,
    ...stated,
    ...(rate === undefined ? {} : { averageRequestsPerSecond: numberOf('requests-per-second', rate) }),
    ...(campaign === undefined ? {} : { campaigns: campaign.map(campaignOf) }),
  };
  if (merged.averageRequestsPerSecond === undefined)
    throw badCall('No average traffic is stated.', 'For example: --traffic average=200,growth=4%');
  return merged as Traffic;
}

/** A bare figure is the average. */
function withName(text: string, name: string): string {
  return text.includes('=') ? text : `${name}=${text}`;
}

function deploymentOf(text: string | undefined, known: Deployment | undefined): Deployment | undefined {
  if (text === undefined) return known;
  const [place = '', ...rest] = text.split(',');
  if (place.includes('=') && known !== undefined) return { ...known, ...fieldsOf('deployment', text, deploymentNames) };
  const [provider, region, instance, ...more] = place.split('/');
  if (!provider || !region || !instance || more.length > 0)
    throw badCall(
      `--deployment wants PROVIDER/REGION/INSTANCE, not "${place}".`,
      'For example: --deployment aws/eu-west-1/c7g.large,purchase=spot',
    );
  return { provider, region, instance, ...fieldsOf('deployment', rest.join(','), deploymentNames) };
}

function fieldsOf(
  flag: string,
  text: string,
  names: Readonly<Record<string, string>>,
): Readonly<Record<string, unknown>> {
  const pairs = text.split(',').filter((pair) => pair.trim() !== '');
  return Object.fromEntries(
    pairs.map((pair) => {
      const at = pair.indexOf('=');
      const name = pair.slice(0, at).trim();
      const field = ownValue(names, name);
      if (at < 0 || field === undefined)
        throw badCall(`--${flag} knows ${Object.keys(names).join(', ')}, each with "=", not "${pair}".`);
      return [field, valueOf(`${flag} ${name}`, pair.slice(at + 1).trim())];
    }),
  );
}

/** 200, 4%, spot, or several figures as 1:2:3. */
function valueOf(what: string, text: string): unknown {
  if (/^[a-z_]/i.test(text))
    return text.includes('+') || Object.hasOwn(extras, text)
      ? text.split('+').map((name) => ownValue(extras, name) ?? name)
      : text;
  return text.includes(':') ? text.split(':').map((each) => numberOf(what, each)) : numberOf(what, text);
}

const extras: Readonly<Record<string, string>> = {
  'load-balancer': 'loadBalancer',
  nat: 'natGateway',
  kubernetes: 'kubernetesControlPlane',
};

/** @param what the flag, and the name in it. @throws FailureError badCall, which says what was typed */
function numberOf(what: string, text: string): number {
  const percent = text.endsWith('%');
  const digits = percent ? text.slice(0, -1) : text;
  const value = digits.trim() === '' ? NaN : Number(digits) / (percent ? 100 : 1);
  if (Number.isFinite(value)) return value;
  throw badCall(`--${what} wants a number, not "${text}".`);
}

/** START/DAYS/MULTIPLIER[/RAMP DAYS][/NAME] */
function campaignOf(text: string): Campaign {
  const [start, days, multiplier, ...rest] = text.split('/');
  if (start === undefined || days === undefined || multiplier === undefined)
    throw badCall(
      `--campaign wants START/DAYS/MULTIPLIER, not "${text}".`,
      'For example: --campaign 2027-11-26/4/3, or with a day of ramp and a name: 2027-11-26/4/3/1/autumn sale',
    );
  const [ramp, ...words] = rest;
  const name = words.join('/');
  return {
    start,
    days: numberOf('campaign DAYS', days),
    multiplier: numberOf('campaign TIMES', multiplier.replace(/^x|x$/, '')),
    ...(ramp === undefined ? {} : { rampDays: numberOf('campaign RAMP DAYS', ramp) }),
    ...(name === '' ? {} : { name }),
  };
}

/** Beyond it a function costs nothing. */
const mostSpeedup = 1e6;

/** renderCatalogue=2x; ids of functions have "=" nowhere else. */
function whatIfOf(text: string): WhatIf {
  const at = text.lastIndexOf('=');
  const speedup = Number(text.slice(at + 1).replace(/x$/, '') || NaN);
  if (at <= 0 || !(speedup > 1 && speedup <= mostSpeedup))
    throw badCall(
      `--what-if wants FUNCTION=SPEED-UP with a speed-up above 1, not "${text}".`,
      'For example: --what-if renderCatalogue=2x',
    );
  return { function: text.slice(0, at), speedup };
}
