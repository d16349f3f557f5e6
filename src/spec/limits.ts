/** What the load must not exceed: what the command line says and what the scenario says, whichever is lower. */
import type { LoadLimits, Scenario } from '../model/spec.ts';

/** Of the seconds that load may take, so many are planned for; the rest is for answers that are late. */
const plannedShare = 0.8;

export function withLimits(scenario: Scenario | undefined, wished: LoadLimits | undefined): Scenario | undefined {
  if (wished === undefined) return scenario;
  const limits = lower(scenario?.limits ?? {}, wished);
  return scenario === undefined ? { requests: [], limits } : { ...scenario, limits };
}

function lower(a: LoadLimits, b: LoadLimits): LoadLimits {
  const names = [...new Set([...Object.keys(a), ...Object.keys(b)])] as readonly (keyof LoadLimits)[];
  return Object.fromEntries(names.map((name) => [name, Math.min(a[name] ?? Infinity, b[name] ?? Infinity)]));
}

export interface Limited {
  readonly budgetSeconds: number;
  readonly knobs: boolean;
  readonly warnings: readonly string[];
}

/** A measurement that ends by itself says more than one that is cut off; and each instance for settings has a load of its own. */
export function withinLimits(
  { budgetSeconds, knobs }: Omit<Limited, 'warnings'>,
  { seconds, bytes }: LoadLimits = {},
): Limited {
  const planned = Math.min(budgetSeconds, (seconds ?? Infinity) * plannedShare);
  const tried = knobs && bytes === undefined;
  return {
    budgetSeconds: planned,
    knobs: tried,
    warnings: [
      ...(planned < budgetSeconds
        ? [`The measurement was planned for ${Math.round(planned)} s: load may take ${seconds ?? 0} s, its limit.`]
        : []),
      ...(knobs && !tried
        ? ['Settings of V8 and Node.js were not tried: each needs a load of its own, and bytes are limited.']
        : []),
    ],
  };
}
