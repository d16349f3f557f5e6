/** Callbacks that are written within the lines of a pattern. */
import type { Priced } from '../model/priced.ts';
import type { ReportFunction } from '../model/report-code.ts';
import type { Found } from './rule.ts';

/** Only functions without a name: where many functions stand on a line, those with one are told apart. */
const unnamed = '(anonymous)';

/** Not where any line of a function may have its cost. */
export function isCallbackWithin(
  { function: name, file }: Pick<Found, 'function' | 'file'>,
  around: Pick<Found, 'function' | 'file' | 'atMostMs'>,
): boolean {
  return name === unnamed && around.function !== unnamed && around.file === file && around.atMostMs === undefined;
}

export function callbacksIn(found: Found, { functions }: Pick<Priced, 'functions'>): readonly ReportFunction[] {
  const { file, lines = [] } = found;
  if (lines.length === 0) return [];
  const within = new Set(lines);
  return functions.filter(
    ({ name, file: at, origin, line, endLine }) =>
      origin === 'app' &&
      line !== undefined &&
      endLine !== undefined &&
      isCallbackWithin({ function: name, file: at }, found) &&
      within.has(`${file ?? ''}:${line}`) &&
      within.has(`${file ?? ''}:${endLine}`),
  );
}
