/** Plans that come from outside, a message or an address, where anything may stand: what cannot be computed with is left out. */
import type { CostInputs } from '../model/report-cost.ts';
import type { Campaign, Deployment, Engineering, Traffic, WhatIf } from '../model/spec.ts';
import { checkDeployment, checkEngineering, checkTraffic } from './check-plans.ts';

export function knownInputs(value: unknown): CostInputs {
  if (!isObject(value)) return {};
  const { traffic, deployment, engineering, whatIf } = value as Partial<Record<keyof CostInputs, unknown>>;
  const known = {
    traffic: isObject(traffic) ? knownTraffic(traffic) : undefined,
    deployment: isObject(deployment) ? knownDeployment(deployment) : undefined,
    engineering: isObject(engineering) ? checkEngineering(engineering as unknown as Engineering).value : undefined,
    whatIf: Array.isArray(whatIf) ? whatIf.filter(isWhatIf) : undefined,
  };
  return Object.fromEntries(Object.entries(known).filter(([, each]) => each !== undefined));
}

function knownTraffic(value: object): Traffic | undefined {
  const { campaigns, ...rest } = value as Partial<Traffic>;
  const listed = Array.isArray(campaigns) ? { campaigns: campaigns.filter(isObject) as readonly Campaign[] } : {};
  return checkTraffic({ ...rest, ...listed } as Traffic).value;
}

function knownDeployment(value: object): Deployment | undefined {
  const deployment = value as Deployment;
  const names: readonly unknown[] = [deployment.provider, deployment.region, deployment.instance];
  return names.every((name) => typeof name === 'string') ? checkDeployment(deployment).value : undefined;
}

function isWhatIf(value: unknown): value is WhatIf {
  if (!isObject(value)) return false;
  const { function: name, speedup } = value as Partial<WhatIf>;
  return typeof name === 'string' && typeof speedup === 'number' && speedup > 1;
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
