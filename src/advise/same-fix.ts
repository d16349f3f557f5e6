/** The same fix is one finding, with all its places: what one change at the proxy or in one statement mends for several routes. */
import type { Certainty, ReportPlace } from '../model/report-findings.ts';
import type { Found } from './rule.ts';

/** Undefined where a finding is one of its own. */
export function fixOf({ rule, route, file, line, facts }: Found): string | undefined {
  // One middleware, or one line of the proxy's configuration.
  if (rule === 'uncompressed-response') return rule;
  if (route === undefined || file === undefined || line === undefined) return undefined;
  return JSON.stringify([rule, file, line, facts['upstream'], facts['request']]);
}

/** In the order of the first of each. */
export function oncePerFix(found: readonly Found[]): readonly Found[] {
  const byFix = new Map<string, Found[]>();
  for (const [index, each] of found.entries()) {
    const key = fixOf(each) ?? `${index}`;
    const known = byFix.get(key);
    if (known === undefined) byFix.set(key, [each]);
    else known.push(each);
  }
  return [...byFix.values()].map(together);
}

const leastSure: readonly Certainty[] = ['lookHere', 'likely', 'certain'];

/** Told by the one that is worth most; what they cost is added up. */
function together(all: readonly Found[]): Found {
  const [most, ...others] = [...all].sort((a, b) => weightOf(b) - weightOf(a));
  if (most === undefined) throw new RangeError('no finding');
  if (others.length === 0) return most;
  const certainty = leastSure.find((each) => all.some((one) => one.certainty === each)) ?? most.certainty;
  return {
    ...most,
    certainty,
    cpuMs: sumOf(all, 'cpuMs') ?? 0,
    ...summed(all, ['gcMs', 'bytesOut', 'mostBytesOut', 'bytesIn', 'waitMs', 'mostWaitMs']),
    ...(most.rule === 'uncompressed-response' ? { facts: factsOfAnswers(all) } : {}),
    places: all.map(placeOf),
  };
}

function weightOf({ cpuMs, gcMs = 0, bytesOut = 0, bytesIn = 0, waitMs = 0, heldMs = 0 }: Found): number {
  return cpuMs + gcMs + waitMs + heldMs + (bytesOut + bytesIn) * 1e-9;
}

type Amount = 'cpuMs' | 'gcMs' | 'bytesOut' | 'mostBytesOut' | 'bytesIn' | 'waitMs' | 'mostWaitMs';

function sumOf(all: readonly Found[], name: Amount): number | undefined {
  const known = all.flatMap((each) => each[name] ?? []);
  return known.length === 0 ? undefined : known.reduce((sum, value) => sum + value, 0);
}

function summed(all: readonly Found[], names: readonly Amount[]): Partial<Record<Amount, number>> {
  const sums = names.flatMap((name) => {
    const sum = sumOf(all, name);
    return sum === undefined ? [] : [[name, sum] as const];
  });
  return Object.fromEntries(sums);
}

/** Means over the answers of all routes, each as often as it is sent. */
function factsOfAnswers(all: readonly Found[]): Found['facts'] {
  const shares = all.map(({ mostBytesOut = 0, facts }) => mostBytesOut / Number(facts['bytes']));
  const mean = (name: string) => {
    const weighted = all.reduce((sum, { facts }, index) => sum + Number(facts[name]) * (shares[index] ?? 0), 0);
    return weighted / shares.reduce((sum, share) => sum + share, 0);
  };
  return { routes: all.length, bytes: mean('bytes'), gzipBytes: mean('gzipBytes') };
}

function placeOf({ route, file, line, bytesOut }: Found): ReportPlace {
  return {
    ...(bytesOut === undefined ? {} : { bytesOutPerRequest: bytesOut }),
    ...(route === undefined ? {} : { route }),
    ...(file === undefined ? {} : { file }),
    ...(line === undefined ? {} : { line }),
  };
}
