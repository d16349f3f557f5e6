/** Prices that this user has refreshed: one list a provider, kept until the next refresh. */
import { priceList } from '../model/plans-shape.ts';
import type { PriceList } from '../model/price-list.ts';
import { list } from '../model/shape.ts';
import { readUserFile, removeUserFile, writeUserFile, type OnProblem } from './user-files.ts';

const file = 'prices.json';

/** Empty where nothing was refreshed, or what is kept is not a price list. */
export async function readPriceLists(onProblem: OnProblem): Promise<readonly PriceList[]> {
  return (await readUserFile(file, list(priceList), onProblem)) ?? [];
}

/** Lists of the same provider are replaced, region by region: a refresh of one region does not lose another's. */
export async function keepPriceLists(lists: readonly PriceList[]): Promise<string> {
  const known = await readPriceLists(() => undefined);
  const merged = lists.map((list) => {
    const before = known.find(({ provider, source, url }) => samePlace(list, { provider, source, url }));
    // Figures of two days under one date would be a false date.
    return before?.asOf === list.asOf ? mergeRegions(before, list) : list;
  });
  const others = known.filter((list) => !merged.some(({ provider }) => provider === list.provider));
  return writeUserFile(file, [...others, ...merged]);
}

export function forgetPriceLists(): Promise<void> {
  return removeUserFile(file);
}

function samePlace(a: Place, b: Place): boolean {
  return a.provider === b.provider && a.source === b.source && a.url === b.url;
}

type Place = Pick<PriceList, 'provider' | 'source' | 'url'>;

function mergeRegions(before: PriceList, after: PriceList): PriceList {
  const spot = { ...before.spotUsdPerHour, ...after.spotUsdPerHour };
  return {
    ...after,
    usdPerHour: { ...before.usdPerHour, ...after.usdPerHour },
    ...(Object.keys(spot).length === 0 ? {} : { spotUsdPerHour: spot }),
  };
}
