/**
 * `npm run siege`: everything that can be fed to the tool or done to it, tried for some minutes, and one table of what did not hold.
 *
 *     npm run siege -- --minutes 5 --seed 1 --only inputs
 *
 * Kinds are inputs, kills, apps and surroundings. It ends with 1 where a column is not 0.
 */
import process from 'node:process';
import { parseArgs } from 'node:util';
import { siegeOfSurroundings } from './surrounding-siege.ts';
import { printTable, type Row } from './table.ts';
import { siegeOfApps } from './app-siege.ts';
import { siegeOfInputs } from './input-siege.ts';
import { siegeOfKills } from './kill-siege.ts';
import type { SiegeOptions } from './options.ts';

const { values } = parseArgs({
  options: {
    minutes: { type: 'string', default: '10' },
    seed: { type: 'string', default: '1' },
    only: { type: 'string' },
    name: { type: 'string' },
    count: { type: 'string' },
    jobs: { type: 'string', default: '2' },
  },
});

const kinds: Readonly<Record<string, (options: SiegeOptions) => Promise<readonly Row[]>>> = {
  inputs: siegeOfInputs,
  surroundings: siegeOfSurroundings,
  apps: siegeOfApps,
  kills: siegeOfKills,
};

const [minutes, seed] = [Number(values.minutes), Number(values.seed)];
const chosen = Object.entries(kinds).filter(([kind]) => values.only === undefined || values.only === kind);
if (chosen.length === 0 || !(minutes > 0) || !Number.isInteger(seed))
  throw new Error(`--only is one of ${Object.keys(kinds).join(', ')}; --minutes and --seed want numbers.`);

const rows: Row[] = [];
for (const [i, [, siege]] of chosen.entries()) {
  // What one kind leaves of its time is the next one's.
  const leftMs = minutes * 60_000 - performance.now();
  const deadlineMs = performance.now() + leftMs / (chosen.length - i);
  const name = values.name === undefined ? {} : { name: values.name };
  const count = values.count === undefined ? Infinity : Number(values.count);
  rows.push(...(await siege({ seed, deadlineMs, count, jobs: Number(values.jobs), ...name })));
}
process.exitCode = printTable(rows) ? 0 : 1;
