/** The arithmetic of compute cost, without any catalogue. Symbols in the comments: d CPU-s per request, k machine factor, n vCPUs, y SMT yield, ρ target utilisation. */
import type { VcpuKind } from './catalogue.ts';

export const hoursPerMonth = 730;
export const secondsPerMonth = hoursPerMonth * 3600;

/**
 * What a vCPU keeps of its alone-speed when all vCPUs of the instance are busy: means over 72 instance types, measured by
 * others. A hyperthread shares its core, so "2 vCPUs" of the one kind are not "2 vCPUs" of the other.
 */
const smtYield: Readonly<Record<VcpuKind, number>> = { thread: 0.64, core: 0.97 };

export interface InstanceShape {
  readonly vcpus: number;
  readonly vcpuIs: VcpuKind;
  readonly usdPerHour: number;
}

export interface Sizing {
  /** CPU time on the instance's core for one ms of CPU time here: 1 is "as fast as this machine", above 1 is slower. */
  readonly machineFactor: number;
  readonly utilizationTarget: number;
}

/** $ per million requests = 10⁶ · d·k / (n · y · ρ · 3600) · $/h: what one more million costs at scale. */
export function usdPerMillionRequests(cpuMsPerRequest: number, instance: InstanceShape, sizing: Sizing): number {
  // 10⁶ requests × ms ÷ 1000 ÷ 3600 s
  const cpuHours = (cpuMsPerRequest * sizing.machineFactor) / 3.6;
  const usefulHoursPerHour = instance.vcpus * smtYield[instance.vcpuIs] * sizing.utilizationTarget;
  return (cpuHours / usefulHoursPerHour) * instance.usdPerHour;
}

/** Requests per second of one instance with all its vCPUs busy: n · y / (d · k). Infinite where a request costs nothing. */
export function instanceCeiling(cpuMsPerRequest: number, instance: InstanceShape, sizing: Sizing): number {
  return (instance.vcpus * smtYield[instance.vcpuIs] * 1000) / (cpuMsPerRequest * sizing.machineFactor);
}

/** Two at least, for two zones; and one more than needed, so that one may fail. */
export function instancesFor(requestsPerSecond: number, ceiling: number, sizing: Sizing): number {
  return Math.max(2, Math.ceil(requestsPerSecond / (sizing.utilizationTarget * ceiling)) + 1);
}

/** The monthly worth of a marginal cost; linear, unlike a bill in whole instances. */
export function usdPerMonthAt(requestsPerSecond: number, usdPerMillion: number): number {
  return (usdPerMillion * requestsPerSecond * secondsPerMonth) / 1e6;
}
