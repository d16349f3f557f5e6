/** Values of a foreign file: what they are, before anything is taken from them. */

export type Fields = Readonly<Record<string, unknown>>;

export function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function isNumber(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value);
}

export function isNumbers(value: unknown): value is readonly number[] {
  return Array.isArray(value) && value.every(isNumber);
}

/** The same, where a field that is missing stands for none; undefined where it holds something else. */
export function numbersOrNone(value: unknown): readonly number[] | undefined {
  if (value === undefined || value === null) return [];
  return isNumbers(value) ? value : undefined;
}
