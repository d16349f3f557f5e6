/**
 * How fast one core of a processor is, by the name that the operating system gives it: means over the instance types that have it. Names that
 * hide different processors are left out.
 *
 * The figures in this file are taken and derived from Spare Cores' benchmarks (github.com/SpareCores/sc-inspector-data at
 * 804d3c71ddaec2fb0fe443c77b6719bd03a96072, 2026-08-22) and are licensed CC BY-SA 4.0
 * (https://creativecommons.org/licenses/by-sa/4.0/): whoever passes this file on, changed or not, names Spare Cores and
 * passes it on under the same licence. The rest of the project is not affected.
 */

/** On the scale of `sku-speeds.ts`. */
const indexes: Readonly<Record<string, number>> = {
  'AMD EPYC 7571': 753,
  'AMD EPYC 7763 64-Core Processor': 1662,
  'AMD EPYC 7B13': 1584,
  'AMD EPYC 7R13 Processor': 1677,
  'AMD EPYC 9B14': 1860,
  'AMD EPYC 9R14': 2060,
  'AMD EPYC 9R45': 2874,
  'AMD EPYC 9V74 80-Core Processor': 2073,
  'AMD EPYC Processor': 1521,
  'AMD EPYC-Genoa Processor': 2073,
  'AMD EPYC-Milan Processor': 1978,
  'AMD EPYC-Rome Processor': 1512,
  'INTEL(R) XEON(R) PLATINUM 8573C': 1985,
  'INTEL(R) XEON(R) PLATINUM 8581C CPU @ 2.30GHz': 1976,
  'Intel(R) Xeon(R) 6975P-C': 2208,
  'Intel(R) Xeon(R) CPU @ 2.20GHz': 994,
  'Intel(R) Xeon(R) CPU @ 2.30GHz': 1095,
  'Intel(R) Xeon(R) CPU @ 2.80GHz': 1322,
  'Intel(R) Xeon(R) CPU @ 3.10GHz': 1538,
  'Intel(R) Xeon(R) CPU E5-2686 v4 @ 2.30GHz': 992,
  'Intel(R) Xeon(R) Platinum 8175M CPU @ 2.50GHz': 1271,
  'Intel(R) Xeon(R) Platinum 8259CL CPU @ 2.50GHz': 908,
  'Intel(R) Xeon(R) Platinum 8272CL CPU @ 2.60GHz': 1308,
  'Intel(R) Xeon(R) Platinum 8275CL CPU @ 3.00GHz': 1467,
  'Intel(R) Xeon(R) Platinum 8370C CPU @ 2.80GHz': 1687,
  'Intel(R) Xeon(R) Platinum 8375C CPU @ 2.90GHz': 1647,
  'Intel(R) Xeon(R) Platinum 8481C CPU @ 2.70GHz': 1633,
  'Intel(R) Xeon(R) Platinum 8488C': 1828,
  'Neoverse-N1': 1124,
  'Neoverse-N2': 2050,
  'Neoverse-V1': 1632,
  'Neoverse-V2': 2239,
};

/** Undefined for a processor that no measured instance type has. */
export function indexOfProcessor(cpuModel: string): number | undefined {
  const name = cpuModel.trim();
  return Object.hasOwn(indexes, name) ? indexes[name] : undefined;
}
