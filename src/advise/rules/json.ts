/** JSON text that is made or read where nobody needs text. */
import { at, placeRule } from '../rule.ts';
import { isNode, linesOf, pathOf, textOf, type Call } from '../syntax.ts';

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

function garbageOf({ fn }: Parameters<Parameters<typeof placeRule>[1]>[0]): {
  readonly gcMs?: number;
  readonly allocatedBytes?: number;
} {
  const gcMs = fn.ownGcCpuMsPerRequest ?? fn.gcCpuMsPerRequest;
  const allocatedBytes = fn.ownAllocatedBytesPerRequest ?? fn.allocatedBytesPerRequest;
  return { ...(gcMs === undefined ? {} : { gcMs }), ...(allocatedBytes === undefined ? {} : { allocatedBytes }) };
}

const longestText = 40;

function shortened(text: string): string {
  const line = text.replace(/\s+/g, ' ');
  return line.length <= longestText ? line : `${line.slice(0, longestText - 1)}…`;
}
