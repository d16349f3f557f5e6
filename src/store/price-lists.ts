/** Prices that this user has refreshed: one list a provider, kept until the next refresh. */
import type { PriceList } from '../model/price-list.ts';
import { readUserFile, removeUserFile, writeUserFile } from './user-files.ts';

const file = 'prices.json';

/** Empty where nothing was refreshed, or what is kept is not a price list. */
export async function readPriceLists(): Promise<readonly PriceList[]> {
  const kept = await readUserFile(file);
  return Array.isArray(kept) ? kept.filter(isPriceList) : [];
}

/** Lists of the same provider are replaced, region by region: a refresh of one region does not lose another's. */
export async function keepPriceLists(lists: readonly PriceList[]): Promise<string> {
  const known = await readPriceLists();
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

function isPriceList(value: unknown): value is PriceList {
  const list = (value ?? {}) as Partial<Record<keyof PriceList, unknown>>;
  const texts = [list.provider, list.source, list.url, list.asOf];
  return (
    texts.every((text) => typeof text === 'string') && isPrices(list.usdPerHour) && isPrices(list.spotUsdPerHour ?? {})
  );
}

function isPrices(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return Object.values(value as Record<string, unknown>).every(
    (types) =>
      typeof types === 'object' &&
      types !== null &&
      Object.values(types).every((price) => typeof price === 'number' && Number.isFinite(price) && price > 0),
  );
}
