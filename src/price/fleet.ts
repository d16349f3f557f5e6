/** How many instances traffic takes, and what they come to in a month of 730 h. */
import type { Fleet } from '../model/report-cost.ts';
import { instancesFor, rateToHold, type Capacity, type Sizing } from './capacity.ts';
import { busiestHour, typicalWeek, type LoadShape } from './load-shape.ts';
import { hoursPerMonth } from './money.ts';

export interface FleetSize {
  /** For the busiest hour. */
  readonly instances: number;
  /** Mean over the hours of a week. */
  readonly autoscaledInstances: number;
}

export function fleetSize(shape: LoadShape, capacity: Capacity, sizing: Sizing): FleetSize {
  const needed = (rate: number) => instancesFor(rateToHold(rate, sizing), capacity, sizing);
  const week = typicalWeek(shape).map(needed);
  return {
    instances: needed(busiestHour(shape)),
    autoscaledInstances: week.reduce((a, b) => a + b, 0) / week.length,
  };
}

export interface FleetCost extends FleetSize {
  readonly usdPerMonth: number;
  readonly autoscaledUsdPerMonth: number;
}

export function fleetCost(shape: LoadShape, capacity: Capacity, sizing: Sizing, usdPerHour: number): FleetCost {
  const size = fleetSize(shape, capacity, sizing);
  return {
    ...size,
    usdPerMonth: size.instances * hoursPerMonth * usdPerHour,
    autoscaledUsdPerMonth: size.autoscaledInstances * hoursPerMonth * usdPerHour,
  };
}

export interface FleetInput {
  readonly shape: LoadShape;
  readonly capacity: Capacity;
  readonly sizing: Sizing;
  readonly usdPerHour: number;
  readonly egressUsdPerMonth?: number;
  readonly extrasUsdPerMonth?: number;
}

export function describeFleet({
  shape,
  capacity,
  sizing,
  usdPerHour,
  egressUsdPerMonth = 0,
  extrasUsdPerMonth,
}: FleetInput): Fleet {
  const cost = fleetCost(shape, capacity, sizing, usdPerHour);
  const perInstance = sizing.utilization * capacity.requestsPerSecond;
  return {
    averageRequestsPerSecond: shape.average,
    peakRequestsPerSecond: rateToHold(busiestHour(shape), sizing),
    workersPerInstance: capacity.workers,
    ceilings: capacity.ceilings,
    bindingResource: capacity.binding,
    utilizationTarget: sizing.utilization,
    requestsPerSecondPerInstance: perInstance,
    instances: cost.instances,
    usdPerMonth: cost.usdPerMonth,
    autoscaledUsdPerMonth: cost.autoscaledUsdPerMonth,
    usdPerMillionRequests: cost.usdPerMonth / ((shape.average * hoursPerMonth * 3600) / 1e6),
    ...(extrasUsdPerMonth === undefined ? {} : { extrasUsdPerMonth }),
    largestItem: egressUsdPerMonth > cost.usdPerMonth ? 'egress' : 'compute',
    holdsRequestsPerSecond: (cost.instances - sizing.spareInstances) * perInstance,
  };
}
