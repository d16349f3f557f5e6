/** Everything of money that is not beside a function, line or route. */
import type { Change } from '../model/priced.ts';
import type { Cost, CostInputs, Fleet } from '../model/report-cost.ts';
import type { Worth } from '../model/report-plan.ts';
import type { ReportKnob } from '../model/report-quality.ts';
import { basisOf, type Assumed } from './assume.ts';
import { carbonOf } from './carbon.ts';
import { capacityOf, type Capacity, type Demand } from './capacity.ts';
import { cloudFunctionOptions } from './cloud-functions.ts';
import { containerOptions } from './containers.ts';
import type { Egress } from './egress-cost.ts';
import { extrasOf } from './extras.ts';
import { describeFleet } from './fleet.ts';
import { flagChanges, hardwareChanges } from './hardware.ts';
import { kubernetesManifest } from './kubernetes.ts';
import { costOptions } from './options.ts';
import { planTraffic } from './plan.ts';
import { imagine, type Imagined } from './what-if.ts';

export interface CostInput {
  readonly demand: Demand;
  readonly assumed: Assumed;
  readonly egress: Egress;
  readonly inputs: CostInputs;
  readonly functions: readonly Imagined[];
  readonly knobs: readonly ReportKnob[];
  readonly worth: (change: Change) => Worth;
}

export function costOf({ demand, assumed, egress, inputs, functions, knobs, worth }: CostInput): Cost {
  const { basis, host, sizing, here } = assumed;
  const capacity = capacityOf(demand, host, sizing.workers);
  const options = costOptions(demand, assumed);
  const extras = extrasOf(assumed);
  const fleet = capacity === undefined ? undefined : fleetOf(capacity, assumed, { ...egress.cost, ...extras.cost });
  const hardware =
    fleet === undefined
      ? []
      : [...flagChanges(knobs, demand, assumed, fleet), ...hardwareChanges(demand, assumed, options, fleet)];
  const carbon = carbonOf({
    ...basis,
    cpuMsThere: demand.cpuMs * host.factor,
    yieldWhenFull: host.yieldWhenFull,
    utilization: sizing.utilization,
    ...(demand.bytesOut === undefined ? {} : { bytesOut: demand.bytesOut }),
  });
  const kubernetes = kubernetesManifest({ ...assumed, demand });
  return {
    assumptions: [...assumed.words, ...nothingPriced(demand, capacity), ...egress.words, ...extras.words],
    inputs,
    uncertaintyShare: here.halfWidth,
    basis: basisOf(basis),
    options,
    containers: containerOptions(demand, assumed),
    cloudFunctions: cloudFunctionOptions(demand, assumed),
    ...egress.cost,
    ...(fleet === undefined ? {} : { fleet }),
    ...planOf(capacity, demand, assumed, egress),
    ...(hardware.length === 0 ? {} : { hardware }),
    ...(inputs.whatIf === undefined
      ? {}
      : { whatIf: inputs.whatIf.map((change) => imagine(change, functions, demand.cpuMs, worth)) }),
    ...(carbon === undefined ? {} : { carbon }),
    ...(kubernetes === undefined ? {} : { kubernetes }),
    ...(assumed.priceLists.length === 0 ? {} : { priceLists: assumed.priceLists }),
  };
}

function nothingPriced({ cpuMs }: Demand, capacity: Capacity | undefined): readonly string[] {
  if (capacity !== undefined) return [];
  return [
    cpuMs > 0
      ? 'One process of this application does not fit in the memory of that instance type, so nothing is priced on it.'
      : 'No CPU time was measured, so nothing is priced.',
  ];
}

function fleetOf(
  capacity: Capacity,
  { shape, sizing, usdPerHour }: Assumed,
  other: { readonly egressUsdPerMonth?: number; readonly extrasUsdPerMonth?: number },
): Fleet | undefined {
  return shape === undefined ? undefined : describeFleet({ shape, capacity, sizing, usdPerHour, ...other });
}

function planOf(
  capacity: Capacity | undefined,
  demand: Demand,
  { shape, sizing, usdPerHour, firstDay, deployment, host }: Assumed,
  { billed }: Egress,
): Pick<Cost, 'plan'> {
  if (capacity === undefined || shape === undefined || !Number.isFinite(firstDay)) return {};
  const { instances, backendRequestsPerSecond } = deployment;
  return {
    plan: planTraffic({
      shape,
      capacity,
      oneLoopRequestsPerSecond: 1000 / (demand.loopMs * host.factor),
      sizing,
      usdPerHour,
      firstDay,
      ...(instances === undefined ? {} : { instancesToday: instances }),
      ...(backendRequestsPerSecond === undefined ? {} : { backendRequestsPerSecond }),
      ...(billed === undefined ? {} : { egress: billed }),
    }),
  };
}
