/** Of what the samples of an opened profile are: the proof of why there may be nothing of the application to show. */
import { isFileless } from '../model/fileless.ts';
import type { PlacedProfile, ProfileParts } from '../model/opened-profile.ts';
import type { ProfiledFunction } from '../model/profile.ts';

/** Samples of CPU, or bytes, each counted for the function that was innermost. */
export function profileParts({ profile, missing }: PlacedProfile): {
  readonly parts: ProfileParts;
  /** Those that have most come first. */
  readonly missingFiles: readonly string[];
} {
  const sums = { idle: 0, libraries: 0, engine: 0, app: 0, nowhere: 0, missing: 0, changed: 0 };
  const partOf = profile.functions.map((fn) => partOfFunction(fn, missing));
  const ofMissing = new Map<string, number>([...missing].map((file) => [file, 0]));
  const count = (index: number | undefined, amount: number): void => {
    const part = partOf[index ?? -1];
    if (part === undefined) return;
    sums[part] += amount;
    const { file = '' } = profile.functions[index ?? -1] ?? {};
    if (part === 'missing') ofMissing.set(file, (ofMissing.get(file) ?? 0) + amount);
  };
  for (const { tree, node } of profile.cpu) for (const at of node) count(tree.function[at], 1);
  for (const { tree, selfBytes } of profile.allocations)
    selfBytes.forEach((bytes, at) => {
      count(tree.function[at], bytes);
    });
  const all = Object.values(sums).reduce((sum, each) => sum + each, 0);
  const share = (amount: number): number => (all === 0 ? 0 : amount / all);
  const parts = {
    idle: share(sums.idle),
    libraries: share(sums.libraries),
    engine: share(sums.engine),
    app: share(sums.app),
    nowhere: share(sums.nowhere),
    missing: share(sums.missing),
    changed: share(sums.changed),
  };
  return { parts, missingFiles: [...ofMissing].sort((a, b) => b[1] - a[1]).map(([file]) => file) };
}

function partOfFunction(
  { origin, meta, file, line }: ProfiledFunction,
  missing: ReadonlySet<string>,
): keyof ProfileParts {
  if (meta === 'idle') return 'idle';
  if (origin === 'dependency') return 'libraries';
  if (origin !== 'app') return 'engine';
  if (isFileless(file)) return 'nowhere';
  if (missing.has(file)) return 'missing';
  return line === undefined ? 'changed' : 'app';
}
