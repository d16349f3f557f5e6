/** Of what the samples of an opened profile are: the proof of why there may be nothing of the application to show. */
import { isFileless } from '../model/fileless.ts';
import type { PlacedProfile, ProfileParts } from '../model/opened-profile.ts';
import type { ProfiledFunction } from '../model/profile.ts';

/** Samples of CPU, or bytes, each counted for the function that was innermost. */
export function profileParts({ profile, missing }: PlacedProfile): ProfileParts {
  const sums = { idle: 0, libraries: 0, engine: 0, app: 0, nowhere: 0, missing: 0, changed: 0 };
  const partOf = profile.functions.map((fn) => partOfFunction(fn, missing));
  const count = (index: number | undefined, amount: number): void => {
    const part = partOf[index ?? -1];
    if (part !== undefined) sums[part] += amount;
  };
  for (const { tree, node } of profile.cpu) for (const at of node) count(tree.function[at], 1);
  for (const { tree, selfBytes } of profile.allocations)
    selfBytes.forEach((bytes, at) => {
      count(tree.function[at], bytes);
    });
  const all = Object.values(sums).reduce((sum, each) => sum + each, 0);
  const share = (amount: number): number => (all === 0 ? 0 : amount / all);
  return {
    idle: share(sums.idle),
    libraries: share(sums.libraries),
    engine: share(sums.engine),
    app: share(sums.app),
    nowhere: share(sums.nowhere),
    missing: share(sums.missing),
    changed: share(sums.changed),
  };
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
