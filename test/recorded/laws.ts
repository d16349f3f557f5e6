/** What must be so of every Report, whatever was measured: sums, intervals, places, prices. */
import assert from 'node:assert/strict';
import { nodeModuleOf } from '../../src/attribute/node-module.ts';
import type { ReportFunction, ReportLine } from '../../src/model/report-code.ts';
import { compare } from '../../src/compare/compare.ts';
import { reprice } from '../../src/price/price.ts';
import type { Truth } from '../recordings/case.ts';
import { callKey, ownerOfStack, type StackFrame } from '../package-of-stack.ts';
import { truth } from '../recordings/cases/checks.ts';

const sum = (numbers: readonly (number | undefined)[]): number =>
  numbers.reduce<number>((all, each) => all + (each ?? 0), 0);

/** Figures of a Report have six digits: sums of many of them are as far off. */
const rounding = 1e-4;

function atMost(part: number, whole: number, what: string): void {
  assert.ok(part <= whole * (1 + rounding), `${what}: ${part} of ${whole}`);
}

function frameOf({ id, origin, package: owner, file }: ReportFunction): StackFrame {
  if (origin === 'dependency' && owner === undefined) return { kind: 'native', owner: '', id };
  return { kind: origin, owner: origin === 'node' ? nodeModuleOf(file) : (owner ?? ''), id };
}

interface Told {
  readonly value: number | undefined;
  readonly interval?: { readonly low: number; readonly high: number } | undefined;
}

function inside({ value, interval }: Told, what: string): void {
  if (value === undefined || interval === undefined) return;
  const room = rounding * Math.abs(value);
  assert.ok(
    interval.low <= value + room && value <= interval.high + room,
    `${what}: ${value}, ${JSON.stringify(interval)}`,
  );
}

export const laws: readonly Truth[] = [
  truth('it survives being stored: nothing in it is undefined or not finite', (report) => {
    assert.deepEqual(JSON.parse(JSON.stringify(report)), report);
  }),

  truth('it has a ledger that sums to the total', ({ ledger, totals }) => {
    const rows = sum(ledger.map(({ cpuMsPerRequest }) => cpuMsPerRequest));
    assert.ok(Math.abs(rows / totals.cpuMsPerRequest - 1) < rounding, `${rows} of ${totals.cpuMsPerRequest} ms`);
    for (const { kind, cpuMsPerRequest, parts = [] } of ledger)
      atMost(sum(parts.map((part) => part.cpuMsPerRequest)), cpuMsPerRequest, `parts of ${kind}`);
  }),

  truth(
    'it has functions that sum to no more than the total, self within own within the whole',
    ({ functions, totals: { cpuMsPerRequest } }) => {
      atMost(sum(functions.map(({ selfCpuMsPerRequest }) => selfCpuMsPerRequest)), cpuMsPerRequest, 'self');
      atMost(sum(functions.map(({ ownCpuMsPerRequest }) => ownCpuMsPerRequest)), cpuMsPerRequest, 'own');
      for (const fn of functions) {
        atMost(fn.selfCpuMsPerRequest, fn.totalCpuMsPerRequest, `self of ${fn.id}`);
        atMost(fn.selfCpuMsPerRequest, fn.ownCpuMsPerRequest ?? Infinity, `self in own of ${fn.id}`);
        atMost(fn.totalShare, 1, `total share of ${fn.id}`);
      }
    },
  ),

  truth('it has a call tree whose nodes sum to the functions', ({ functions, stacks, totals }) => {
    const sums = functions.map(() => 0);
    for (const [node, fn] of stacks.function.entries())
      if (fn >= 0) sums[fn] = (sums[fn] ?? 0) + (stacks.selfCpuMsPerRequest[node] ?? NaN);
    for (const [index, { id, selfCpuMsPerRequest }] of functions.entries()) {
      const off = Math.abs((sums[index] ?? NaN) - selfCpuMsPerRequest);
      assert.ok(off <= rounding * totals.cpuMsPerRequest, `${id}: ${sums[index] ?? NaN} for ${selfCpuMsPerRequest}`);
    }
  }),

  truth('it has packages that sum, with the application and the rest, to the ledger', ({ packages, ledger }) => {
    if (packages === undefined) return;
    const told = ledger.filter(({ kind }) => kind === 'function' || kind === 'native');
    const named = told.flatMap(({ parts = [] }) => parts.map((part) => part.cpuMsPerRequest));
    const whole = sum(told.map((row) => row.cpuMsPerRequest)) - sum(named);
    const rows = [...packages.packages, packages.application, packages.other];
    const all = sum(rows.map((row) => row.cpuMsPerRequest));
    assert.ok(Math.abs(all - whole) <= rounding * whole, `${all} of ${whole} ms`);
    for (const { name, calls, cpuMsPerRequest, interval } of packages.packages) {
      inside({ value: cpuMsPerRequest, interval }, name);
      atMost(sum(calls.map((call) => call.cpuMsPerRequest)), cpuMsPerRequest, `calls of ${name}`);
      for (const call of calls)
        inside({ value: call.cpuMsPerRequest, interval: call.interval }, `${name}, ${call.entry.name}`);
    }
  }),

  truth('it has packages as its call tree says, node by node', ({ packages, functions, stacks, totals }) => {
    if (packages === undefined) return;
    const room = rounding * totals.cpuMsPerRequest;
    const expected = new Map<string, number>();
    const above: (readonly StackFrame[])[] = [];
    for (const [node, parent] of stacks.parent.entries()) {
      const fn = functions[stacks.function[node] ?? -1];
      const frame = fn === undefined ? { kind: 'native' as const, owner: '', id: '' } : frameOf(fn);
      const stack = [...(above[parent] ?? []), frame];
      above.push(stack);
      const ms = stacks.selfCpuMsPerRequest[node] ?? 0;
      if (ms === 0 || stacks.label[node] === '(garbage collector)') continue;
      const key = ownerOfStack(stack);
      expected.set(key, (expected.get(key) ?? 0) + ms);
    }
    const near = (actual: number, key: string): void => {
      const ms = expected.get(key) ?? 0;
      assert.ok(Math.abs(actual - ms) <= room, `${key}: ${actual} for ${ms}`);
    };
    near(packages.application.cpuMsPerRequest, 'application');
    near(packages.other.cpuMsPerRequest, 'other');
    for (const { origin: kind, name: owner, calls } of packages.packages)
      for (const { entry, caller, chain = [], cpuMsPerRequest } of calls)
        near(cpuMsPerRequest, callKey({ kind, owner, id: entry.function }, caller?.function ?? '', chain));
  }),

  truth('it has lines that sum to no more than the functions of their file', ({ functions, lines }) => {
    for (const file of new Set(lines.map((line) => line.file))) {
      const ofFile = (rows: readonly Pick<ReportLine, 'file' | 'selfCpuMsPerRequest'>[]): number =>
        sum(rows.filter((row) => row.file === file).map(({ selfCpuMsPerRequest }) => selfCpuMsPerRequest));
      atMost(ofFile(lines), ofFile(functions) + 1e-6, file);
    }
  }),

  truth('it has intervals that hold their figure', ({ functions, routes, totals, quality }) => {
    inside({ value: totals.cpuMsPerRequest, interval: totals.cpuMsPerRequestInterval }, 'total');
    inside({ value: quality.pace?.us, interval: quality.pace?.interval }, 'pace');
    for (const { id, selfCpuMsPerRequest, interval, ownCpuMsPerRequest, ownInterval } of functions) {
      inside({ value: selfCpuMsPerRequest, interval }, `self of ${id}`);
      inside({ value: ownCpuMsPerRequest, interval: ownInterval }, `own of ${id}`);
    }
    for (const { path, cpuMsPerRequest, interval } of routes) inside({ value: cpuMsPerRequest, interval }, path);
  }),

  truth('it has routes whose shares sum to one, where anything was sent', ({ routes }) => {
    if (routes.length > 0) assert.ok(Math.abs(sum(routes.map(({ share }) => share)) - 1) < rounding);
    for (const { path, errors, requests } of routes) atMost(errors, requests, `errors of ${path}`);
  }),

  truth(
    'it has findings in a function that it has, that save no more than there is',
    ({ advice, functions, totals }) => {
      for (const { rule, file, line, function: name, saving, fix = '' } of advice) {
        atMost(saving.cpuMsPerRequest, totals.cpuMsPerRequest, rule);
        assert.ok(fix !== '', `${rule} does not say what to do`);
        const there = functions.filter((fn) => fn.file === file && fn.name === name);
        if (name !== undefined) assert.ok(there.length > 0, `${rule} is in ${name} of ${file ?? 'no file'}`);
        // A compiler's own function has no line in any source.
        const half =
          line === undefined ? file !== undefined && there.every((fn) => fn.line !== undefined) : file === undefined;
        assert.ok(!half, `${rule} has half a place`);
      }
    },
  ),

  truth('it has savings that are ranges, whose lower ends are no more than there is, all together', (report) => {
    const { advice, totals, findingsTogether } = report;
    const ranges = advice.flatMap(({ saving }) => saving.cpuMsPerRequestInterval ?? []);
    atMost(sum(ranges.map(({ low }) => low)), totals.cpuMsPerRequest, 'lower ends');
    for (const { rule, saving } of advice) {
      const { low, high } = saving.cpuMsPerRequestInterval ?? { low: 0, high: 0 };
      assert.ok(low >= 0 && low <= high, `${rule}: ${low} to ${high}`);
      assert.equal(high, saving.cpuMsPerRequest, rule);
      const { low: least = 0, high: most = 0 } = saving.bytesOutPerRequestInterval ?? {};
      assert.ok(least <= most, `${rule}: ${least} to ${most} bytes`);
    }
    const together = findingsTogether?.cpuMsPerRequestInterval;
    assert.equal(together === undefined, !ranges.some(({ high }) => high > 0));
    if (together !== undefined) atMost(together.high, totals.cpuMsPerRequest, 'all findings together');
  }),

  truth('it has what a proxy does as no certainty, and the same fix once', ({ advice }) => {
    const ofProxy = advice.filter(({ rule }) => rule === 'uncompressed-response');
    assert.ok(ofProxy.length <= 1 && ofProxy.every(({ certainty }) => certainty !== 'certain'));
    const statements = advice.flatMap(({ rule, route, file, line, facts = {} }) =>
      route === undefined || file === undefined
        ? []
        : [JSON.stringify([rule, file, line, facts['upstream'], facts['request']])],
    );
    assert.deepEqual(statements, [...new Set(statements)]);
  }),

  truth('it is told to be no better and no worse than itself', (report) => {
    const { verdict, functions, routes } = compare({ name: 'once', report }, { name: 'again', report });
    assert.ok(verdict === 'same' || verdict === 'unclear', verdict);
    const changes = [...functions, ...routes].flatMap((each) => [each.cpuMsPerRequest, each.allocatedBytesPerRequest]);
    const changed = changes.filter((each) => each.verdict === 'better' || each.verdict === 'worse');
    assert.deepEqual(changed, []);
  }),

  truth('it has prices of functions and routes in proportion to their CPU', ({ functions, routes, totals }) => {
    const { usdPerMillionRequests: total, cpuMsPerRequest } = totals;
    if (total === undefined) return;
    const usdPerMs = total / cpuMsPerRequest;
    for (const { id, selfCpuMsPerRequest, gcCpuMsPerRequest = 0, usdPerMillionRequests = 0 } of functions) {
      const cpuMs = selfCpuMsPerRequest + gcCpuMsPerRequest;
      const off = Math.abs(usdPerMillionRequests - usdPerMs * cpuMs);
      assert.ok(off <= rounding * total, `${id}: $${usdPerMillionRequests} for ${cpuMs} ms`);
    }
    for (const { path, cpuMsPerRequest: cpuMs = 0, usdPerMillionRequests = 0 } of routes)
      assert.ok(Math.abs(usdPerMillionRequests - usdPerMs * cpuMs) <= 10 * rounding * usdPerMs * cpuMs, path);
  }),

  truth('it is priced the same again, for the same plans, from its own figures', (report) => {
    const { basis, options, assumptions, fleet } = reprice(report, report.cost.inputs ?? {}).cost;
    assert.deepEqual(basis, report.cost.basis);
    assert.deepEqual(assumptions, report.cost.assumptions);
    assert.deepEqual(
      options.map(({ sku, instances }) => [sku, instances]),
      report.cost.options.map(({ sku, instances }) => [sku, instances]),
    );
    assert.deepEqual(fleet?.instances, report.cost.fleet?.instances);
  }),
];
