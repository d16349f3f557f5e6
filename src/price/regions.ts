/** Which regions of different providers serve the same people, so that prices of neighbours are compared. */
import { ownValue } from '../model/own-value.ts';
const areas: readonly Readonly<Record<string, readonly string[]>>[] = [
  {
    aws: ['us-east-1', 'us-east-2', 'us-west-1', 'us-west-2'],
    gcp: ['us-central1', 'us-east1', 'us-east4', 'us-west1'],
    azure: ['eastus', 'eastus2', 'centralus', 'westus2', 'westus3'],
    digitalocean: ['nyc1'],
  },
  { aws: ['ca-central-1'], azure: ['canadacentral'] },
  { aws: ['eu-west-1'], gcp: ['europe-west1', 'europe-west4'], azure: ['northeurope', 'westeurope', 'francecentral'] },
  { aws: ['eu-west-2'], gcp: ['europe-west2'], azure: ['uksouth'] },
  { aws: ['eu-central-1'], gcp: ['europe-west3'], azure: ['germanywestcentral'], hetzner: ['fsn1'] },
  { aws: ['eu-north-1'], gcp: ['europe-north1'], azure: ['swedencentral'] },
  { aws: ['ap-south-1'], gcp: ['asia-south1'], azure: ['centralindia'] },
  { aws: ['ap-southeast-1'], gcp: ['asia-southeast1'], azure: ['southeastasia'] },
  { aws: ['ap-southeast-2'], gcp: ['australia-southeast1'], azure: ['australiaeast'] },
  { aws: ['ap-northeast-1'], gcp: ['asia-northeast1'], azure: ['japaneast'] },
  { aws: ['ap-northeast-2'], azure: ['koreacentral'] },
  { aws: ['sa-east-1'], gcp: ['southamerica-east1'], azure: ['brazilsouth'] },
];

/** Sold from one place to everybody. */
const everywhere = [['hetzner', 'fsn1']] as const;

/** The region itself first, then one near it of each other provider that has one. */
export function regionsNear(
  provider: string,
  region: string,
): readonly (readonly [provider: string, region: string])[] {
  const area = areas.find((each) => ownValue(each, provider)?.includes(region)) ?? {};
  const near = Object.entries(area).flatMap(([name, [first]]) =>
    name === provider || first === undefined ? [] : [[name, first] as const],
  );
  const others = everywhere.filter(([name]) => name !== provider && area[name] === undefined);
  return [[provider, region], ...near, ...others];
}
