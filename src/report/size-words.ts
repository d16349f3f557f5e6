/** How cost grows with what is asked for, in sentences. */
import { routeName } from '../model/format.ts';
import { plain } from '../model/plain-text.ts';
import type { FunctionGrowth, GrowthWithSize } from '../model/report-sizes.ts';
import type { Report } from '../model/report.ts';
import { ms, share } from './figures.ts';
import { placeOf } from './place-of.ts';

const mostFunctions = 3;

/** One a route; nothing where none was measured at several sizes. */
export function sizeWords({ growthWithSize = [] }: Report): readonly string[] {
  return growthWithSize.map((growth) => {
    const { parameter, functions, points } = growth;
    const [first, last] = [points[0], points.at(-1)];
    const range =
      first === undefined || last === undefined
        ? ''
        : `, from ${first.size} to ${last.size}: ${ms(first.cpuMsPerRequest)} to ${ms(last.cpuMsPerRequest)} CPU`;
    const shown = functions.slice(0, mostFunctions).map(functionWords);
    const parts = shown.length === 0 ? '' : `; at ${last?.size ?? 0}, ${shown.join(', ')}`;
    return plain(`${routeName(growth)}, ${parameter}${range}, as ${powerWords(growth)}${parts}`);
  });
}

function functionWords(growth: FunctionGrowth): string {
  const place = placeOf(growth);
  return `${growth.name}${place === '' ? '' : ` (${place})`} with ${share(growth.ownShare)} grows as ${powerWords(growth)}`;
}

function powerWords({ exponent, interval: { low, high } }: Pick<GrowthWithSize, 'exponent' | 'interval'>): string {
  return `n^${exponent.toFixed(1)} (${low.toFixed(1)} to ${high.toFixed(1)})`;
}
