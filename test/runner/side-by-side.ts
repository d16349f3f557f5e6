/** Does works in the order they are given in, so many at a time; results in the same order. */
export async function sideBySide<T>(works: readonly (() => Promise<T>)[], atOnce: number): Promise<readonly T[]> {
  const results: T[] = [];
  const waiting = works.entries();
  const worker = async (): Promise<void> => {
    for (const [index, work] of waiting) results[index] = await work();
  };
  await Promise.all(Array.from({ length: Math.min(atOnce, works.length) }, worker));
  return results;
}
