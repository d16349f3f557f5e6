/** Whose cost a stack is, by the words of docs/packages.md: slow, and written apart from the product, to hold it against. */

export interface StackFrame {
  readonly kind: 'app' | 'dependency' | 'node' | 'native';
  /** The package or the module; nothing for others. */
  readonly owner: string;
  /** What tells the function from others. */
  readonly id: string;
}

/** As a reader of one stack would tell it, frame by frame from the outermost one. */
export function ownerOfStack(stack: readonly StackFrame[]): string {
  const leaf = stack.at(-1);
  // The tool's own frames are its own, and otherwise as if they were not there.
  if (leaf?.kind === 'dependency' && leaf.owner === 'leanscope') return callKey(leaf, '', ['leanscope']);
  const all = stack.filter(({ owner }) => owner !== 'leanscope');
  const app = all.findLastIndex(({ kind }) => kind === 'app');
  return app < 0 ? withoutApplication(all) : below(all, app);
}

/** Of a call, as `ownerOfStack` has it. */
export function callKey({ kind, owner, id }: StackFrame, caller: string, chain: readonly string[]): string {
  return [kind, owner, id, caller, ...chain].join(' ');
}

function below(all: readonly StackFrame[], app: number): string {
  const called = all.slice(app + 1);
  const entered = called.findIndex(({ kind }) => kind === 'dependency');
  const first = all.findIndex(({ kind }) => kind === 'app');
  const entry = called[entered];
  if (entry !== undefined) {
    const again = all.slice(0, first).findLastIndex(({ id }) => id === entry.id);
    // A framework that goes on: as if what is between had never been.
    if (again >= 0) return ownerOfStack([...all.slice(0, again + 1), ...called.slice(entered + 1)]);
    return callKey(entry, all[app]?.id ?? '', []);
  }
  const module = called.find(({ kind }) => kind === 'node');
  return module === undefined ? 'application' : callKey(module, all[app]?.id ?? '', []);
}

function withoutApplication(all: readonly StackFrame[]): string {
  const chain: StackFrame[] = [];
  for (const frame of all) {
    if (frame.kind !== 'dependency') continue;
    const before = chain.findIndex(({ owner }) => owner === frame.owner);
    if (before < 0) chain.push(frame);
    else chain.length = before + 1;
  }
  const last = chain.at(-1);
  if (last !== undefined) {
    return callKey(
      last,
      '',
      chain.map(({ owner }) => owner),
    );
  }
  const modules = all.filter(({ kind }) => kind === 'node');
  const inner = modules.at(-1);
  if (inner === undefined) return 'other';
  const run = modules.slice(modules.findLastIndex(({ owner }) => owner !== inner.owner) + 1);
  return callKey(run[0] ?? inner, '', []);
}
