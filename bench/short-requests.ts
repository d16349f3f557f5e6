/**
 * Three functions of the same code, 5:3:2 by construction, in requests from 0.05 to 50 ms: what share is each given, and does its interval
 * cover the truth?
 *
 *     npm run bench:short -- [--ms 0.05,0.3,5] [--node 24] [--seconds 16] [--order 532,235] [--breaks] [--busy] [--runs 1]
 *
 * `--breaks` gives the event loop a turn between the functions; `--busy` runs a busy loop beside it.
 */
import { spawn } from 'node:child_process';
import { parseArgs } from 'node:util';
import { nodeOf } from '../test/world/leanscope.ts';
import { kernelShares, type KernelShare } from './truth/kernels.ts';
import { reportOf } from './truth/measured.ts';

const { values } = parseArgs({
  options: {
    ms: { type: 'string', default: '0.05,0.1,0.2,0.3,0.5,0.8,1.5,5,50' },
    node: { type: 'string', default: '24' },
    seconds: { type: 'string', default: '16' },
    order: { type: 'string', default: '532,235' },
    runs: { type: 'string', default: '1' },
    breaks: { type: 'boolean', default: false },
    busy: { type: 'boolean', default: false },
  },
});

const numbers = (text: string): readonly number[] => text.split(',').map(Number);

/** ns that one pass through the loop takes here, told by running it. */
function loopNs(): number {
  const rounds = 20_000_000;
  const began = performance.now();
  let x = 0;
  for (let i = 0; i < rounds; i++) x = (x * 31 + i) % 1000003;
  return ((performance.now() - began) * 1e6) / rounds + Math.min(0, x);
}

const percent = (share: number): string => (share * 100).toFixed(1);
const interval = ({ low, high }: KernelShare): string => `${percent(low)} to ${percent(high)}`;

async function main(): Promise<void> {
  const busy = values.busy ? spawn(process.execPath, ['-e', 'for(;;);'], { stdio: 'ignore' }) : undefined;
  const perLoopNs = loopNs();
  let [covered, all] = [0, 0];
  console.log(
    '| Node.js | order | ms wanted | CPU ms | alpha (50) | beta (30) | gamma (20) | intervals | worst | covered |',
  );
  console.log(`|${' --- |'.repeat(10)}`);
  try {
    for (const major of numbers(values.node))
      for (const order of values.order.split(','))
        for (const ms of numbers(values.ms))
          for (let run = 0; run < Number(values.runs); run++) {
            const env = {
              UNIT: String(Math.max(1, Math.round((ms * 1e6) / perLoopNs / 10))),
              ORDER: order,
              BREAKS: values.breaks ? '1' : '',
            };
            const command = [await nodeOf(major), 'server.cjs'];
            const report = await reportOf({
              ...{ application: 'short-requests', seconds: Number(values.seconds), command, env },
            });
            const shares = kernelShares(report);
            const worst = Math.max(...shares.map((each) => Math.abs(each.found - each.true)));
            const isCovered = shares.filter((each) => each.low <= each.true && each.true <= each.high).length;
            covered += isCovered;
            all += shares.length;
            console.log(
              `| ${[
                ...[major, order, ms, report.totals.cpuMsPerRequest.toPrecision(3)],
                ...shares.map(({ found }) => percent(found)),
                ...[shares.map(interval).join(', '), percent(worst), `${isCovered} of ${shares.length}`],
              ].join(' | ')} |`,
            );
          }
  } finally {
    busy?.kill('SIGKILL');
  }
  console.log(`\nThe truth is in ${covered} of ${all} printed intervals.`);
}

await main();
