/** Things that are costly to build and could be kept, built for each call. */
import { at, placeRule, type Found } from '../rule.ts';
import type { HotPlace } from '../evidence.ts';
import { isNode, linesOf, pathOf, type Call, type Node } from '../syntax.ts';

const localeMethods = new Set(['toLocaleString', 'toLocaleDateString', 'toLocaleTimeString', 'localeCompare']);

/** `new Intl.NumberFormat(…)`, `toLocaleString('en', …)`: reading the locale's data costs more than formatting. */
export const formatterPerCall = placeRule('formatter-per-call', (place) =>
  place.calls.flatMap((call) => {
    const isIntl = /^Intl\.\w+$/.test(call.path);
    // Without arguments V8 keeps a formatter of the default locale.
    const isMethod = localeMethods.has(call.name) && call.args.length > (call.name === 'localeCompare' ? 1 : 0);
    if (!isIntl && !isMethod) return [];
    const what = isIntl ? `${call.isNew ? 'new ' : ''}${call.path}` : call.name;
    // V8 keeps the formatter of the last locale where no options are given (Isolate::ICUObjectCacheType): what is left to save is not known.
    const removes = isIntl || hasOptions(call) ? {} : { removes: { low: 0, high: 1 } };
    return [{ ...builtFound(place, call, { what, certainty: isIntl ? 'certain' : 'likely' }), ...removes }];
  }),
);

function hasOptions({ name, args }: Call): boolean {
  return args.length > (name === 'localeCompare' ? 2 : 1);
}

/** Template engines' and validators' words for "turn this into a function". */
const compilers =
  /^(z|zod|Joi|joi|yup|Yup|superstruct)\.(object|strictObject)$|(^|\.)(ajv|validator|handlebars|hbs|pug|jade|ejs|mustache|nunjucks|dot|eta|liquid|_|lodash)\.(compile|template|compileSchema|precompile)$/i;
const constructors = new Set(['Ajv', 'AjvJtd', 'MarkdownIt', 'Liquid', 'TextDecoder', 'Marked', 'Function', 'Script']);

export const compiledPerCall = placeRule('compiled-per-call', (place) =>
  place.calls.flatMap((call) => {
    const isBuilt = call.isNew && constructors.has(call.name);
    if (!isBuilt && !compilers.test(call.path)) return [];
    const found = builtFound(place, call, { what: `${call.isNew ? 'new ' : ''}${call.path}`, certainty: 'likely' });
    // What is below the compiler's own function is compiling alone: kept, none of it is left.
    const compiling = place.calleeMs(call.name) / found.cpuMs;
    return [{ ...found, ...(compiling > 0 ? { removes: { low: compiling, high: 1 } } : {}) }];
  }),
);

/** `new RegExp(text)`: compiled anew each time unless V8 has it in its cache, and run without machine code at first. */
export const expressionPerCall = placeRule('expression-per-call', (place) =>
  place.calls.flatMap((call) =>
    call.path === 'RegExp' ? [builtFound(place, call, { what: 'RegExp', certainty: 'likely' })] : [],
  ),
);

interface Built {
  readonly what: string;
  readonly certainty: Found['certainty'];
}

function builtFound(
  place: HotPlace,
  call: Call,
  { what, certainty }: Built,
): Omit<Found, 'rule' | 'file' | 'function'> {
  const uses = firstUsesOf(call, place);
  const inNode = [...new Set([call, ...uses].map(({ name }) => name))].map((name) => place.calleeMs(name));
  return {
    certainty,
    ...at(place, call.node),
    cpuMs: place.linesMs([...linesOf(call.node), ...uses.flatMap(({ node }) => linesOf(node))]) + sum(inNode),
    facts: { what },
    effort: 1,
  };
}

/** What is built anew is also used for the first time each time, when it does the rest of its preparation. */
function firstUsesOf(call: Call, { calls }: HotPlace): readonly Call[] {
  const around = call.above.at(-1);
  const name = around?.type === 'VariableDeclarator' && around['init'] === call.node ? pathOf(around['id']) : '';
  if (name === '') return calls.filter(({ node }) => receiverNodeOf(node) === call.node);
  return calls.filter(({ path }) => path === name || path.startsWith(`${name}.`));
}

function receiverNodeOf(node: Node): unknown {
  const { callee } = node;
  return isNode(callee) ? callee['object'] : undefined;
}

function sum(values: readonly number[]): number {
  return values.reduce((all, each) => all + each, 0);
}
