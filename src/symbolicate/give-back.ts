/**
 * When V8 inlines a function, its samples bear the name of the function that it was inlined in, and still the line where they were
 * taken. Where both are of one script, the line tells whose they are. Where no code of the script can have had them, they most
 * likely were inlined from another one, and nobody can tell from which.
 */
import type { CpuSamples } from '../model/recorded-samples.ts';
import type { ScriptFunction, ScriptFunctions } from './script-functions.ts';

export interface GivenTicks {
  /** Nodes of the tree: as whose V8 counted them, and one of the function whose they are; absent where that cannot be told. */
  readonly countedAs: number;
  readonly owner?: number;
  /** Of the script as it ran. */
  readonly line: number;
  readonly ticks: number;
}

/** By frame: the script that it is of, and its function there. */
export interface PlacedFrame {
  readonly script: ScriptFunctions;
  readonly fn: ScriptFunction;
}

export function giveBack(
  { tree, lineTicks }: CpuSamples,
  placed: readonly (PlacedFrame | undefined)[],
): readonly GivenTicks[] {
  const nodeOf = new Map<ScriptFunction, number>();
  tree.frame.forEach((frame, node) => {
    const fn = placed[frame]?.fn;
    if (fn !== undefined && !nodeOf.has(fn)) nodeOf.set(fn, node);
  });
  return lineTicks.flatMap(({ node, line, ticks }) => {
    const here = placed[tree.frame[node] ?? -1];
    if (here === undefined) return [];
    const owner = ownerOf(line, here, (fn) => nodeOf.has(fn));
    const given = owner === undefined ? undefined : owner === here.fn ? node : nodeOf.get(owner);
    return [{ countedAs: node, line, ticks, ...(given === undefined ? {} : { owner: given }) }];
  });
}

/** A function that no sample bears the name of was hardly ever the one: it is not guessed. */
function ownerOf(
  line: number,
  { script, fn }: PlacedFrame,
  isSampled: (fn: ScriptFunction) => boolean,
): ScriptFunction | undefined {
  const { functions, whole, holdsCode } = script;
  if (fn !== whole && !holdsCode(line)) return undefined;
  const here = functions.filter(({ first, last }) => first <= line && line <= last);
  if (fn.first <= line && line <= fn.last) {
    // A line on which an inner function begins or ends is the outer one's too.
    const inner = here.find((each) => isWithin(each, fn) && each.first < line && line < each.last);
    return inner !== undefined && isSampled(inner) ? inner : fn;
  }
  // Of two functions side by side on a line neither is known to be it: the one around both is.
  const around = here.find((each) => here.every((other) => isWithin(other, each) || isWithin(each, other)));
  return around !== undefined && isSampled(around) ? around : undefined;
}

function isWithin(inner: ScriptFunction, outer: ScriptFunction): boolean {
  return outer.start <= inner.start && inner.end <= outer.end;
}
