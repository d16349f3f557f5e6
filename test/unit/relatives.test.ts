import assert from 'node:assert/strict';
import fc from 'fast-check';
import { advise } from '../../src/advise/advise.ts';
import { relativesIn } from '../../src/annotate/relatives.ts';
import type { ReportFunction, ReportStacks } from '../../src/model/report-code.ts';
import type { Report } from '../../src/model/report.ts';
import { price } from '../../src/price/price.ts';
import { toReport } from '../../src/report/to-report.ts';
import { sampleCosts } from './sample-costs.ts';

const sample = toReport(advise(price(sampleCosts)));

/** Each path is a stack from the outermost function to the one that spends, by one letter each, with its milliseconds. */
function reportOf(paths: Readonly<Record<string, number>>): Report {
  const parent = [-1];
  const fn = [-1];
  const self = [0];
  const names = [...new Set(Object.keys(paths).join(''))].sort();
  for (const [path, ms] of Object.entries(paths)) {
    let node = 0;
    for (const letter of path) {
      const wanted = names.indexOf(letter);
      const found = parent.findIndex((above, index) => above === node && fn[index] === wanted);
      const next = found === -1 ? parent.push(node) - 1 : found;
      fn[next] = wanted;
      self[next] ??= 0;
      node = next;
    }
    self[node] = (self[node] ?? 0) + ms;
  }
  const total = (name: string): number =>
    Object.entries(paths).reduce((sum, [path, ms]) => sum + (path.includes(name) ? ms : 0), 0);
  const functions: readonly ReportFunction[] = names.map((name) => ({
    ...{ id: name, name, file: 'a.ts', origin: 'app', confidence: 'high' },
    ...{ selfShare: 0, totalShare: 0, selfCpuMsPerRequest: 0, totalCpuMsPerRequest: total(name) },
  }));
  const stacks: ReportStacks = { parent, function: fn, label: fn.map(() => ''), selfCpuMsPerRequest: self };
  return { ...sample, functions, stacks };
}

const shares = (found: readonly { name: string; share: number }[]): Readonly<Record<string, number>> =>
  Object.fromEntries(found.map(({ name, share }) => [name, Number(share.toFixed(3))]));

describe('relatives of a function', () => {
  it('are its callers and callees by the CPU that goes that way', () => {
    const relatives = relativesIn(reportOf({ ac: 30, bc: 10, acd: 50, ace: 10, b: 7 }));
    const { callers, callees } = relatives('c');
    assert.deepEqual(shares(callers), { a: 0.9, b: 0.1 });
    assert.deepEqual(shares(callees), { d: 0.5, e: 0.1 });
  });

  it('do not count recursion twice, nor the function itself', () => {
    const relatives = relativesIn(reportOf({ abab: 4, abb: 6 }));
    assert.deepEqual(shares(relatives('b').callers), { a: 1 });
    assert.deepEqual(shares(relatives('a').callees), { b: 1 });
  });

  it('are none of what is not in the Report', () => {
    assert.deepEqual(relativesIn(reportOf({ a: 1 }))('nobody'), { callers: [], callees: [] });
  });

  it('never have more than the function itself, and callers of what is never outermost have all of it', () => {
    const path = fc.string({ unit: fc.constantFrom('a', 'b', 'c', 'd'), minLength: 1, maxLength: 6 });
    const paths = fc.dictionary(path, fc.integer({ min: 1, max: 100 }), { minKeys: 1, maxKeys: 12 });
    fc.assert(
      fc.property(paths, (drawn) => {
        // z calls everybody, and is the only one that nobody calls.
        const relatives = relativesIn(
          reportOf(Object.fromEntries(Object.entries(drawn).map(([p, ms]) => [`z${p}`, ms]))),
        );
        for (const { share } of ['a', 'b', 'c', 'd'].flatMap((id) => [
          ...relatives(id).callers,
          ...relatives(id).callees,
        ]))
          assert.ok(share > 0 && share <= 1);
        const everything = Object.values(drawn).reduce((sum, ms) => sum + ms, 0);
        const below = relatives('z').callees.reduce((sum, { cpuMsPerRequest }) => sum + cpuMsPerRequest, 0);
        assert.ok(below <= everything + 1e-9);
      }),
    );
  });
});
