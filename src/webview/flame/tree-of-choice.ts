/** In: a Report and what the reader wants to see of its call tree. Out: that tree; undefined where the Report has none. */
import { routeName } from '../../model/format.ts';
import type { ReportRoute } from '../../model/report-load.ts';
import type { Report } from '../../model/report.ts';
import { callTree, framesOf, selfCosts, type CallTree, type Metric } from './call-tree.ts';
import { invertTree } from './invert-tree.ts';
import { subtreesOf } from './subtrees.ts';
import { stacksOfChoice } from './thread-choice.ts';

export const directions = ['callees', 'callers'] as const;

export interface TreeChoice {
  readonly metric: Metric;
  readonly direction: (typeof directions)[number];
  /** Name of a route; empty for everything. */
  readonly route: string;
  /** As `thread-choice.ts` writes it; empty for all. */
  readonly thread: string;
}

export function treeOfChoice(whole: Report, { metric, direction, route, thread }: TreeChoice): CallTree | undefined {
  const report = thread === '' ? whole : { ...whole, stacks: stacksOfChoice(whole.stacks, thread) };
  const self = selfCosts(report, metric);
  if (self === undefined || report.stacks.parent.length === 0) return undefined;
  const merged = callTree({ ...framesOf(report), parent: report.stacks.parent, self });
  const handlers = route === '' ? undefined : handlersOf(report, route);
  const scoped = handlers === undefined ? merged : callTree(subtreesOf(merged, (frame) => handlers.has(frame)));
  return direction === 'callers' ? callTree(invertTree(scoped)) : scoped;
}

/** Routes whose handler was seen at work: their part of the tree is what is below the handler. */
export function routesInTree(report: Report): readonly string[] {
  return report.routes.map((route) => routeName(route)).filter((name) => handlersOf(report, name).size > 0);
}

function handlersOf({ functions, routes }: Report, name: string): ReadonlySet<number> {
  const wanted = routes.filter((route) => routeName(route) === name);
  const isHandler = ({ file, line }: { readonly file: string; readonly line?: number }): boolean =>
    line !== undefined && wanted.some((route: ReportRoute) => route.file === file && route.line === line);
  return new Set(functions.flatMap((fn, index) => (isHandler(fn) ? [index] : [])));
}
