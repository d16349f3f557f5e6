/** No millisecond is in two findings: the first to claim a line, or a function's garbage, has it. */
import type { Found } from './rule.ts';

export function withoutOverlap(found: readonly Found[]): readonly Found[] {
  const claimedLines = new Map<string, number>();
  const claimedFunctions = new Map<string, { cpuMs: number; gcMs: number }>();
  return found.flatMap((each) => {
    const claimed = claimedFunctions.get(functionKey(each)) ?? { cpuMs: 0, gcMs: 0 };
    const left = isPlaceOnly(each) ? leftOf(each, claimed) : remaining(each, claimedLines, claimed);
    if (left === undefined) return [];
    if (!isPlaceOnly(each)) for (const line of each.lines ?? []) claimedLines.set(line, 1);
    claimedFunctions.set(functionKey(each), {
      cpuMs: claimed.cpuMs + left.cpuMs,
      gcMs: claimed.gcMs + (left.gcMs ?? 0),
    });
    return [left];
  });
}

function functionKey({ file = '', function: name = '' }: Found): string {
  return `${file}:${name}`;
}

/** Rules that name a function and no cause in it. */
function isPlaceOnly({ rule }: Found): boolean {
  return rule === 'hot-function' || rule === 'garbage';
}

/** A pattern on a line that another has claimed is the same cost told again. */
function remaining(
  each: Found,
  lines: ReadonlyMap<string, number>,
  claimed: { readonly cpuMs: number; readonly gcMs: number },
): Found | undefined {
  if ((each.lines ?? []).some((line) => lines.has(line))) return undefined;
  if (each.atMostMs !== undefined && claimed.cpuMs + each.cpuMs > each.atMostMs * 1.001) return undefined;
  return claimed.gcMs > 0 ? { ...each, gcMs: 0 } : each;
}

/** What is not yet explained, where that is most of it. */
function leftOf(each: Found, claimed: { readonly cpuMs: number; readonly gcMs: number }): Found | undefined {
  const { gcMs = 0 } = each;
  const cost = each.cpuMs + gcMs;
  const left = Math.max(0, each.cpuMs - claimed.cpuMs) + Math.max(0, gcMs - claimed.gcMs);
  if (left < 0.5 * cost) return undefined;
  return { ...each, cpuMs: Math.max(0, each.cpuMs - claimed.cpuMs), gcMs: Math.max(0, gcMs - claimed.gcMs) };
}
