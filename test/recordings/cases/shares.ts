/** Whose CPU it is, where that is known by construction. */
import assert from 'node:assert/strict';
import type { Report } from '../../../src/model/report.ts';
import type { NodeMajor, RecordingCase } from '../case.ts';
import {
  budget,
  findingsOf,
  functionNamed,
  kernelShares,
  lineOf,
  noErrors,
  sharesAre,
  takeMost,
  truth,
} from './checks.ts';

const names = Object.keys(kernelShares);
const inThreeFiles =
  'by construction: the same kernel in three functions of three files is run 5, 3 and 2 times for each request';

const kernelPlaces = truth('each kernel is in its file, its loop the hottest line', ({ functions, lines }) => {
  for (const name of names) {
    const file = `${name}.cjs`;
    assert.deepEqual(
      functions.filter((each) => each.name === name).map((each) => [each.file, each.line]),
      [[file, lineOf('kernels', file, `function ${name}(`)]],
    );
    assert.equal(lines.find((each) => each.file === file)?.line, 4, `hottest line of ${file}`);
  }
});

const kernelFindings = truth('each kernel is found as hot, and who only calls them is not', (report) => {
  const found = findingsOf(report);
  assert.deepEqual(
    [...found].sort(),
    names.map((name) => `hot-function ${name}`),
    JSON.stringify(found),
  );
  const way = report.advice.find((each) => each.function === 'gamma')?.stack?.map(({ name }) => name);
  assert.deepEqual(way?.slice(-2), ['mix', 'gamma']);
});

const kernels = (node: NodeMajor): RecordingCase => ({
  name: `kernels-node-${node}`,
  app: 'kernels',
  node,
  command: ['node', 'server.cjs'],
  flags: budget(12),
  derivation: inThreeFiles,
  truths: [sharesAre(kernelShares), takeMost(names, 0.8), kernelPlaces, kernelFindings, noErrors],
});

const attached = (node: NodeMajor): RecordingCase => ({
  ...kernels(node),
  name: `attached-node-${node}`,
  by: 'attach',
  flags: budget(6),
  truths: [
    sharesAre(kernelShares),
    takeMost(names, 0.8),
    kernelPlaces,
    truth('the command is that of the process', ({ app }) => {
      assert.match(app.command, /server\.cjs$/);
    }),
  ],
});

const blocked: RecordingCase = {
  name: 'blocked',
  app: 'blocked',
  node: 24,
  command: ['node', 'server.cjs'],
  flags: budget(7),
  derivation:
    'by construction: one function computes for 20 ms, the other holds the thread for 20 ms without computing',
  truths: [
    truth('the one that waits has little of the CPU, and the one that computes nearly all', (report) => {
      const shareOf = (name: string): number => functionNamed(report, name).ownShare ?? NaN;
      // What is left to `waits` is where its turn ends between two readings of the thread's CPU time, 3 ms apart: a tenth of a turn.
      assert.ok(shareOf('waits') < 0.15, `waits has ${shareOf('waits')}`);
      assert.ok(shareOf('computes') > 0.75, `computes has ${shareOf('computes')}`);
    }),
  ],
};

const inPool = ({ ledger }: Report): number =>
  ledger.find(({ kind }) => kind === 'offThread')?.parts?.find(({ kind }) => kind === 'threadPool')?.cpuMsPerRequest ??
  0;

const poolHashing: RecordingCase = {
  name: 'thread-pool-hashing',
  app: 'thread-pool',
  node: 20,
  command: ['node', 'server.cjs'],
  flags: budget(8),
  derivation:
    'by construction: a request hashes for milliseconds in the thread pool and costs the event loop a fraction of one',
  truths: [
    truth('CPU of the thread pool is found and named', (report) => {
      const part = inPool(report) / report.totals.cpuMsPerRequest;
      assert.ok(part > 0.7, `${part}`);
    }),
    noErrors,
  ],
};

const poolHalf: RecordingCase = {
  name: 'thread-pool-half',
  app: 'thread-pool',
  node: 24,
  command: ['node', 'zlib.cjs'],
  flags: budget(8),
  derivation: 'by construction: the same bytes are compressed once in the event loop and once in the thread pool',
  truths: [
    truth('the thread pool has as much CPU as the event loop for the same work', (report) => {
      const part = inPool(report) / (inPool(report) + functionNamed(report, 'inLoop').totalCpuMsPerRequest);
      assert.ok(Math.abs(part - 0.5) <= 0.03, `${part}`);
    }),
    noErrors,
  ],
};

const unoptimised: RecordingCase = {
  name: 'unoptimised',
  app: 'unoptimised',
  node: 24,
  command: ['node', '--allow-natives-syntax', 'server.cjs'],
  flags: ['--engine', 'inspector', ...budget(6)],
  derivation: 'by construction: two functions run a kernel 5 and 3 times, and V8 is told never to optimise the third',
  truths: [
    sharesAre({ five: 5 / 8, three: 3 / 8 }),
    truth("the one that is never optimised has V8's reason, and the others have none", (report) => {
      for (const name of ['five', 'three', 'never'])
        assert.equal(
          functionNamed(report, name).bailoutReason,
          name === 'never' ? 'Optimization is always disabled' : undefined,
        );
      // The two that V8 does optimise cost more, and are not found by that rule.
      const told = report.advice.filter(({ rule }) => rule === 'not-optimised').map((each) => each.function);
      assert.deepEqual(told, functionNamed(report, 'never').selfShare >= 0.02 ? ['never'] : []);
    }),
  ],
};

const everyNode: readonly NodeMajor[] = [20, 22, 24, 26];

export const shareCases: readonly RecordingCase[] = [
  ...everyNode.map(kernels),
  ...([20, 26] as const).map(attached),
  blocked,
  poolHashing,
  poolHalf,
  unoptimised,
];
