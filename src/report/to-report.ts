/**
 * In: Advice, everything that is known. Out: the Report, the part of it that views and other people's scripts read.
 * A plain projection; nothing is computed here.
 */
import type { Advice } from '../model/advice.ts';
import { describeFailure } from '../model/failure-words.ts';
import { asReported } from '../model/as-reported.ts';
import type { Report } from '../model/report.ts';
import { endsAtCpu } from '../model/report-capacity.ts';

export function toReport(advice: Advice): Report {
  const { tool, startedAt, app, machine, quality, totals, ledger, functions, lines, routes, stacks } = advice;
  return asReported({
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
    ...(advice.partial === undefined
      ? {}
      : { partial: { ...describeFailure(advice.partial), failure: advice.partial } }),
    quality,
    totals,
    ledger,
    functions,
    lines,
    ...(advice.packages === undefined ? {} : { packages: advice.packages }),
    routes: endsAtCpu(advice.capacity?.bindingResource) ? routes : routes.map(withoutRatePerCore),
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
    ...(advice.findingsTogether === undefined ? {} : { findingsTogether: advice.findingsTogether }),
    ...(advice.ignoredFindings === 0 ? {} : { ignoredFindings: advice.ignoredFindings }),
    ...(advice.checkedBudgets.length === 0 ? {} : { budgets: advice.checkedBudgets }),
  });
}

/** As many never get through where something else than CPU ends it. */
function withoutRatePerCore(route: Report['routes'][number]): Report['routes'][number] {
  const { requestsPerSecondPerCore, ...rest } = route;
  return requestsPerSecondPerCore === undefined ? route : rest;
}
