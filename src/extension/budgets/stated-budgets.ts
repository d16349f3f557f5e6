/** The limits that leanscope.json states, and where in its text each stands. Text that is no JSON yet, as while somebody types, gives what can be read. */
import { parseTree, type Node } from 'jsonc-parser';
import type { ReportBudget } from '../../model/report-findings.ts';

export interface StatedBudget extends Pick<ReportBudget, 'scope' | 'name' | 'metric' | 'limit'> {
  /** Of the property in the text, in UTF-16 units from 0. */
  readonly offset: number;
}

export function statedBudgets(text: string): readonly StatedBudget[] {
  const root = parseTree(text.replace(/^\uFEFF/, ' '));
  const budgets = propertiesOf(root).find(({ name }) => name === 'budgets')?.value;
  return propertiesOf(budgets).flatMap(({ name, value, offset }) => {
    if (name === 'routes') return inScope('route', value);
    if (name === 'functions') return inScope('function', value);
    return limit({ scope: 'app' }, { name, value, offset });
  });
}

function inScope(scope: 'route' | 'function', node: Node): readonly StatedBudget[] {
  return propertiesOf(node).flatMap(({ name, value }) =>
    propertiesOf(value).flatMap((property) => limit({ scope, name }, property)),
  );
}

interface Property {
  readonly name: string;
  readonly value: Node;
  readonly offset: number;
}

/** The command line refuses what is no limit, with a better word than an editor's list could have. */
function limit(
  subject: Pick<StatedBudget, 'scope' | 'name'>,
  { name, value, offset }: Property,
): readonly StatedBudget[] {
  const found: unknown = value.value;
  if (typeof found !== 'number') return [];
  return [{ ...subject, metric: name as StatedBudget['metric'], limit: found, offset }];
}

function propertiesOf(node: Node | undefined): readonly Property[] {
  if (node?.type !== 'object') return [];
  return (node.children ?? []).flatMap(({ children = [], offset }) => {
    const [key, value] = children;
    return value === undefined ? [] : [{ name: String(key?.value), value, offset }];
  });
}
