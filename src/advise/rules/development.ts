/** What an application does only because it was not told that it runs in production. */
import { seen } from '../../model/observation.ts';
import type { Priced } from '../../model/priced.ts';
import type { ReportFunction } from '../../model/report-code.ts';
import type { Claim, Rule } from '../rule.ts';

/** Builds of packages that check and explain what their production builds do not (React, Vue and many after them). */
const developmentBuild = /[./-](development|dev)(\.\w+)*\.[cm]?js$|\/(development|dev)\/[^/]+\.[cm]?js$/;
/** Express looks up a view for each answer, with synchronous file accesses, unless its cache is on. */
const viewLookup = '/express/lib/view.js';
/** Web frameworks turn their cache off in development: they compile a template for each answer. */
const templateEngines = new Set([
  ...[
    'pug',
    'pug-code-gen',
    'pug-parser',
    'pug-lexer',
    'jade',
    'ejs',
    'handlebars',
    'hbs',
    'nunjucks',
    'eta',
    'mustache',
  ],
  ...['liquidjs', 'twig', 'dot', 'squirrelly', 'edge.js'],
]);
const compiles = /^(exports\.)?_?(compile\w*|precompile|handleTemplateCache)$/;
/** Stack traces that are mapped back to their source while requests wait. */
const stackMapping = /^node:internal\/source_map\/|\/(@cspotcode\/)?source-map-support\//;

type Kind = 'build' | 'views' | 'templates' | 'stacks';

export const developmentMode: Rule = {
  id: 'development-mode',
  find: ({ priced }) => {
    const nodeEnv = servingOf(priced)?.nodeEnv ?? 'unset';
    // Where it was not recorded, nothing is known of it; and told so, an application that does it all the same means to.
    if (servingOf(priced)?.nodeEnv === undefined || nodeEnv === 'production') return [];
    const costs = costsByKind(priced.functions);
    const cpuMs = costs.reduce((sum, { ms }) => sum + ms, 0);
    const [most] = [...costs].sort((a, b) => b.ms - a.ms);
    if (most === undefined || !(cpuMs > 0)) return [];
    return [
      {
        rule: 'development-mode',
        // What a production build does instead costs something too.
        certainty: 'likely',
        cpuMs: Math.min(cpuMs, priced.totals.cpuMsPerRequest),
        facts: { nodeEnv, what: most.fn.package ?? most.fn.file },
        because: [seen('spentIn', { files: [...new Set(costs.map(({ fn }) => fn.file))].slice(0, 3).join(', ') })],
        claims: claimsOn(priced.functions, cpuMs),
        effort: 1,
      },
    ];
  },
};

/** It is a part of what the application's functions have packages do, of each as large as what they do there. */
function claimsOn(functions: readonly ReportFunction[], cpuMs: number): readonly Claim[] {
  const below = functions.flatMap(({ file, name, origin, selfCpuMsPerRequest, ownCpuMsPerRequest = 0 }) =>
    origin === 'app' ? [{ file, function: name, ms: Math.max(0, ownCpuMsPerRequest - selfCpuMsPerRequest) }] : [],
  );
  const all = below.reduce((sum, { ms }) => sum + ms, 0);
  if (all === 0) return [];
  return below.map(({ ms, ...place }) => ({ ...place, cpuMs: Math.min(ms, (cpuMs * ms) / all) }));
}

interface KindCost {
  /** That has most of it. */
  readonly fn: ReportFunction;
  readonly ms: number;
}

/**
 * A development build costs its own time: it may call the application. Looking up a view, compiling a template and mapping a stack cost
 * their total time, most of which is in other functions: file accesses, parsers, the compiler.
 */
function costsByKind(functions: readonly ReportFunction[]): readonly KindCost[] {
  const costs = new Map<string, KindCost>();
  for (const fn of functions) {
    const kind = kindOf(fn);
    if (kind === undefined) continue;
    const isOwn = kind === 'build';
    const ms = isOwn ? fn.selfCpuMsPerRequest : fn.totalCpuMsPerRequest;
    // A template engine calls the parts that it is made of, so that the largest total holds the others.
    const key = isOwn ? `build ${fn.package ?? fn.file}` : kind;
    const before = costs.get(key);
    const larger = before === undefined || ms > before.ms ? fn : before.fn;
    costs.set(key, { fn: larger, ms: isOwn ? (before?.ms ?? 0) + ms : Math.max(before?.ms ?? 0, ms) });
  }
  return [...costs.values()];
}

function servingOf({ threads = [] }: Priced) {
  return threads.find(({ serving, thread }) => serving && thread === 0);
}

function kindOf({ file, origin, name, package: owner = '' }: ReportFunction): Kind | undefined {
  if (stackMapping.test(file)) return 'stacks';
  if (origin !== 'dependency') return undefined;
  // Rendering is what production does too.
  if (file.endsWith(viewLookup)) return /render$/i.test(name) ? undefined : 'views';
  if (templateEngines.has(owner) && compiles.test(name)) return 'templates';
  return developmentBuild.test(file) ? 'build' : undefined;
}
