/** What an application does only because it was not told that it runs in production. */
import { seen } from '../../model/observation.ts';
import type { Priced } from '../../model/priced.ts';
import type { ReportFunction } from '../../model/report-code.ts';
import type { Rule } from '../rule.ts';

/** Builds of packages that check and explain what their production builds do not (React, Vue and many after them). */
const developmentBuild = /[./-](development|dev)(\.\w+)*\.[cm]?js$|\/(development|dev)\/[^/]+\.[cm]?js$/;
/** Express looks a view up, and reads it, for each answer unless it is told to keep it. */
const viewLookup = '/express/lib/view.js';
/** Stack traces that are mapped back to their source while requests wait. */
const stackMapping = /^node:internal\/source_map\/|\/(@cspotcode\/)?source-map-support\//;

export const developmentMode: Rule = {
  id: 'development-mode',
  find: ({ priced }) => {
    const nodeEnv = servingOf(priced)?.nodeEnv ?? 'unset';
    // Where it was not recorded, nothing is known of it; and told so, an application that does it all the same means to.
    if (servingOf(priced)?.nodeEnv === undefined || nodeEnv === 'production') return [];
    const costly = priced.functions.filter((fn) => kindOf(fn) !== undefined);
    const cpuMs = costly.reduce((sum, fn) => sum + fn.selfCpuMsPerRequest, 0);
    const [most] = [...costly].sort((a, b) => b.selfCpuMsPerRequest - a.selfCpuMsPerRequest);
    if (most === undefined || !(cpuMs > 0)) return [];
    return [
      {
        rule: 'development-mode',
        // What a production build does instead costs something too.
        certainty: 'likely',
        cpuMs,
        facts: { nodeEnv, what: most.package ?? most.file },
        because: [seen('spentIn', { files: [...new Set(costly.map(({ file }) => file))].slice(0, 3).join(', ') })],
        effort: 1,
      },
    ];
  },
};

function servingOf({ threads = [] }: Priced) {
  return threads.find(({ serving, thread }) => serving && thread === 0);
}

function kindOf({ file, origin }: ReportFunction): 'build' | 'views' | 'stacks' | undefined {
  if (stackMapping.test(file)) return 'stacks';
  if (origin !== 'dependency') return undefined;
  if (file.endsWith(viewLookup)) return 'views';
  return developmentBuild.test(file) ? 'build' : undefined;
}
