/** What the money rests on: instance, utilisation, traffic; and in words, what was assumed where nothing was stated. */
import type { Deployment, Traffic } from '../model/spec.ts';
import { catalogue, type PricedSku } from './catalogue.ts';
import type { Sizing } from './marginal.ts';

const defaultSku = { provider: 'aws', region: 'us-east-1', sku: 'm7i.large' } as const;
const defaultUtilization = 0.65;

/** Half-width of every absolute figure as a share of it: this machine's speed is not calibrated against the cloud's. */
export const uncertainty = 0.3;

export interface Assumed {
  readonly basis: PricedSku;
  readonly sizing: Sizing;
  readonly requestsPerSecond?: number;
  readonly words: readonly string[];
}

export function assume(deployment: Deployment | undefined, traffic: Traffic | undefined): Assumed {
  const basis = chooseBasis(deployment);
  const utilization = chooseUtilization(deployment);
  const rate = chooseRate(traffic);
  return {
    basis: basis.value,
    sizing: { machineFactor: 1, utilizationTarget: utilization.value },
    ...(rate.value === undefined ? {} : { requestsPerSecond: rate.value }),
    words: [
      ...basis.words,
      ...utilization.words,
      `A core there is taken to be as fast as a core of this machine, which is not calibrated: read every absolute figure as ±${uncertainty * 100} %. Comparisons between functions are not affected.`,
      'A vCPU that is a hyperthread keeps 0.64 of its speed when all are busy, one that is a core 0.97.',
      ...rate.words,
    ],
  };
}

interface Chosen<T> {
  readonly value: T;
  readonly words: readonly string[];
}

function chooseBasis(deployment: Deployment | undefined): Chosen<PricedSku> {
  const wanted = deployment === undefined ? undefined : findSku(deployment);
  const value = wanted ?? defaultBasis();
  const price = `Dollars beside functions and routes stand for ${nameOf(value)} at $${value.usdPerHour}/h on demand (Linux; ${value.source}, ${value.asOf}).`;
  if (deployment === undefined || wanted !== undefined) return { value, words: [price] };
  const { provider, region, instance } = deployment;
  const missing = `The catalogue has no price for "${provider} ${instance}" in "${region}", so ${nameOf(value)} stands in for it.`;
  return { value, words: [missing, price] };
}

function findSku({ provider, region, instance }: Deployment): PricedSku | undefined {
  const plain = (name: string) => name.trim().toLowerCase();
  // Azure itself writes both D2s_v5 and Standard_D2s_v5.
  const sku = plain(instance).replace(/^standard_/, '');
  return catalogue.find(
    (row) => row.provider === plain(provider) && row.region === plain(region) && plain(row.sku) === sku,
  );
}

function defaultBasis(): PricedSku {
  const row = catalogue.find(
    ({ provider, region, sku }) =>
      provider === defaultSku.provider && region === defaultSku.region && sku === defaultSku.sku,
  );
  if (row === undefined) throw new Error('the catalogue has lost its default instance');
  return row;
}

function nameOf({ provider, sku, region }: PricedSku): string {
  return `${provider} ${sku} in ${region}`;
}

function chooseUtilization(deployment: Deployment | undefined): Chosen<number> {
  const stated = deployment?.utilizationTarget;
  if (stated === undefined) {
    return {
      value: defaultUtilization,
      words: [`Instances are planned at ${percent(defaultUtilization)} CPU utilisation.`],
    };
  }
  if (stated > 0 && stated <= 1) {
    return { value: stated, words: [`Instances are planned at ${percent(stated)} CPU utilisation, as stated.`] };
  }
  return {
    value: defaultUtilization,
    words: [
      `The stated utilisation target ${stated} is not between 0 and 1; ${percent(defaultUtilization)} is used instead.`,
    ],
  };
}

function percent(share: number): string {
  return `${Number((share * 100).toPrecision(3))} %`;
}

function chooseRate(traffic: Traffic | undefined): Chosen<number | undefined> {
  const rate = traffic?.averageRequestsPerSecond;
  if (rate === undefined) {
    return { value: undefined, words: ['No traffic is stated, so there are only unit prices, no monthly figures.'] };
  }
  if (!Number.isFinite(rate) || rate <= 0) {
    return {
      value: undefined,
      words: [`The stated traffic of ${rate} requests per second is not above 0, so there are no monthly figures.`],
    };
  }
  return {
    value: rate,
    words: [
      `Monthly figures are for ${rate} requests per second on average, 730 h a month.`,
      'Dollars per month beside functions are marginal: their linear part of a large fleet. Instance types are counted in whole instances for the average rate, one worker per vCPU, one instance to spare and never fewer than two; peaks need more.',
    ],
  };
}
