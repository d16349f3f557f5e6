/** Text written for each request, on the thread that answers. */
import type { HotPlace } from '../evidence.ts';
import { at, placeRule } from '../rule.ts';
import { linesOf, pathOf, receiverOf, shortened, textOf, walk, type Call, type Node } from '../syntax.ts';

const methods = new Set(['log', 'info', 'debug', 'warn', 'error', 'trace', 'dir', 'table']);

/** One finding a function: its lines of log are mostly one thing to be done otherwise. */
export const consolePerRequest = placeRule('console-per-request', (place) => {
  const writes = writesIn(place);
  const msOf = ({ node }: Call) => place.linesMs(linesOf(node));
  const dearest = writes.reduce<Call | undefined>(
    (best, each) => (best === undefined || msOf(each) > msOf(best) ? each : best),
    undefined,
  );
  if (dearest === undefined) return [];
  // V8's inspector, which measures, wraps the methods of `console`: what they do is below a function of its own.
  const inNode = ['consoleCall', ...writes.map(({ name }) => name)];
  return [
    {
      certainty: 'certain',
      ...at(place, dearest.node),
      cpuMs:
        place.linesMs(writes.flatMap(({ node }) => linesOf(node))) +
        inNode.reduce((sum, name) => sum + place.calleeMs(name), 0),
      facts: { call: dearest.path },
      effort: 1,
    },
  ];
});

/** Files and terminals are written to synchronously (nodejs.org/api/process.html, "A note on process I/O"). */
function writesIn(place: HotPlace): readonly Call[] {
  const written = place.calls.filter(
    ({ path, name }) =>
      (/^console\.\w+$/.test(path) && methods.has(name)) || /^process\.(stdout|stderr)\.write$/.test(path),
  );
  if (written.length > 0 || place.calleeMs('consoleCall') === 0) return written;
  // `const logger = { info: console.log }`: V8 saw whom it calls in the end.
  return place.calls.filter((call) => methods.has(call.name) && receiverOf(call) !== undefined);
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
