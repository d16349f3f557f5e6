/** JSON text that is made or read where nobody needs text. */
import { at, placeRule, type Found } from '../rule.ts';
import { isNode, linesOf, pathOf, shortened, textOf, walk, type Call } from '../syntax.ts';

const isParse = ({ path }: Call) => path === 'JSON.parse';
const isStringify = ({ path }: Call) => path === 'JSON.stringify';

/** `JSON.parse(JSON.stringify(x))`: a copy by way of text. */
export const jsonCopy = placeRule('json-copy', (place) =>
  place.calls.filter(isParse).flatMap((call) => {
    const [inner] = call.args;
    if (inner === undefined || pathOf(inner['callee']) !== 'JSON.stringify') return [];
    const [copied] = (inner['arguments'] as unknown[]).filter(isNode);
    return [
      {
        certainty: 'certain' as const,
        ...at(place, call.node),
        cpuMs: place.linesMs(linesOf(call.node)),
        ...garbageOf(place),
        facts: { what: copied === undefined ? '' : shortened(textOf(copied, place.source)) },
        effort: 1 as const,
      },
    ];
  }),
);

/** `JSON.parse(text)`: where the text is the same each time, so is what comes of it. */
export const jsonParse = placeRule('json-parse-per-call', (place) =>
  place.calls.filter(isParse).flatMap((call) => {
    const [text] = call.args;
    if (text === undefined || pathOf(text['callee']) === 'JSON.stringify') return [];
    return [
      {
        certainty: 'likely' as const,
        ...at(place, call.node),
        cpuMs: place.linesMs(linesOf(call.node)),
        ...garbageOf(place),
        facts: { what: shortened(textOf(text, place.source)) },
        effort: 2 as const,
      },
    ];
  }),
);

/** `JSON.stringify(x, null, 4)`: indentation is for people, and they are not who reads an answer. */
export const jsonIndented = placeRule('json-indented', (place) =>
  place.calls.filter(isStringify).flatMap((call) => {
    const [, , indent] = call.args;
    if (indent === undefined || !['NumericLiteral', 'StringLiteral'].includes(indent.type)) return [];
    return [
      {
        certainty: 'likely' as const,
        ...at(place, call.node),
        cpuMs: place.linesMs(linesOf(call.node)),
        facts: {},
        effort: 1 as const,
      },
    ];
  }),
);

/** `JSON.stringify(a) === JSON.stringify(b)`: all of both is written down to learn that their first fields differ. */
export const jsonCompare = placeRule('json-compare', (place) => {
  const found: Omit<Found, 'rule' | 'file' | 'function'>[] = [];
  walk(place.node, (node) => {
    if (node.type !== 'BinaryExpression' || !/^[!=]==?$/.test(String(node['operator']))) return;
    const sides = [node['left'], node['right']].filter(isNode);
    const [side] = sides;
    if (side === undefined || !sides.every((each) => pathOf(each['callee']) === 'JSON.stringify')) return;
    const [what] = (side['arguments'] as unknown[]).filter(isNode);
    found.push({
      certainty: 'certain',
      ...at(place, node),
      cpuMs: place.linesMs(linesOf(node)),
      facts: { what: what === undefined ? '' : shortened(textOf(what, place.source)) },
      effort: 2,
    });
  });
  return found;
});

function garbageOf({ fn }: Parameters<Parameters<typeof placeRule>[1]>[0]): {
  readonly gcMs?: number;
  readonly allocatedBytes?: number;
} {
  const gcMs = fn.ownGcCpuMsPerRequest ?? fn.gcCpuMsPerRequest;
  const allocatedBytes = fn.ownAllocatedBytesPerRequest ?? fn.allocatedBytesPerRequest;
  return { ...(gcMs === undefined ? {} : { gcMs }), ...(allocatedBytes === undefined ? {} : { allocatedBytes }) };
}
