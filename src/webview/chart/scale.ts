/** From values to places on an axis, and the round values that an axis names; no drawing. */

export interface Scale {
  readonly kind: 'linear' | 'log';
  readonly domain: readonly [number, number];
  readonly at: (value: number) => number;
}

/** A domain of one value is widened, or everything would lie on one point. */
export function scaleOf(
  kind: Scale['kind'],
  [low, high]: readonly [number, number],
  [from, to]: readonly [number, number],
): Scale {
  if (kind === 'log' && low > 0) {
    const [a, b] = low < high ? [low, high] : [low / 2, low * 2];
    const share = (value: number): number => Math.log(Math.max(value, a) / a) / Math.log(b / a);
    return { kind, domain: [a, b], at: (value) => from + share(value) * (to - from) };
  }
  const [a, b] = low < high ? [low, high] : [low, low + 1];
  return { kind: 'linear', domain: [a, b], at: (value) => from + ((value - a) / (b - a)) * (to - from) };
}

/** Round values (1, 2 or 5 times a power of ten) inside the domain, about as many as asked for. */
export function ticksOf({ kind, domain: [low, high] }: Scale, wanted: number): readonly number[] {
  return kind === 'log' ? logTicks(low, high, wanted) : linearTicks(low, high, wanted);
}

function linearTicks(low: number, high: number, wanted: number): readonly number[] {
  const step = roundStep((high - low) / Math.max(1, wanted));
  const first = Math.ceil(low / step - 1e-9);
  const count = Math.floor(high / step + 1e-9) - first + 1;
  // Multiplied, not added up: 0.1 + 0.2 is no round number.
  return Array.from({ length: Math.max(0, count) }, (_, index) => Number(((first + index) * step).toPrecision(12)));
}

function roundStep(raw: number): number {
  const power = 10 ** Math.floor(Math.log10(raw));
  const factor = [1, 2, 5, 10].find((each) => each * power >= raw * (1 - 1e-9)) ?? 10;
  return factor * power;
}

function logTicks(low: number, high: number, wanted: number): readonly number[] {
  const decades = Math.log10(high / low);
  const factors = decades * 3 <= wanted ? [1, 2, 5] : [1];
  const first = Math.floor(Math.log10(low));
  const powers = Array.from({ length: Math.ceil(decades) + 2 }, (_, index) => 10 ** (first + index));
  const all = powers.flatMap((power) => factors.map((factor) => Number((factor * power).toPrecision(12))));
  const inside = all.filter((value) => value >= low * (1 - 1e-9) && value <= high * (1 + 1e-9));
  const every = Math.max(1, Math.ceil(inside.length / Math.max(1, wanted)));
  // Within less than one decade there may be no round power: then the linear ones serve.
  return inside.length < 2 ? linearTicks(low, high, wanted) : inside.filter((_, index) => index % every === 0);
}

/** From 0, where the values begin near it or a length is read as an amount, up to a little more than the most. */
export function domainOf(values: readonly number[], fromZero: boolean): readonly [number, number] {
  const finite = values.filter(Number.isFinite);
  const low = finite.reduce((a, b) => Math.min(a, b), Infinity);
  const high = finite.reduce((a, b) => Math.max(a, b), -Infinity);
  if (finite.length === 0) return [0, 1];
  return fromZero ? [Math.min(0, low), high <= 0 ? 1 : high] : [low, high];
}
