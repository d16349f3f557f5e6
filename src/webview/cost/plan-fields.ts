/** The numbers of a plan that a reader may set: which, in what unit, how far a slider goes; what they may be is `price/`'s to say. */
import type { CostInputs } from '../../model/report-cost.ts';
import { unstated } from '../../price/assume.ts';
import { limitsOf, type Limits } from '../../price/check-plans.ts';

export type FieldName =
  | 'averageRequestsPerSecond'
  | 'peakFactor'
  | 'growthPerMonth'
  | 'burstFactor'
  | 'peakHour'
  | 'cachedBytesShare'
  | 'utilizationTarget'
  | 'discount'
  | 'purchaseShare'
  | 'workersPerInstance'
  | 'minInstances'
  | 'spareInstances'
  | 'instances'
  | 'scaleUpHeadroom'
  | 'backendRequestsPerSecond'
  | 'usdPerHour'
  | 'hoursPerChange'
  | 'days'
  | 'multiplier'
  | 'rampDays'
  | 'speedup';

export interface NumberField {
  readonly name: FieldName;
  /** In what is shown: percent where it is one. */
  readonly limits: Limits;
  readonly percent?: true;
  readonly required?: true;
  readonly slider?: Slider;
  /** What is taken where nothing is stated, in what is shown. */
  readonly assumed?: number;
}

export interface Slider {
  readonly least: number;
  readonly most: number;
  readonly log?: true;
}

type Group = 'traffic' | 'deployment' | 'engineering' | 'campaign';
type Extras = Omit<NumberField, 'name' | 'limits' | 'assumed'>;

function field(group: Group, name: FieldName, extras: Extras = {}): NumberField {
  // The names of a group are checked by the unit tests: each has limits.
  const limits = limitsOf(group, name as never) ?? { least: -Infinity, most: Infinity, whole: false };
  const scale = extras.percent === true ? 100 : 1;
  const assumed = (unstated as Readonly<Record<string, number | undefined>>)[name];
  return {
    ...extras,
    name,
    limits: { least: shown(limits.least * scale), most: shown(limits.most * scale), whole: limits.whole },
    ...(assumed === undefined ? {} : { assumed: shown(assumed * scale) }),
  };
}

export const trafficFields: readonly NumberField[] = [
  field('traffic', 'averageRequestsPerSecond', { required: true, slider: { least: 0.1, most: 100_000, log: true } }),
  field('traffic', 'growthPerMonth', { percent: true, slider: { least: -20, most: 50 } }),
  field('traffic', 'peakFactor', { slider: { least: 1, most: 12 } }),
];

export const moreTrafficFields: readonly NumberField[] = [
  field('traffic', 'burstFactor'),
  field('traffic', 'peakHour'),
  field('traffic', 'cachedBytesShare', { percent: true }),
];

export const deploymentFields: readonly NumberField[] = [
  field('deployment', 'utilizationTarget', { percent: true, slider: { least: 10, most: 85 } }),
];

export const moreDeploymentFields: readonly NumberField[] = [
  field('deployment', 'minInstances'),
  field('deployment', 'spareInstances'),
  field('deployment', 'workersPerInstance'),
  field('deployment', 'instances'),
  field('deployment', 'scaleUpHeadroom', { percent: true }),
  field('deployment', 'backendRequestsPerSecond'),
];

export const purchaseFields: readonly NumberField[] = [
  field('deployment', 'discount', { percent: true, slider: { least: 0, most: 70 } }),
  field('deployment', 'purchaseShare', { percent: true, slider: { least: 0, most: 100 } }),
];

export const engineeringFields: readonly NumberField[] = [
  field('engineering', 'usdPerHour'),
  field('engineering', 'hoursPerChange'),
];

export const campaignFields: readonly NumberField[] = [
  field('campaign', 'days', { required: true }),
  field('campaign', 'multiplier', { required: true, slider: { least: 1, most: 20 } }),
  { name: 'rampDays', limits: { least: 0, most: 365, whole: true }, assumed: 0 },
];

export const speedupField: NumberField = {
  name: 'speedup',
  limits: { least: 1.001, most: 1e6, whole: false },
  required: true,
  slider: { least: 1.1, most: 20, log: true },
};

/** 0.07 × 100 is 7.000000000000001. */
export function shown(value: number): number {
  return Number.isFinite(value) ? Number(value.toPrecision(12)) : value;
}

export type Typed =
  | { readonly kind: 'value'; readonly value: number | undefined }
  | { readonly kind: 'empty' }
  | { readonly kind: 'wrong'; readonly typed: string };

/** What was typed, in the unit of the plan; or why it is none. */
export function valueOfTyped({ limits, percent, required }: NumberField, typed: string): Typed {
  const text = typed.trim();
  if (text === '') return required === true ? { kind: 'empty' } : { kind: 'value', value: undefined };
  const number = Number(text);
  const right = number >= limits.least && number <= limits.most && (!limits.whole || Number.isInteger(number));
  if (!right) return { kind: 'wrong', typed: text };
  return { kind: 'value', value: percent === true ? number / 100 : number };
}

/** 0 to 1 along the slider, and back; a slider gives round values. */
export function placeOnSlider({ least, most, log }: Slider, value: number): number {
  const inside = Math.min(most, Math.max(least, value));
  return log === true ? Math.log(inside / least) / Math.log(most / least) : (inside - least) / (most - least);
}

export function valueOnSlider({ least, most, log }: Slider, place: number): number {
  const value = log === true ? least * (most / least) ** place : least + place * (most - least);
  const digits = Math.abs(value) >= 100 || log === true ? 2 : 3;
  return Math.min(most, Math.max(least, Number(value.toPrecision(digits))));
}

export function numberIn(
  inputs: CostInputs,
  group: 'traffic' | 'deployment' | 'engineering',
  name: FieldName,
): number | undefined {
  const value = (inputs[group] as Readonly<Record<string, unknown>> | undefined)?.[name];
  return typeof value === 'number' ? value : undefined;
}
