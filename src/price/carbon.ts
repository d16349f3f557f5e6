/**
 * Energy and carbon of a million requests, as the Software Carbon Intensity has it (ISO/IEC 21031:2024): (E · I + M) per R, where R
 * is a request. Marginal, like the dollars: what one more million costs at the planned utilisation. Good for comparing two
 * versions and for orders of magnitude, not for a company's report.
 */
import { ownValue } from '../model/own-value.ts';
import type { Carbon } from '../model/report-cost.ts';
import {
  carbonAsOf,
  carbonSource,
  carbonSourceUrl,
  embodiedKgPerVcpu,
  gridIntensity,
  kWhPerGBOut,
  powerUsageEffectiveness,
  serverLifeHours,
  usualWattsPerVcpu,
  wattsPerVcpu,
} from './carbon-data.ts';

/** Either way: power, place and time of the electricity, and the server, are each known to within tens of per cent at best. */
const doubt = 2;

export interface CarbonInput {
  readonly provider: string;
  readonly region: string;
  readonly sku: string;
  /** CPU of a request there, ms, and what of a vCPU is of use: its yield when all are busy times the planned utilisation. */
  readonly cpuMsThere: number;
  readonly yieldWhenFull: number;
  readonly utilization: number;
  readonly bytesOut?: number;
}

/** Undefined where the electricity of the region is not known, or nothing was measured. */
export function carbonOf(input: CarbonInput): Carbon | undefined {
  const { provider, region, sku, cpuMsThere, yieldWhenFull, utilization, bytesOut = 0 } = input;
  const gramsPerKWh = gridIntensity[`${provider}/${region}`];
  const effectiveness = ownValue(powerUsageEffectiveness, provider);
  if (gramsPerKWh === undefined || effectiveness === undefined || !(cpuMsThere > 0)) return undefined;
  // 10⁶ requests × ms ÷ 1000 ÷ 3600 s
  const vcpuHours = cpuMsThere / 3.6 / (yieldWhenFull * utilization);
  const [idle, full] = wattsPerVcpu[`${provider}/${familyOf(sku)}`] ?? usualWattsPerVcpu;
  const computeKWh = (vcpuHours * (idle + utilization * (full - idle)) * effectiveness) / 1000;
  // 10⁶ requests × bytes ÷ 10⁹ bytes per GB
  const networkKWh = (bytesOut / 1000) * kWhPerGBOut;
  const embodiedGrams = (vcpuHours / serverLifeHours) * embodiedKgPerVcpu * 1000;
  const kWh = computeKWh + networkKWh;
  const grams = kWh * gramsPerKWh + embodiedGrams;
  return {
    kWhPerMillionRequests: kWh,
    gramsCO2ePerMillionRequests: grams,
    embodiedGramsPerMillionRequests: embodiedGrams,
    range: { low: grams / doubt, high: grams * doubt },
    gridGramsPerKWh: gramsPerKWh,
    source: carbonSource,
    url: carbonSourceUrl,
    asOf: carbonAsOf,
  };
}

/** c7g.large is of c7g, n2-standard-2 of n2, D2s_v5 of Ds_v5. */
function familyOf(sku: string): string {
  return sku
    .replace(/\..*$/, '')
    .replace(/-.*$/, '')
    .replace(/^([A-Z]+)\d+/, '$1');
}
