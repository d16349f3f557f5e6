/**
 * In: Advice, everything that is known. Out: the Report, the part of it that views and other people's scripts read.
 * A plain projection; nothing is computed here.
 */
import type { Advice } from '../model/advice.ts';
import { describeFailure } from '../model/failure.ts';
import type { Report } from '../model/report.ts';
import { sixDigits } from './six-digits.ts';

export function toReport(advice: Advice): Report {
  const { tool, startedAt, app, machine, quality, totals, ledger, functions, lines, routes, stacks } = advice;
  return compact({
    schemaVersion: 1,
    tool,
    startedAt,
    app: {
      kind: app.kind,
      ...(app.unit === undefined ? {} : { unit: app.unit }),
      command: app.command.join(' '),
      cwd: app.cwd,
      nodeVersion: app.nodeVersion,
      ...(app.commit === undefined ? {} : { commit: app.commit }),
      ...(app.dirty === undefined ? {} : { dirty: app.dirty }),
    },
    machine,
    ...(advice.partial === undefined ? {} : { partial: describeFailure(advice.partial) }),
    quality,
    totals,
    ledger,
    functions,
    lines,
    routes,
    ...(advice.threads === undefined ? {} : { threads: advice.threads }),
    ...(advice.load === undefined ? {} : { load: advice.load }),
    ...(advice.upstreams === undefined ? {} : { upstreams: advice.upstreams }),
    ...(advice.loadEvidence === undefined ? {} : { loadEvidence: advice.loadEvidence }),
    stacks,
    ...(advice.eventLoop === undefined ? {} : { eventLoop: advice.eventLoop }),
    ...(advice.memory === undefined ? {} : { memory: advice.memory }),
    ...(advice.capacity === undefined ? {} : { capacity: advice.capacity }),
    ...(advice.knobs === undefined ? {} : { knobs: advice.knobs }),
    ...(advice.queueing === undefined ? {} : { queueing: advice.queueing }),
    ...(advice.growthWithSize === undefined ? {} : { growthWithSize: advice.growthWithSize }),
    cost: advice.cost,
    advice: advice.advice,
    ...(advice.ignoredFindings === 0 ? {} : { ignoredFindings: advice.ignoredFindings }),
    ...(advice.checkedBudgets.length === 0 ? {} : { budgets: advice.checkedBudgets }),
  });
}

/**
 * Six significant digits are more than any measurement here is good for, and halve the JSON. Counts and indexes are
 * whole numbers and stay exact.
 */
function compact<T>(value: T): T {
  return compacted(value) as T;
}

function compacted(value: unknown): unknown {
  if (typeof value === 'number') return compactNumber(value);
  if (Array.isArray(value)) return compactedArray(value);
  if (typeof value !== 'object' || value === null) return value;
  const copy: Record<string, unknown> = {};
  for (const [key, inner] of Object.entries(value)) copy[key] = compacted(inner);
  return copy;
}

const compactNumber = (value: number): number => (Number.isInteger(value) ? value : sixDigits(value));

/** The columns of the call tree are hundreds of thousands of numbers and texts long. */
function compactedArray(values: readonly unknown[]): readonly unknown[] {
  const copy = new Array<unknown>(values.length);
  for (let i = 0; i < values.length; i++) {
    const value = values[i];
    copy[i] = typeof value === 'number' ? compactNumber(value) : typeof value === 'string' ? value : compacted(value);
  }
  return copy;
}
