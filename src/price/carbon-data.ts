/**
 * Coefficients of energy and carbon, from Cloud Carbon Footprint (Apache-2.0): power, memory, network and embodied carbon from
 * github.com/cloud-carbon-footprint/ccf-coefficients at b0032d928c787cf76cecd7d1d611c5b46f366e29 (2026-04-24), intensity of the
 * grids from its tables of 2019 to 2021 (annual averages of the place, not what a provider buys). Changes: a selection; power is
 * by family of instance types; Graviton's is that of an AMD EPYC of the second generation, as in the source.
 */
export const carbonSource = 'Cloud Carbon Footprint coefficients, Apache-2.0';
export const carbonSourceUrl = 'https://github.com/cloud-carbon-footprint/ccf-coefficients';
export const carbonAsOf = '2026-04-24';

/** Watts of a vCPU, idle and at full load, by provider and family. */
export const wattsPerVcpu: Readonly<Record<string, readonly [idle: number, full: number]>> = {
  'aws/c7g': [0.474, 1.693],
  'aws/c8g': [0.474, 1.693],
  'aws/m7g': [0.474, 1.693],
  'aws/m8g': [0.474, 1.693],
  'aws/c6g': [0.474, 1.693],
  'aws/m6g': [0.474, 1.693],
  'aws/t4g': [0.474, 1.693],
  'aws/c7i': [1.036, 4.16],
  'aws/m7i': [1.036, 4.16],
  'aws/c6i': [0.767, 3.758],
  'aws/m6i': [0.767, 3.758],
  'aws/c7a': [0.739, 2.282],
  'aws/m7a': [0.739, 2.282],
  'aws/c6a': [0.456, 1.957],
  'aws/m6a': [0.456, 1.957],
  'aws/c8i': [0.582, 2.527],
  'aws/m8i': [0.582, 2.527],
  'aws/t3': [0.69, 4.063],
  'gcp/n2': [0.69, 3.755],
  'gcp/t2d': [0.456, 1.834],
  'gcp/n2d': [0.456, 1.834],
  'gcp/c3': [1.036, 4.062],
  'gcp/c4': [0.814, 4.382],
  'azure/Ds_v5': [0.767, 3.758],
  'azure/Das_v5': [0.445, 2.019],
};
/** Where the processor is not known. */
export const usualWattsPerVcpu = [0.74, 3.5] as const;

export const kWhPerGBOut = 0.001;

/** Energy of the data centre over that of its computers. */
export const powerUsageEffectiveness: Readonly<Record<string, number>> = { aws: 1.135, gcp: 1.1, azure: 1.185 };

/** g CO2e per kWh, by provider and region. */
export const gridIntensity: Readonly<Record<string, number>> = {
  'aws/us-east-1': 415.8,
  'aws/us-east-2': 440.2,
  'aws/us-west-1': 350.9,
  'aws/us-west-2': 350.9,
  'aws/af-south-1': 928.0,
  'aws/ap-east-1': 810.0,
  'aws/ap-south-1': 708.0,
  'aws/ap-northeast-3': 506.0,
  'aws/ap-northeast-2': 500.0,
  'aws/ap-southeast-1': 408.5,
  'aws/ap-southeast-2': 790.0,
  'aws/ap-northeast-1': 506.0,
  'aws/ca-central-1': 130.0,
  'aws/eu-central-1': 338.0,
  'aws/eu-west-1': 316.0,
  'aws/eu-west-2': 228.0,
  'aws/eu-south-1': 233.0,
  'aws/eu-west-3': 52.0,
  'aws/eu-north-1': 8.0,
  'aws/me-south-1': 732.0,
  'aws/sa-east-1': 74.0,
  'azure/centralus': 472.2,
  'azure/eastus': 415.8,
  'azure/eastus2': 415.8,
  'azure/northcentralus': 440.2,
  'azure/southcentralus': 396.3,
  'azure/westus': 350.9,
  'azure/westus2': 350.9,
  'azure/westus3': 350.9,
  'azure/eastasia': 810.0,
  'azure/southeastasia': 408.5,
  'azure/northeurope': 316.0,
  'azure/westeurope': 390.0,
  'azure/centralindia': 708.0,
  'azure/uksouth': 228.0,
  'azure/francecentral': 67.0,
  'azure/swedencentral': 9.0,
  'gcp/us-central1': 479.0,
  'gcp/us-east1': 500.0,
  'gcp/us-east4': 383.0,
  'gcp/us-west1': 117.0,
  'gcp/us-west2': 248.0,
  'gcp/us-west3': 561.0,
  'gcp/us-west4': 491.0,
  'gcp/asia-east1': 541.0,
  'gcp/asia-east2': 626.0,
  'gcp/asia-northeast1': 524.0,
  'gcp/asia-northeast2': 524.0,
  'gcp/asia-northeast3': 540.0,
  'gcp/asia-south1': 723.0,
  'gcp/asia-southeast1': 493.0,
  'gcp/asia-southeast2': 772.0,
  'gcp/australia-southeast1': 725.0,
  'gcp/europe-north1': 181.0,
  'gcp/europe-west1': 196.0,
  'gcp/europe-west2': 257.0,
  'gcp/europe-west3': 319.0,
  'gcp/europe-west4': 474.0,
  'gcp/europe-west6': 29.0,
  'gcp/northamerica-northeast1': 143.0,
  'gcp/southamerica-east1': 109.0,
};

/** Of making a server, kg CO2e: the source's servers have 1,020 to 1,610. One of 96 vCPUs is assumed. */
export const embodiedKgPerVcpu = 1300 / 96;
export const serverLifeHours = 35_040;
