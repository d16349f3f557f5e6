/**
 * Does the ceiling of a finding hold? Each documented waste of the example shop is found by a run, then fixed in a copy. Shop and copy
 * take turns under the requests that the waste is in, in random order; what the fix saves is the ratio of their CPU per request,
 * by pairs of neighbouring blocks. It should be at most the ceiling and at least half of it.
 *
 *     npm run bench:findings [waste…]
 */
import { savedBy } from '../test/paired-shops.ts';
import { fixedShop } from '../test/shop-fixes.ts';
import { measure } from '../test/world/leanscope.ts';
import { ceilingOf, readWastes, sentTo, shop, type Ceiling, type Waste } from './wastes.ts';

const pairs = 8;
const blockMs = 700;
async function main(chosen: readonly string[]): Promise<void> {
  const wastes = (await readWastes()).filter(({ id }) => chosen.length === 0 || chosen.includes(id));
  const report = await measure(shop, 40, []);
  const dearer = Math.round((report.quality.overheadShare ?? NaN) * 100);
  console.log(`Keeping functions apart and sampling made a request ${dearer} % dearer.\n`);
  console.log('| waste | rule | ceiling | saved | saved / ceiling |\n| --- | --- | --- | --- | --- |');
  for (const waste of wastes) {
    const sent = await sentTo(waste);
    const base = await fixedShop('as-it-is', []);
    const fixed = await fixedShop(waste.id, [waste.id]);
    console.log(
      row(
        waste,
        ceilingOf(waste, report),
        await savedBy({ base, fixed, sent, of: waste.kind === 'bytes' ? 'bytes' : 'cpuMs', pairs, blockMs }),
      ),
    );
  }
}

function row({ id }: Waste, { rules, share }: Ceiling, saved: readonly number[]): string {
  const median = ((saved[pairs / 2] ?? NaN) + (saved[pairs / 2 - 1] ?? NaN)) / 2;
  const percent = (value: number | undefined) => `${((value ?? NaN) * 100).toFixed(1)} %`;
  const range = `${percent(median)} (${percent(saved[0])} to ${percent(saved.at(-1))})`;
  return `| ${id} | ${rules} | ${percent(share)} | ${range} | ${(median / share).toFixed(2)} |`;
}

await main(process.argv.slice(2));
