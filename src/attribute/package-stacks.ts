/**
 * Which package is each node of a call tree a cost of, and who called it?
 *
 * - Below a function of the application: the first package that the stack enters. What that one calls in turn is on its behalf. Node.js
 *   between the two only hands on; it is the answer itself where no package follows. V8's built-in functions are part of who calls them.
 * - With no function of the application above: the innermost package, because nothing tells on whose behalf the others work; its chain of
 *   packages says how it came about. A package that is entered again goes on with what it was doing: the chain is cut back to it.
 * - A framework's function that continues through the application (Express's `next`, called by a middleware) is not that middleware's
 *   cost: where the function entered below the application is already on the stack, with no function of the application above it, what
 *   is below it belongs where it did then.
 */
import type { Profile, ProfiledFunction, ProfiledTree } from '../model/profile.ts';
import { nodeModuleOf } from './node-module.ts';

export interface PackageKey {
  readonly name: string;
  readonly origin: 'dependency' | 'node';
}

export interface CallRow extends PackageKey {
  /** Indexes of functions. */
  readonly entry: number;
  readonly caller: number | undefined;
  /** Without a caller; of Node.js alone it is empty. */
  readonly chain: readonly string[];
}

/** Rows that are no call: the application's own code, and what has no owner here. */
export const ownRow = 0;
export const otherRow = 1;
const firstRow = 2;

export interface PackageRows {
  readonly calls: readonly CallRow[];
  /** The row of the first call; the others follow. */
  readonly firstCall: number;
  /** By thread of the profile, by node: `ownRow`, `otherRow` or the row of a call. */
  readonly rowOf: readonly Int32Array[];
}

export function callOf({ calls, firstCall }: PackageRows, row: number): CallRow | undefined {
  return calls[row - firstCall];
}

/** The tool's own frames inside the application, as `symbolicate` names them: a cost of their own, and no caller. */
const ownPackage = 'leanscope';

/** How a stack came to where it is. */
interface Place {
  /** Index of the nearest function of the application, −1 for none. */
  readonly caller: number;
  /** The package, and the function by which it was entered; `above` are those it came by, without a caller. */
  readonly inPackage: Entered | undefined;
  /** The same of Node.js, which counts where there is no package. */
  readonly inNode: Entered | undefined;
}

interface Entered extends PackageKey {
  readonly entry: number;
  readonly above: Entered | undefined;
}

const start: Place = { caller: -1, inPackage: undefined, inNode: undefined };

export function packageRows({ functions, cpu }: Profile): PackageRows {
  const keys = functions.map(keyOf);
  const calls: CallRow[] = [];
  const known = new Map<string, number>();
  const rowAt = (place: Place): number => {
    const entered = place.inPackage ?? place.inNode;
    if (entered === undefined) return place.caller < 0 ? otherRow : ownRow;
    const chain = place.caller < 0 ? chainOf(place.inPackage) : [];
    const { name, origin, entry } = entered;
    const key = JSON.stringify([origin, name, entry, place.caller, chain]);
    const row = known.get(key) ?? calls.push({ name, origin, entry, caller: callerOf(place), chain }) - 1 + firstRow;
    known.set(key, row);
    return row;
  };
  return { calls, firstCall: firstRow, rowOf: cpu.map(({ tree }) => rowsOfTree(tree, { functions, keys, rowAt })) };
}

const callerOf = ({ caller }: Place): number | undefined => (caller < 0 ? undefined : caller);

function keyOf(fn: ProfiledFunction): PackageKey | undefined {
  if (fn.origin === 'dependency' && fn.package !== undefined) return { name: fn.package, origin: 'dependency' };
  return fn.origin === 'node' ? { name: nodeModuleOf(fn.file), origin: 'node' } : undefined;
}

function chainOf(entered: Entered | undefined): readonly string[] {
  const chain: string[] = [];
  for (let at = entered; at !== undefined; at = at.above) chain.unshift(at.name);
  return chain;
}

interface TreeOptions {
  readonly functions: readonly ProfiledFunction[];
  readonly keys: readonly (PackageKey | undefined)[];
  readonly rowAt: (place: Place) => number;
}

/** Parents come before children. Nodes with nothing new have their parent's place: most of them. */
function rowsOfTree(tree: ProfiledTree, { functions, keys, rowAt }: TreeOptions): Int32Array {
  const rows = new Int32Array(tree.parent.length).fill(otherRow);
  const rowOf = new Map<Place, number>();
  const places: Place[] = [];
  for (let node = 0; node < rows.length; node++) {
    const index = tree.function[node] ?? -1;
    const above = places[tree.parent[node] ?? -1] ?? start;
    const key = keys[index];
    const isTool = key?.origin === 'dependency' && key.name === ownPackage;
    const place =
      functions[index]?.origin === 'app'
        ? { ...start, caller: index }
        : key === undefined
          ? above
          : isTool
            ? { ...start, inPackage: { ...key, entry: index, above: undefined } }
            : (goesOn(tree, places, node, key) ?? entering(above, key, index));
    const row = rowOf.get(place) ?? rowAt(place);
    rowOf.set(place, row);
    rows[node] = row;
    // What the tool's frames call goes on as if they were not there.
    places.push(isTool ? above : place);
  }
  return rows;
}

function entering(above: Place, key: PackageKey, index: number): Place {
  if (key.origin === 'node') {
    const isSame = above.inNode?.name === key.name || (above.caller >= 0 && above.inNode !== undefined);
    return isSame || above.inPackage !== undefined
      ? above
      : { ...above, inNode: { ...key, entry: index, above: undefined } };
  }
  if (above.caller >= 0 && above.inPackage !== undefined) return above;
  for (let at = above.inPackage; at !== undefined; at = at.above)
    if (at.name === key.name) return at === above.inPackage ? above : { ...above, inPackage: at };
  return { ...above, inPackage: { ...key, entry: index, above: above.inPackage } };
}

/**
 * The place of the same function further up, where no function of the application was above it and one is between. V8 samples no more
 * than 255 frames of a stack, so that the way up is short.
 */
function goesOn(
  { parent, function: functionOf }: ProfiledTree,
  places: readonly Place[],
  node: number,
  { origin }: PackageKey,
): Place | undefined {
  if (origin === 'node') return undefined;
  const from = places[parent[node] ?? -1];
  if (from === undefined || from.caller < 0 || from.inPackage !== undefined) return undefined;
  for (let at = parent[node] ?? -1; at >= 0; at = parent[at] ?? -1)
    if (functionOf[at] === functionOf[node] && places[at]?.caller === -1) return places[at];
  return undefined;
}
