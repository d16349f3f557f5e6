/**
 * What instances cost: Linux, on demand, shared tenancy, in USD. Facts quoted from public machine-readable files, each
 * with its source and date; nothing here is read from the network. Where a source mixes in other tenancies or operating
 * systems, the price is the lowest per vCPU over the sizes of the family, which price lists keep linear.
 */

/** `thread`: a vCPU is one of two hyperthreads of a core. `core`: a vCPU is a core of its own. */
export type VcpuKind = 'thread' | 'core';

export interface PricedSku {
  readonly provider: string;
  readonly region: string;
  readonly sku: string;
  readonly vcpus: number;
  readonly vcpuIs: VcpuKind;
  readonly memGiB: number;
  readonly usdPerHour: number;
  readonly source: string;
  /** ISO date, or as much of it as the source records. */
  readonly asOf: string;
}

const sources = {
  karpenterAws: { name: 'aws/karpenter-provider-aws, from the AWS Pricing API', asOf: '2026-07-20' },
  coroot: { name: 'coroot/cloud-pricing, lowest per vCPU of the family', asOf: '2024-08-09' },
  skypilotAws: { name: 'skypilot-org/skypilot-catalog', asOf: '2025' },
  karpenterGcp: { name: 'cloudpilot-ai/karpenter-provider-gcp', asOf: '2026-08-03' },
  karpenterAzure: { name: 'Azure/karpenter-provider-azure, lowest per vCPU of the family', asOf: '2026-06-18' },
} as const;

type RegionPrice = readonly [region: string, usdPerHour: number, source: keyof typeof sources];

interface SkuRow extends Pick<PricedSku, 'provider' | 'sku' | 'vcpus' | 'vcpuIs' | 'memGiB'> {
  readonly prices: readonly RegionPrice[];
}

const rows: readonly SkuRow[] = [
  {
    provider: 'aws',
    sku: 'c7g.large',
    vcpus: 2,
    vcpuIs: 'core',
    memGiB: 4,
    prices: [
      ['us-east-1', 0.0725, 'karpenterAws'],
      ['eu-west-1', 0.077519, 'coroot'],
      ['eu-central-1', 0.08245, 'coroot'],
    ],
  },
  {
    provider: 'aws',
    sku: 'c8g.large',
    vcpus: 2,
    vcpuIs: 'core',
    memGiB: 4,
    prices: [
      ['us-east-1', 0.07976, 'karpenterAws'],
      ['eu-west-1', 0.08528, 'skypilotAws'],
      ['eu-central-1', 0.0907, 'skypilotAws'],
    ],
  },
  {
    provider: 'aws',
    sku: 'm7g.large',
    vcpus: 2,
    vcpuIs: 'core',
    memGiB: 8,
    prices: [
      ['us-east-1', 0.0816, 'karpenterAws'],
      ['eu-west-1', 0.09095, 'coroot'],
      ['eu-central-1', 0.09775, 'coroot'],
    ],
  },
  {
    provider: 'aws',
    sku: 'c7i.large',
    vcpus: 2,
    vcpuIs: 'thread',
    memGiB: 4,
    prices: [
      ['us-east-1', 0.08925, 'karpenterAws'],
      ['eu-west-1', 0.09576, 'coroot'],
      ['eu-central-1', 0.10185, 'coroot'],
    ],
  },
  {
    provider: 'aws',
    sku: 'm7i.large',
    vcpus: 2,
    vcpuIs: 'thread',
    memGiB: 8,
    prices: [
      ['us-east-1', 0.1008, 'karpenterAws'],
      ['eu-west-1', 0.11235, 'coroot'],
      ['eu-central-1', 0.12075, 'coroot'],
    ],
  },
  {
    provider: 'gcp',
    sku: 'e2-standard-2',
    vcpus: 2,
    vcpuIs: 'thread',
    memGiB: 8,
    prices: [
      ['us-central1', 0.067011, 'karpenterGcp'],
      ['europe-west1', 0.073715, 'karpenterGcp'],
      ['europe-west3', 0.086336, 'karpenterGcp'],
    ],
  },
  {
    provider: 'gcp',
    sku: 'n2-standard-2',
    vcpus: 2,
    vcpuIs: 'thread',
    memGiB: 8,
    prices: [
      ['us-central1', 0.097118, 'karpenterGcp'],
      ['europe-west1', 0.106834, 'karpenterGcp'],
      ['europe-west3', 0.125124, 'karpenterGcp'],
    ],
  },
  {
    provider: 'gcp',
    sku: 't2d-standard-2',
    vcpus: 2,
    vcpuIs: 'core',
    memGiB: 8,
    prices: [
      ['us-central1', 0.084492, 'karpenterGcp'],
      ['europe-west1', 0.092946, 'karpenterGcp'],
      ['europe-west3', 0.108854, 'karpenterGcp'],
    ],
  },
  {
    provider: 'gcp',
    sku: 'c4a-standard-2',
    vcpus: 2,
    vcpuIs: 'core',
    memGiB: 8,
    prices: [
      ['us-central1', 0.0898, 'karpenterGcp'],
      ['europe-west1', 0.098879, 'karpenterGcp'],
      ['europe-west3', 0.105966, 'karpenterGcp'],
    ],
  },
  {
    provider: 'azure',
    sku: 'D2s_v5',
    vcpus: 2,
    vcpuIs: 'thread',
    memGiB: 8,
    prices: [
      ['eastus', 0.096, 'karpenterAzure'],
      ['westeurope', 0.115, 'karpenterAzure'],
      ['germanywestcentral', 0.115, 'karpenterAzure'],
    ],
  },
  {
    provider: 'azure',
    sku: 'D2as_v5',
    vcpus: 2,
    vcpuIs: 'thread',
    memGiB: 8,
    prices: [
      ['eastus', 0.086, 'karpenterAzure'],
      ['westeurope', 0.104, 'karpenterAzure'],
      ['germanywestcentral', 0.104, 'karpenterAzure'],
    ],
  },
  {
    provider: 'azure',
    sku: 'D2ps_v6',
    vcpus: 2,
    vcpuIs: 'core',
    memGiB: 8,
    prices: [
      ['eastus', 0.07, 'karpenterAzure'],
      ['westeurope', 0.08375, 'karpenterAzure'],
      ['germanywestcentral', 0.08375, 'karpenterAzure'],
    ],
  },
];

export const catalogue: readonly PricedSku[] = rows.flatMap(({ prices, ...sku }) =>
  prices.map(([region, usdPerHour, source]) => ({
    ...sku,
    region,
    usdPerHour,
    source: sources[source].name,
    asOf: sources[source].asOf,
  })),
);
