/** The same code on other instance types: of the basis's family every size, of other families one, here and near. */
import type { CostOption } from '../model/report-cost.ts';
import { basisOf, type Assumed } from './assume.ts';
import { capacityOf, type Capacity, type Demand } from './capacity.ts';
import { skusIn, type PricedSku } from './catalogue.ts';
import { fleetCost } from './fleet.ts';
import { marginalUsdPerMillion, spotUsdPerHour, usdPerHourOf } from './money.ts';
import { regionsNear } from './regions.ts';
import { hostOf, type KnownHost } from './speed.ts';

export function costOptions(demand: Demand, assumed: Assumed): readonly CostOption[] {
  const { basis, priceLists } = assumed;
  return regionsNear(basis.provider, basis.region)
    .flatMap(([provider, region]) => comparable(skusIn(provider, region, priceLists), basis))
    .map((sku) => costOption(sku, demand, assumed))
    .filter((option) => option !== undefined)
    .sort((a, b) => a.usdPerMillionRequests - b.usdPerMillionRequests);
}

/** Sizes of a family cost the same per vCPU, so one stands for it: the basis's size, or the one that comes nearest. */
function comparable(skus: readonly PricedSku[], basis: PricedSku): readonly PricedSku[] {
  const families = new Map<string, PricedSku[]>();
  for (const sku of skus) families.set(sku.family, [...(families.get(sku.family) ?? []), sku]);
  return [...families].flatMap(([family, sizes]) =>
    family === basis.family &&
    sizes.some(({ provider, region }) => provider === basis.provider && region === basis.region)
      ? sizes
      : nearest(sizes, basis),
  );
}

function nearest(sizes: readonly PricedSku[], { vcpus, memGiB }: PricedSku): readonly PricedSku[] {
  const distance = (sku: PricedSku) =>
    Math.abs(Math.log(sku.vcpus / vcpus)) + Math.abs(Math.log(sku.memGiB / memGiB)) / 10;
  return [...sizes].sort((a, b) => distance(a) - distance(b)).slice(0, 1);
}

/** Undefined where the code does not fit, or where nothing is known of how fast it would run there. */
export function costOption(sku: PricedSku, demand: Demand, assumed: Assumed): CostOption | undefined {
  const isBasis =
    sku.provider === assumed.basis.provider && sku.region === assumed.basis.region && sku.sku === assumed.basis.sku;
  const known = hostOf(sku, assumed.here);
  const capacity = capacityOf(demand, known.host, assumed.sizing.workers);
  const usdPerHour = usdPerHourOf(sku, assumed.buying);
  if (capacity === undefined || usdPerHour === undefined || (!known.speedKnown && !isBasis)) return undefined;
  const usd = marginalUsdPerMillion(capacity, usdPerHour, assumed.sizing);
  if (!Number.isFinite(usd)) return undefined;
  const note = noteOf(sku, known);
  return {
    ...basisOf(sku),
    vcpus: sku.vcpus,
    memGiB: sku.memGiB,
    purchase: assumed.buying.purchase,
    workers: capacity.workers,
    machineFactor: known.host.factor,
    ceilings: capacity.ceilings,
    bindingResource: capacity.binding,
    ...monthly(capacity, usdPerHour, assumed),
    ...spotOf(sku, capacity, assumed),
    usdPerMillionRequests: usd,
    range: { low: usd * (1 - assumed.here.halfWidth), high: usd * (1 + assumed.here.halfWidth) },
    ...(sku.confidence === 'low' || !known.speedKnown ? { confidence: 'low' as const } : {}),
    ...(note === undefined ? {} : { note }),
  };
}

function monthly(capacity: Capacity, usdPerHour: number, { shape, sizing }: Assumed): Partial<CostOption> {
  if (shape === undefined) return {};
  const { instances, usdPerMonth, autoscaledUsdPerMonth } = fleetCost(shape, capacity, sizing, usdPerHour);
  return { instances, usdPerMonth, autoscaledUsdPerMonth };
}

function spotOf(sku: PricedSku, capacity: Capacity, { shape, sizing }: Assumed): Partial<CostOption> {
  const usdPerHour = spotUsdPerHour(sku);
  if (usdPerHour === undefined) return {};
  const fleet = shape === undefined ? undefined : fleetCost(shape, capacity, sizing, usdPerHour);
  return { spot: { usdPerHour, ...(fleet === undefined ? {} : { usdPerMonth: fleet.usdPerMonth }) } };
}

function noteOf(sku: PricedSku, { speedKnown }: KnownHost): string | undefined {
  const notes = [
    ...(sku.baselineShare === undefined ? [] : [`burstable: sized for ${sku.baselineShare * 100} % of each vCPU`]),
    ...(sku.baselineUnknown === true ? ['burstable: its lasting share is not known, figures are for full speed'] : []),
    ...(sku.confidence === 'low' ? ['price quoted at second hand, or processor shared'] : []),
    ...(speedKnown ? [] : ['speed not known: taken to be as fast as this machine']),
  ];
  return notes.length === 0 ? undefined : notes.join('; ');
}
