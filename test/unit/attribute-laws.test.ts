import assert from 'node:assert/strict';
import fc from 'fast-check';
import { attribute } from '../../src/attribute/attribute.ts';
import { sum } from '../../src/attribute/statistics.ts';
import type { Costs } from '../../src/model/costs.ts';
import { symbolicate } from '../../src/symbolicate/symbolicate.ts';
import { costsOf, drawnRecording, near, rowOf } from '../costs-of.ts';
import { deepFreeze } from '../deep-freeze.ts';
import { sliceWith } from '../recording-with.ts';

const app = ['a', 'b', 'c'];
const foreign = ['dep:node_modules/dep/index.js', 'read:node:fs:1', 'write:'];
const meta = ['(gc)', '(program)', '(idle)'];

const stack = fc.array(fc.constantFrom(...app, ...foreign), { minLength: 1, maxLength: 5 });
const columns = fc.array(
  fc.oneof(
    { arbitrary: stack, weight: 4 },
    fc.constantFrom(...meta).map((name) => [name]),
  ),
  {
    minLength: 1,
    maxLength: 30,
  },
);

/** Rows of frames under each other, all columns equally wide. */
function drawing(stacks: readonly (readonly string[])[]): string {
  const depth = Math.max(...stacks.map(({ length }) => length));
  const row = (level: number) => stacks.map((frames) => (frames[level] ?? '').padEnd(40)).join('');
  return Array.from({ length: depth }, (_, level) => row(level)).join('\n');
}

const isMeta =
  (...names: readonly string[]) =>
  ([leaf = '']: readonly string[]) =>
    names.includes(leaf);
const count = <T>(items: readonly T[], test: (item: T) => boolean) => items.filter(test).length;

/** 10 ms of CPU per request: 8 on JavaScript threads, of which 1 in garbage collection; 2 on others. */
const usage = {
  processCpuUs: 1_000_000,
  javascriptThreadCpuUs: 800_000,
  eventLoopUtilization: 0.8,
  gcUs: { minor: 60_000, major: 40_000, incremental: 0, weakCallbacks: 0 },
};
/** In the sampling pass the threads are not told apart, so the samples stand for all of the 8 ms. */
const slices = [sliceWith('asIs', { usage }), sliceWith('cpuSampling', { usage: { processCpuUs: 1_000_000 } })];

const costs = (stacks: readonly (readonly string[])[]): Costs => costsOf({ cpu: drawing(stacks), slices });

describe('laws of attribution', () => {
  it('the ledger sums to the CPU that the system booked, whatever was sampled', () => {
    const booked = fc.option(fc.integer({ min: 1, max: 60_000 }), { nil: undefined });
    fc.assert(
      fc.property(columns, booked, (stacks, threadUs) => {
        const sampling = { ...usage, ...(threadUs === undefined ? {} : { javascriptThreadCpuUs: threadUs }) };
        const { ledger, totals } = costsOf({
          cpu: drawing(stacks),
          slices: [sliceWith('asIs', { usage }), sliceWith('cpuSampling', { usage: sampling })],
        });
        near(sum(ledger.map(({ cpuMsPerRequest }) => cpuMsPerRequest)), 10);
        near(totals.cpuMsPerRequest, 10);
        for (const { cpuMsPerRequest } of ledger) assert.ok(cpuMsPerRequest >= 0);
      }),
    );
  });

  it("self time, V8's own and GC sum to what was sampled, in the list and in the tree", () => {
    fc.assert(
      fc.property(columns, (stacks) => {
        const working = count(stacks, (each) => !isMeta('(gc)', '(idle)')(each));
        const program = count(stacks, isMeta('(program)'));
        fc.pre(working > 0);
        const { functions, ledger, stacks: tree } = costs(stacks);
        // 8 ms on the thread, 1 of them GC: 7 for whatever worked.
        const self = sum(functions.map(({ selfCpuMsPerRequest }) => selfCpuMsPerRequest));
        near(self, (7 * (working - program)) / working);
        near((rowOf({ ledger }, 'function') ?? 0) + (rowOf({ ledger }, 'native') ?? 0), 7);
        // Without a sample in GC, the tree has no place for its time.
        near(sum(tree.selfCpuMsPerRequest), 7 + (stacks.some(isMeta('(gc)')) ? 1 : 0));
      }),
    );
  });

  it('allocation sums to what was measured, in the list and in the tree, whose CPU it leaves alone', () => {
    const allocating = fc.array(stack, { minLength: 1, maxLength: 10 });
    fc.assert(
      fc.property(columns, allocating, (stacks, sites) => {
        const withBytes = costsOf({
          cpu: drawing(stacks),
          allocating: drawing(sites),
          allocated: drawing(sites),
          slices: [...slices, sliceWith('allocationTotal')],
        });
        const bytes = withBytes.totals.allocatedBytesPerRequest ?? 0;
        assert.ok(bytes > 0);
        const tree = withBytes.stacks;
        near(sum(tree.selfAllocatedBytesPerRequest ?? []), bytes, 1e-6);
        near(sum(withBytes.functions.map((fn) => fn.allocatedBytesPerRequest ?? 0)), bytes, 1e-6);
        near(sum(tree.selfCpuMsPerRequest), sum(costs(stacks).stacks.selfCpuMsPerRequest));
        tree.parent.forEach((parent, node) => {
          assert.ok(parent < node);
        });
      }),
    );
  });

  it('own time is additive over the functions of the app: each sample under one of them counts once', () => {
    fc.assert(
      fc.property(columns, (stacks) => {
        const working = count(stacks, (each) => !isMeta('(gc)', '(idle)')(each));
        fc.pre(working > 0);
        const underApp = count(stacks, (frames) => frames.some((frame) => app.includes(frame)));
        const { functions } = costs(stacks);
        near(sum(functions.map(({ ownCpuMsPerRequest = 0 }) => ownCpuMsPerRequest)), (7 * underApp) / working);
        for (const { origin, ownCpuMsPerRequest } of functions) {
          assert.equal(ownCpuMsPerRequest !== undefined, origin === 'app');
        }
      }),
    );
  });

  it('self is at most own, own at most total, total at most what was sampled', () => {
    fc.assert(
      fc.property(columns, (stacks) => {
        for (const { selfCpuMsPerRequest: self, totalCpuMsPerRequest: total, ...cost } of costs(stacks).functions) {
          const own = cost.ownCpuMsPerRequest ?? self;
          assert.ok(self <= own + 1e-9 && own <= total + 1e-9 && total <= 7 + 1e-9);
        }
      }),
    );
  });

  it('the order of the samples does not matter', () => {
    const shuffled = columns.chain((stacks) =>
      fc.tuple(fc.constant(stacks), fc.shuffledSubarray(stacks, { minLength: stacks.length })),
    );
    const byId = ({ functions }: Costs) => new Map(functions.map(({ id, ...cost }) => [id, cost]));
    fc.assert(
      fc.property(shuffled, ([stacks, reordered]) => {
        const [one, other] = [costs(stacks), costs(reordered)];
        assert.deepEqual(byId(other), byId(one));
        assert.deepEqual(other.ledger, one.ledger);
        assert.deepEqual(new Set(other.lines), new Set(one.lines));
      }),
    );
  });

  it('frozen input passes and gives the same', () => {
    fc.assert(
      fc.property(columns, (stacks) => {
        const recording = drawnRecording({ cpu: drawing(stacks), allocating: drawing(stacks), slices });
        const profile = symbolicate(recording);
        const frozen = attribute(deepFreeze(structuredClone(recording)), deepFreeze(structuredClone(profile)));
        assert.deepEqual(frozen, attribute(recording, profile));
      }),
    );
  });
});
