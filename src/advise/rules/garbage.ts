/** Who makes the garbage, and with which words of the source. */
import { isFunction } from '../../model/source-syntax.ts';
import type { Priced } from '../../model/priced.ts';
import type { ReportFunction } from '../../model/report-code.ts';
import type { Evidence, HotPlace } from '../evidence.ts';
import type { Found, Rule } from '../rule.ts';
import { linesOf, loopsAround, pathOf, receiverOf, shortened, textOf, walk, type Call, type Node } from '../syntax.ts';

/** Of all garbage, and of the CPU that collecting it takes. */
const muchGarbage = 0.2;
const muchCollecting = 0.02;

export const garbage: Rule = {
  id: 'garbage',
  find: (evidence) => {
    const { functions, totals } = evidence.priced;
    const all = totals.allocatedBytesPerRequest ?? NaN;
    return functions.flatMap((fn): readonly Found[] => {
      if (!makesMuchGarbage(fn, evidence.priced)) return [];
      const { file, line, endLine, name } = fn;
      const bytes = fn.ownAllocatedBytesPerRequest ?? 0;
      const gcMs = collectingMs(fn);
      const maker = makerIn(fn.id, evidence);
      const at = maker?.line ?? line;
      const end = maker === undefined ? endLine : undefined;
      return [
        {
          rule: 'garbage',
          certainty: 'lookHere',
          file,
          function: name,
          ...(at === undefined ? {} : { line: at }),
          ...(end === undefined ? {} : { endLine: end }),
          ...(line === undefined || endLine === undefined
            ? {}
            : { lines: Array.from({ length: endLine - line + 1 }, (_, index) => `${file}:${line + index}`) }),
          cpuMs: 0,
          gcMs,
          allocatedBytes: bytes,
          facts: {
            name,
            bytes,
            share: bytes / all,
            ...(maker === undefined ? {} : { kind: maker.kind, what: maker.what }),
          },
          effort: 2,
        },
      ];
    });
  },
};

/** What it costs is more in collecting than in what it does itself: then its garbage is what there is to say of it. */
export function isMostlyGarbage(fn: ReportFunction, priced: Priced): boolean {
  return makesMuchGarbage(fn, priced) && collectingMs(fn) >= (fn.ownCpuMsPerRequest ?? fn.selfCpuMsPerRequest);
}

function makesMuchGarbage(fn: ReportFunction, { totals, findings }: Priced): boolean {
  const { cpuMsPerRequest, allocatedBytesPerRequest: all = 0 } = totals;
  const least = (findings?.thresholds?.garbage ?? muchCollecting) * cpuMsPerRequest;
  const bytes = fn.ownAllocatedBytesPerRequest ?? 0;
  return fn.origin === 'app' && fn.file !== '' && all > 0 && bytes >= muchGarbage * all && collectingMs(fn) >= least;
}

function collectingMs(fn: ReportFunction): number {
  return fn.ownGcCpuMsPerRequest ?? fn.gcCpuMsPerRequest ?? 0;
}

interface Maker {
  readonly kind: 'arrays' | 'buffers' | 'strings' | 'closures' | 'objects';
  readonly what: string;
  readonly line: number;
}

/** Of the places in its text that make something new again and again, the one on the dearest line: bytes per line are not known. */
function makerIn(id: string, { places }: Evidence): Maker | undefined {
  const place = places.find(({ fn }) => fn.id === id);
  if (!place?.linesAreKnown) return undefined;
  const makers = [...callsThatMake(place), ...literalsInLoops(place)];
  const msOf = ({ node }: { readonly node: Node }) => place.linesMs(linesOf(node));
  const [dearest] = makers.sort((a, b) => msOf(b) - msOf(a));
  return dearest === undefined || !(msOf(dearest) > 0)
    ? undefined
    : { kind: dearest.kind, what: shortened(textOf(dearest.node, place.source)), line: dearest.node.loc.start.line };
}

type MakerNode = Pick<Maker, 'kind'> & { readonly node: Node };

const makesArray = new Set([
  'map',
  'filter',
  'flatMap',
  'concat',
  'slice',
  'toSorted',
  'toReversed',
  'split',
  'flat',
  'entries',
]);
const makesBuffer = /^Buffer\.(concat|from|alloc)$/;
const makesString = new Set(['replace', 'replaceAll', 'substring', 'padStart', 'padEnd', 'repeat', 'join', 'toString']);

function callsThatMake({ calls }: HotPlace): readonly MakerNode[] {
  return calls.flatMap((call): readonly MakerNode[] => {
    if (makesBuffer.test(call.path)) return [{ kind: 'buffers', node: call.node }];
    // `rows.map(…).filter(…)`: each step makes all of an array for the next one to read once.
    if (makesArray.has(call.name) && isStepAfter(call)) return [{ kind: 'arrays', node: call.node }];
    const isInLoop = loopsAround(call.node, call.above).length > 0;
    if (isInLoop && makesString.has(call.name) && receiverOf(call) !== undefined)
      return [{ kind: 'strings', node: call.node }];
    return isInLoop && makesArray.has(call.name) ? [{ kind: 'arrays', node: call.node }] : [];
  });
}

function isStepAfter(call: Call): boolean {
  const before = receiverOf(call);
  const name = before === undefined ? '' : (pathOf(before['callee']).split('.').at(-1) ?? '');
  return before?.type === 'CallExpression' && (makesArray.has(name) || /^(keys|values|from)$/.test(name));
}

const literals: Readonly<Record<string, Maker['kind']>> = {
  ObjectExpression: 'objects',
  ArrayExpression: 'arrays',
  TemplateLiteral: 'strings',
};

function literalsInLoops({ node: root, above: around }: HotPlace): readonly MakerNode[] {
  const found: MakerNode[] = [];
  walk(
    root,
    (node, above) => {
      const kind = isFunction(node) && node !== root ? 'closures' : literals[node.type];
      if (kind !== undefined && loopsAround(node, above).length > 0) found.push({ kind, node });
    },
    around,
  );
  return found;
}
