/** Text written for each request, on the thread that answers. */
import type { HotPlace } from '../evidence.ts';
import { at, placeRule } from '../rule.ts';
import { linesOf, pathOf, shortened, textOf, walk, type Call, type Node } from '../syntax.ts';

const methods = new Set(['log', 'info', 'debug', 'warn', 'error', 'trace', 'dir', 'table']);

export const consolePerRequest = placeRule('console-per-request', (place) =>
  place.calls.flatMap((call) => {
    const isConsole = /^console\.\w+$/.test(call.path) && methods.has(call.name);
    // Files and terminals are written to synchronously (nodejs.org/api/process.html, "A note on process I/O").
    if (!isConsole && !/^process\.(stdout|stderr)\.write$/.test(call.path)) return [];
    return [
      {
        certainty: 'certain' as const,
        ...at(place, call.node),
        cpuMs: place.calleeMs(call.name) + inspectedMs(place) + place.linesMs(linesOf(call.node)),
        facts: { call: call.path },
        effort: 1 as const,
      },
    ];
  }),
);

/** V8's inspector, which measures, wraps the methods of `console`: what they do is below a function of its own. */
function inspectedMs(place: HotPlace): number {
  const all = place.calls.filter(({ path }) => path.startsWith('console.')).length;
  return place.calleeMs('consoleCall') / Math.max(1, all);
}

const loggers =
  /(^|\.)(log|logger|pino|winston|bunyan|log4js)\.(trace|debug|verbose|silly|info|http|warn|error|child)$/i;
const describing = /^(JSON\.stringify|util\.inspect|inspect|util\.format)$/;

/** `logger.debug(JSON.stringify(order))`: the text is made whether the level is on or not. */
export const costlyLogMessage = placeRule('costly-log-message', (place) =>
  place.calls.flatMap((call) => {
    const costly = loggers.test(call.path) && !call.path.startsWith('console.') ? costlyPart(call) : undefined;
    if (costly === undefined) return [];
    return [
      {
        certainty: 'certain' as const,
        ...at(place, call.node),
        cpuMs: place.linesMs(linesOf(call.node)) + place.calleeMs(call.name) + place.calleeMs('inspect'),
        facts: { call: call.path, what: shortened(textOf(costly, place.source)) },
        effort: 1 as const,
      },
    ];
  }),
);

function costlyPart({ args }: Call): Node | undefined {
  let found: Node | undefined;
  for (const argument of args)
    walk(argument, (node) => {
      if (node.type === 'CallExpression' && describing.test(pathOf(node['callee']))) found ??= node;
    });
  return found;
}
