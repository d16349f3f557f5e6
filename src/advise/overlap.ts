/** No millisecond is in two findings: the first to claim a line, or a function's garbage, has it. */
import type { Found } from './rule.ts';
import { fixOf } from './same-fix.ts';
import { isCallbackWithin } from './callbacks.ts';

export function withoutOverlap(found: readonly Found[]): readonly Found[] {
  /** By line: the finding that has it. */
  const claimedLines = new Map<string, Found>();
  const claimedFunctions = new Map<string, Claimed>();
  const add = (key: string, { cpuMs, gcMs = 0, heldMs = 0 }: Partial<Claimed> & Pick<Found, 'cpuMs'>) => {
    const before = claimedFunctions.get(key) ?? nothing;
    claimedFunctions.set(key, {
      cpuMs: before.cpuMs + cpuMs,
      gcMs: before.gcMs + gcMs,
      heldMs: Math.max(before.heldMs, heldMs),
    });
  };
  // What packages cost a function are parts of it that have nothing in common.
  const inPackages = new Map<string, number>();
  const waits = new Waits();
  const sent = new SentBytes();
  return found.flatMap((whole) => {
    const waiting = waits.leave(whole);
    const each = waiting === undefined ? undefined : sent.leave(waiting);
    if (each === undefined) return [];
    const claimed = claimedFor(each, claimedFunctions, inPackages);
    const left = isPlaceOnly(each) ? leftOf(each, claimed) : remaining(each, claimedLines, claimed);
    if (left === undefined) return [];
    if (isPlaceOnly(each) && isWithinPattern(each, claimedLines)) return [];
    if (!isPlaceOnly(each)) for (const line of each.lines ?? []) claimedLines.set(line, left);
    if (left.claims === undefined) add(functionKey(each), left);
    if (each.rule === 'costly-dependency')
      inPackages.set(functionKey(each), (inPackages.get(functionKey(each)) ?? 0) + left.cpuMs);
    for (const claim of left.claims ?? []) add(functionKey(claim), claim);
    return [left];
  });
}

/**
 * A callback that is written within the lines of a pattern is a part of it, with all that it causes (see `saving.ts`):
 * `reduce((all, x) => ({ ...all, … }))`.
 */
function isWithinPattern(each: Found, claimedLines: ReadonlyMap<string, Found>): boolean {
  const [first, ...others] = (each.lines ?? []).map((line) => claimedLines.get(line));
  return first !== undefined && others.every((other) => other === first) && isCallbackWithin(each, first);
}

/** What requests wait is told once, by place and by route. */
class Waits {
  /** Who has claimed a place. */
  readonly #places = new Map<string, string>();
  readonly #msByRoute = new Map<string, number>();
  #others = 0;

  /** The finding with what it has of the waiting that nobody has claimed; undefined where that is nothing and it has no more. */
  leave(found: Found): Found | undefined {
    const { waitsAt = [], route = '', waitMs, mostWaitMs = Infinity } = found;
    if (waitMs === undefined) return found;
    const claimedMs = this.#msByRoute.get(route) ?? 0;
    const leftMs = Math.min(waitMs, mostWaitMs - claimedMs);
    // What one statement waits on several routes is one finding later.
    const fix = fixOf(found) ?? `${++this.#others}`;
    const isTold = waitsAt.some((place) => (this.#places.get(place) ?? fix) !== fix) || !(leftMs > 0);
    if (isTold) return found.cpuMs > 0 ? { ...found, waitMs: 0 } : undefined;
    for (const place of waitsAt) this.#places.set(place, fix);
    this.#msByRoute.set(route, claimedMs + leftMs);
    return { ...found, waitMs: leftMs };
  }
}

/** What a route sends is saved once. */
class SentBytes {
  readonly #byRoute = new Map<string, number>();

  /** The finding with those of its bytes that nobody has claimed; undefined where that is next to nothing and it has no more. */
  leave(found: Found): Found | undefined {
    const { route = '', bytesOut, mostBytesOut = Infinity } = found;
    if (bytesOut === undefined) return found;
    const claimed = this.#byRoute.get(route) ?? 0;
    const left = Math.min(bytesOut, mostBytesOut - claimed);
    if (left < 0.01 * bytesOut) return found.cpuMs > 0 ? { ...found, bytesOut: 0 } : undefined;
    this.#byRoute.set(route, claimed + left);
    return { ...found, bytesOut: left };
  }
}

interface Claimed {
  readonly cpuMs: number;
  readonly gcMs: number;
  readonly heldMs: number;
}

const nothing: Claimed = { cpuMs: 0, gcMs: 0, heldMs: 0 };

function claimedFor(
  each: Found,
  functions: ReadonlyMap<string, Claimed>,
  inPackages: ReadonlyMap<string, number>,
): Claimed {
  const claimed = functions.get(functionKey(each)) ?? nothing;
  if (each.rule !== 'costly-dependency') return claimed;
  // Without a function of the application it is a part of none.
  if (each.function === undefined) return nothing;
  return { ...claimed, cpuMs: claimed.cpuMs - (inPackages.get(functionKey(each)) ?? 0) };
}

function functionKey({ file = '', function: name = '' }: Pick<Found, 'file' | 'function'>): string {
  return `${file}:${name}`;
}

/** Rules that name a function and no cause in it. */
function isPlaceOnly({ rule }: Found): boolean {
  return (
    rule === 'hot-function' ||
    rule === 'same-arguments' ||
    rule === 'garbage' ||
    rule === 'blocked-loop' ||
    rule === 'costly-dependency'
  );
}

/** A pattern on a line that another has claimed is the same cost told again. */
function remaining(each: Found, lines: ReadonlyMap<string, Found>, claimed: Claimed): Found | undefined {
  if ((each.lines ?? []).some((line) => lines.has(line))) return undefined;
  if (each.atMostMs !== undefined && claimed.cpuMs + each.cpuMs > each.atMostMs * 1.001) return undefined;
  return claimed.gcMs > 0 ? { ...each, gcMs: 0 } : each;
}

/** What is not yet explained, where that is most of it. */
function leftOf(each: Found, claimed: Claimed): Found | undefined {
  const { gcMs = 0, heldMs = 0 } = each;
  const cost = each.cpuMs + gcMs;
  // Who holds the loop and hardly computes is told once: by what it does there, where that is known.
  if (heldMs > 0 && claimed.heldMs >= heldMs) return undefined;
  const left = Math.max(0, each.cpuMs - claimed.cpuMs) + Math.max(0, gcMs - claimed.gcMs);
  if (left < 0.5 * cost) return undefined;
  return { ...each, cpuMs: Math.max(0, each.cpuMs - claimed.cpuMs), gcMs: Math.max(0, gcMs - claimed.gcMs) };
}
