/** Figures of the bench as text. */
import type { Evidence, Trial } from './evidence.ts';
import { intervalOf, summaryOf } from './statistics.ts';

/** `0.62 points (0.31 to 0.94)`: the estimate with its 95 % confidence sequence. */
export function estimateText({ claim, values }: Evidence): string {
  if (values.length === 0) return 'unknown';
  const { hypothesis, unit } = claim;
  const summary = summaryOf(values);
  const { low, high } = intervalOf(hypothesis, summary);
  const scale = hypothesis.of === 'proportion' ? 100 : 1;
  const text = (value: number): string => short(value * scale);
  const between = Number.isFinite(low) ? `${text(low)} to ${text(high)}` : 'anything';
  return `${text(summary.mean)}${unit} (${between})`;
}

/** Three digits that count. */
export function short(value: number): string {
  if (value === 0) return '0';
  const digits = Math.max(0, 2 - Math.floor(Math.log10(Math.abs(value))));
  return value.toFixed(Math.min(4, digits));
}

export function noiseText({ noises }: Trial): string {
  if (noises.length === 0) return '';
  const others = noises.map(({ othersShare }) => othersShare).sort((a, b) => a - b);
  const paces = noises.flatMap(({ paceUs }) => paceUs);
  const percent = (share: number | undefined): string => `${((share ?? NaN) * 100).toFixed(0)} %`;
  const speed = percent(Math.max(...paces) / Math.min(...paces) - 1);
  return `others ${percent(others[others.length >> 1])}, at most ${percent(others.at(-1))}; speed within ${speed}`;
}

export function countText({ setAside, failures }: Trial, { values }: Evidence): string {
  const { busy, unsteady } = setAside;
  const aside = busy + unsteady;
  const rest = [
    ...(aside === 0 ? [] : [`${aside} set aside`]),
    ...(failures.length === 0 ? [] : [`${failures.length} failed`]),
  ];
  return [String(values.length), ...rest].join(', ');
}
