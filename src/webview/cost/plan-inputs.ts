/** What the planner computes with, and how it changes: always something that can be computed with, whatever was typed. */
import type { CostInputs, PriceBasis } from '../../model/report-cost.ts';
import type { Campaign, Deployment, Engineering, Traffic, WhatIf } from '../../model/spec.ts';
import { knownInputs } from '../../price/known-inputs.ts';

/** One field; `undefined` goes back to what is assumed. */
export function withTraffic(inputs: CostInputs, change: Partial<Traffic>): CostInputs {
  const traffic = without({ averageRequestsPerSecond: 1, ...inputs.traffic, ...change });
  return { ...inputs, traffic: traffic as Traffic };
}

export function withDeployment(
  inputs: CostInputs,
  basis: PriceBasis | undefined,
  change: Partial<Deployment>,
): CostInputs {
  const here = basis === undefined ? {} : { provider: basis.provider, region: basis.region, instance: basis.sku };
  const deployment = without({ ...here, ...inputs.deployment, ...change });
  return { ...inputs, deployment: deployment as unknown as Deployment };
}

/** Without a rate there is nothing that hours could be multiplied with. */
export function withEngineering(inputs: CostInputs, change: Partial<Engineering>): CostInputs {
  const engineering = without({ ...inputs.engineering, ...change });
  if (engineering.usdPerHour !== undefined) return { ...inputs, engineering: engineering as Engineering };
  return Object.fromEntries(Object.entries(inputs).filter(([name]) => name !== 'engineering'));
}

export function withCampaigns(inputs: CostInputs, campaigns: readonly Campaign[]): CostInputs {
  return withTraffic(inputs, { campaigns: campaigns.length === 0 ? undefined : campaigns } as Partial<Traffic>);
}

export function withWhatIf(inputs: CostInputs, whatIf: readonly WhatIf[]): CostInputs {
  return without({ ...inputs, whatIf: whatIf.length === 0 ? undefined : whatIf }) as CostInputs;
}

/** `exactOptionalPropertyTypes`: a field that is not stated is not there. */
export function without<T extends object>(value: T): Partial<T> {
  return Object.fromEntries(Object.entries(value).filter(([, each]) => each !== undefined)) as Partial<T>;
}

export function textOfInputs(inputs: CostInputs): string {
  return JSON.stringify(inputs);
}

/** Undefined for an address that was cut off on its way. */
export function inputsOfText(text: string): CostInputs | undefined {
  try {
    return knownInputs(JSON.parse(text));
  } catch {
    return undefined;
  }
}
