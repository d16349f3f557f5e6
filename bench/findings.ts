/**
 * Does the ceiling of a finding hold? Each documented waste of the example shop is found by a run, then fixed in a copy. Shop and copy
 * take turns under the requests that the waste is in, in random order; what the fix saves is the ratio of their CPU per request,
 * by pairs of neighbouring blocks. It should be at most the ceiling and at least half of it.
 *
 *     npm run bench:findings [waste…]
 */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ReportAdvice } from '../src/model/report-findings.ts';
import type { Report } from '../src/model/report.ts';
import { savedBy, type Sent } from '../test/paired-shops.ts';
import { fixedShop } from '../test/shop-fixes.ts';
import { measure } from '../test/world/leanscope.ts';

interface Waste {
  readonly id: string;
  readonly function: string;
  readonly kind: 'cpu' | 'allocation' | 'bytes';
  readonly route: string;
}

const shop = join(import.meta.dirname, '..', 'test', 'apps', 'shop');
const pairs = 8;
const blockMs = 700;
/** The part of the ceiling that is on the waste's own route: of 100 requests, 6 carts format 14 prices each and 24 products one. */
const ownPart: Readonly<Record<string, number>> = { 'formatter-per-call': (6 * 14) / (6 * 14 + 24) };

async function main(chosen: readonly string[]): Promise<void> {
  const wastes = (await json<Waste[]>('WASTES.json')).filter(({ id }) => chosen.length === 0 || chosen.includes(id));
  const { requests } = (await json<{ scenario: { requests: Sent[] } }>('leanscope.json')).scenario;
  const report = await measure(shop, 40, []);
  const dearer = Math.round((report.quality.overheadShare ?? NaN) * 100);
  console.log(`Keeping functions apart and sampling made a request ${dearer} % dearer.\n`);
  console.log('| waste | rule | ceiling | saved | saved / ceiling |\n| --- | --- | --- | --- | --- |');
  for (const waste of wastes) {
    const sent = requests.filter((each) => isOn(waste.route, each));
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

async function json<T>(file: string): Promise<T> {
  return JSON.parse(await readFile(join(shop, file), 'utf8')) as T;
}

function isOn(route: string, { method, path }: Sent): boolean {
  return new RegExp(`^${route.replace(/:\w+/g, '[^/]+')}$`).test(`${method} ${path.split('?')[0] ?? ''}`);
}

interface Ceiling {
  readonly rules: string;
  /** Of what the requests on these routes cost. */
  readonly share: number;
}

/** Of bytes, all that the findings of the route promise: none of them counts what another has. */
function ceilingOf({ id, function: name, kind, route }: Waste, report: Report): Ceiling {
  const found = report.advice.filter((each) => (kind === 'bytes' ? each.route === route : each.function === name));
  const saving = ({ saving: { cpuMsPerRequest, bytesOutPerRequest = 0 } }: ReportAdvice) =>
    kind === 'bytes' ? bytesOutPerRequest : cpuMsPerRequest;
  const cost = report.routes
    .filter(({ method, path }) => route === `${method} ${path}`)
    .reduce(
      (sum, each) => sum + each.share * ((kind === 'bytes' ? each.body?.bytesPerRequest : each.cpuMsPerRequest) ?? 0),
      0,
    );
  return {
    rules: found.map(({ rule }) => rule).join(', '),
    share: Math.min(1, ((ownPart[id] ?? 1) * found.reduce((sum, each) => sum + saving(each), 0)) / cost),
  };
}

function row({ id }: Waste, { rules, share }: Ceiling, saved: readonly number[]): string {
  const median = ((saved[pairs / 2] ?? NaN) + (saved[pairs / 2 - 1] ?? NaN)) / 2;
  const percent = (value: number | undefined) => `${((value ?? NaN) * 100).toFixed(1)} %`;
  const range = `${percent(median)} (${percent(saved[0])} to ${percent(saved.at(-1))})`;
  return `| ${id} | ${rules} | ${percent(share)} | ${range} | ${(median / share).toFixed(2)} |`;
}

await main(process.argv.slice(2));
