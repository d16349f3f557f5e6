/** Exceptions on the way to an ordinary answer: V8 writes a stack trace down for each. */
import { isFunction, isNode } from '../../model/source-syntax.ts';
import { at, placeRule } from '../rule.ts';
import { linesOf, type Node } from '../syntax.ts';

/** `new TypeError(…)`, `createError(404)` of http-errors. */
const isError = /(^|\.)([A-Z]\w*)?(Error|Exception)$|(^|\.)createError$/;

export const errorPerCall = placeRule('error-per-call', (place) =>
  place.calls.flatMap((call) => {
    if (!(call.isNew ? isError.test(call.path) : /(^|\.)(createError|Error)$/.test(call.path))) return [];
    const thrower = [...call.above].reverse().find(({ type }) => type === 'ThrowStatement') ?? call.node;
    return [
      {
        // Where the same function catches it, no one else needs it.
        certainty: isCaughtHere(call.above) ? ('certain' as const) : ('likely' as const),
        ...at(place, thrower),
        cpuMs: place.linesMs(linesOf(thrower)) + place.calleeMs(call.name),
        facts: { what: call.path },
        effort: 2 as const,
      },
    ];
  }),
);

/** Within a `try` that has a `catch`, with no function between. */
function isCaughtHere(above: readonly Node[]): boolean {
  for (let index = above.length - 1; index > 0; index--) {
    const each = above[index];
    if (each === undefined || isFunction(each)) return false;
    const around = above[index - 1];
    if (around?.type === 'TryStatement' && around['block'] === each && isNode(around['handler'])) return true;
  }
  return false;
}
