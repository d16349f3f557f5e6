/**
 * How fast one core of each instance type is, and what a vCPU keeps of that when all vCPUs of the instance are busy.
 *
 * The figures in this file are taken and derived from Spare Cores' benchmarks (github.com/SpareCores/sc-inspector-data at
 * 804d3c71ddaec2fb0fe443c77b6719bd03a96072, 2026-08-22) and are licensed CC BY-SA 4.0
 * (https://creativecommons.org/licenses/by-sa/4.0/): whoever passes this file on, changed or not, names Spare Cores and
 * passes it on under the same licence. The rest of the project is not affected.
 *
 * Index: geometric mean of Geekbench 6.3's single-core HTML5 Browser and Clang scores, of all public figures the closest
 * to what Node.js does. Different workloads disagree about the ratio of two types by 7 % in the median, ARM against x86 by 11 %.
 */
import { ownValue } from '../model/own-value.ts';
export const speedSource = 'Spare Cores, github.com/SpareCores/sc-inspector-data, 2026-08-22, CC BY-SA 4.0';

export interface SkuSpeed {
  /** Of one core alone. */
  readonly index: number;
  /** Speed of each vCPU when all are busy, over its speed alone. Two hyperthreads of a core share it: 0.6 and not 1. */
  readonly yieldWhenFull: number;
  /** The measured type that stands in where this one was not measured. */
  readonly like?: string;
}

/** [index, yield, vCPUs] */
const measured: Readonly<Record<string, readonly [index: number, yieldWhenFull: number, vcpus: number]>> = {
  'aws/c5.large': [1466.6, 0.605, 2],
  'aws/c6a.large': [1677.5, 0.657, 2],
  'aws/c6g.large': [1077.2, 0.981, 2],
  'aws/c6i.large': [1696.7, 0.595, 2],
  'aws/c7a.large': [2069.8, 0.964, 2],
  'aws/c7a.xlarge': [2052, 0.896, 4],
  'aws/c7g.large': [1628.6, 0.962, 2],
  'aws/c7g.xlarge': [1623.9, 0.96, 4],
  'aws/c7i.large': [1676.1, 0.627, 2],
  'aws/c7i.xlarge': [1855.5, 0.591, 4],
  'aws/c8a.large': [2863.5, 0.952, 2],
  'aws/c8g.large': [2235.9, 0.978, 2],
  'aws/c8i.large': [2212.3, 0.655, 2],
  'aws/m5.large': [1270.8, 0.607, 2],
  'aws/m6g.large': [1059.8, 0.975, 2],
  'aws/m6i.large': [1597.4, 0.624, 2],
  'aws/m7a.large': [2059.7, 0.968, 2],
  'aws/m7g.large': [1644, 0.971, 2],
  'aws/m7i.large': [1773.9, 0.627, 2],
  'aws/m7i.xlarge': [2005.8, 0.612, 4],
  'aws/m8a.large': [2885.2, 0.952, 2],
  'aws/m8g.large': [2241.9, 0.979, 2],
  'aws/m8i.large': [2204.3, 0.642, 2],
  'aws/t2.large': [1015.9, 0.975, 2],
  'aws/t2.medium': [982.2, 0.975, 2],
  'aws/t2.small': [977.9, 0.992, 1],
  'aws/t3.large': [974.2, 0.763, 2],
  'aws/t3.medium': [841.8, 0.696, 2],
  'aws/t3a.large': [771.9, 0.779, 2],
  'aws/t3a.medium': [733.3, 0.822, 2],
  'aws/t4g.large': [1012, 0.972, 2],
  'aws/t4g.medium': [999.1, 0.983, 2],
  'azure/B2as_v2': [1743.6, 0.637, 2],
  'azure/B2ms': [1255.6, 0.983, 2],
  'azure/B2ps_v2': [1229.3, 0.97, 2],
  'azure/B2s': [1238.1, 0.974, 2],
  'azure/B2s_v2': [1691.5, 0.604, 2],
  'azure/D2as_v5': [1581.3, 0.627, 2],
  'azure/D2as_v6': [2073.5, 0.661, 2],
  'azure/D2ds_v5': [1679.5, 0.605, 2],
  'azure/D2pds_v5': [1218.4, 0.956, 2],
  'azure/D2ps_v5': [1191.6, 0.986, 2],
  'azure/D2ps_v6': [2049.9, 0.979, 2],
  'azure/D2s_v3': [1211.5, 0.608, 2],
  'azure/D2s_v4': [1378.4, 0.605, 2],
  'azure/D2s_v5': [1689, 0.596, 2],
  'azure/D2s_v6': [1985, 0.64, 2],
  'azure/F2s_v2': [1457.4, 0.59, 2],
  'gcp/c2-standard-4': [1537.7, 0.586, 4],
  'gcp/c2d-standard-2': [1688.7, 0.632, 2],
  'gcp/c3-standard-4': [1632.9, 0.62, 4],
  'gcp/c3d-standard-4': [1859.9, 0.622, 4],
  'gcp/c4-standard-2': [1975.6, 0.657, 2],
  'gcp/e2-medium': [929.1, 0.464, 2],
  'gcp/e2-standard-2': [1027, 0.598, 2],
  'gcp/e2-standard-4': [1025.5, 0.585, 4],
  'gcp/n1-standard-2': [1094.7, 0.587, 2],
  'gcp/n2-standard-2': [1321.7, 0.612, 2],
  'gcp/n2d-standard-2': [1534.2, 0.632, 2],
  'gcp/n4-standard-2': [1729, 0.634, 2],
  'gcp/t2a-standard-2': [1198, 0.97, 2],
  'gcp/t2d-standard-1': [1560.4, 0.993, 1],
  'gcp/t2d-standard-2': [1553.5, 0.984, 2],
  'hetzner/cax11': [1131.5, 0.973, 2],
  'hetzner/cax21': [1121.4, 0.901, 4],
  'hetzner/ccx13': [1978.3, 0.663, 2],
  'hetzner/cpx21': [1520.7, 0.954, 3],
  'hetzner/cpx22': [2073.5, 0.973, 2],
  'hetzner/cx22': [563.7, 1.032, 2],
  'hetzner/cx23': [896.5, 0.997, 2],
  'hetzner/cx32': [832.2, 0.888, 4],
  'hetzner/cx33': [1512.4, 0.952, 4],
};

/** Families on the same processor as a measured one, so that its figures stand in. */
const sameProcessor: Readonly<Record<string, string>> = {
  'aws/m6a': 'aws/c6a',
  'gcp/e2-micro': 'gcp/e2-medium',
  'gcp/e2-small': 'gcp/e2-medium',
  'gcp/e2-highcpu': 'gcp/e2-standard',
  'gcp/n2-highcpu': 'gcp/n2-standard',
  'gcp/c3-highcpu': 'gcp/c3-standard',
  'gcp/c4-highcpu': 'gcp/c4-standard',
  'gcp/c4a-standard': 'aws/c8g',
  'gcp/c4a-highcpu': 'aws/c8g',
  'azure/Dls_v5': 'azure/Ds_v5',
};

/** Of the type itself, else of the size of its family that comes nearest; undefined where the processor was not measured. */
export function speedOf(provider: string, sku: string, vcpus: number): SkuSpeed | undefined {
  const name = `${provider}/${sku}`;
  const own = ownValue(measured, name);
  if (own !== undefined) return { index: own[0], yieldWhenFull: own[1] };
  const family = familyOf(name);
  const near = Object.entries(measured)
    .filter(([each]) => familyOf(each) === (ownValue(sameProcessor, family) ?? family))
    .sort(([, [, , a]], [, [, , b]]) => Math.abs(a - vcpus) - Math.abs(b - vcpus))[0];
  return near === undefined ? undefined : { index: near[1][0], yieldWhenFull: near[1][1], like: near[0] };
}

/** `aws/m7i.large` → `aws/m7i`, `gcp/n2-standard-2` → `gcp/n2-standard`, `azure/D2s_v5` → `azure/Ds_v5`, `hetzner/ccx13` → `hetzner/ccx`. */
function familyOf(name: string): string {
  return name
    .replace(/^(aws\/[^.]+)\..*$/, '$1')
    .replace(/^(gcp\/.+)-\d+$/, '$1')
    .replace(/^(azure\/[A-Z]+)\d+/, '$1')
    .replace(/^(hetzner\/[a-z]+)\d+$/, '$1');
}
