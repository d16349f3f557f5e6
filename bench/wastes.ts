/** The documented wastes of the example shop, the requests that each is in, and what a Report says that removing it would save at most. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ReportAdvice, ReportPlace } from '../src/model/report-findings.ts';
import type { Report } from '../src/model/report.ts';
import type { Sent } from '../test/paired-shops.ts';

export interface Waste {
  readonly id: string;
  readonly function: string;
  readonly kind: 'cpu' | 'allocation' | 'bytes';
  readonly route: string;
}

/** A folder. */
export const shop = join(import.meta.dirname, '..', 'test', 'apps', 'shop');
/** The part of the ceiling that is on the waste's own route: of 100 requests, 6 carts format 14 prices each and 24 products one. */
const ownPart: Readonly<Record<string, number>> = { 'formatter-per-call': (6 * 14) / (6 * 14 + 24) };

export async function readWastes(): Promise<readonly Waste[]> {
  return json<Waste[]>('WASTES.json');
}

/** What the shop's scenario sends to the route of the waste. */
export async function sentTo({ route }: Waste): Promise<readonly Sent[]> {
  const { requests } = (await json<{ scenario: { requests: Sent[] } }>('leanscope.json')).scenario;
  return requests.filter((each) => isOn(route, each));
}

async function json<T>(file: string): Promise<T> {
  return JSON.parse(await readFile(join(shop, file), 'utf8')) as T;
}

function isOn(route: string, { method, path }: Sent): boolean {
  return new RegExp(`^${route.replace(/:\w+/g, '[^/]+')}$`).test(`${method} ${path.split('?')[0] ?? ''}`);
}

export interface Ceiling {
  readonly rules: string;
  /** Of what the requests on these routes cost. */
  readonly share: number;
}

/** Of bytes, all that the findings of the route promise: none of them counts what another has. */
export function ceilingOf({ id, function: name, kind, route }: Waste, report: Report): Ceiling {
  const placeIn = ({
    route: only,
    places,
    saving: { bytesOutPerRequest = 0 },
  }: ReportAdvice): ReportPlace | undefined =>
    (places ?? [{ ...(only === undefined ? {} : { route: only }), bytesOutPerRequest }]).find(
      (each) => each.route === route,
    );
  const found = report.advice.filter((each) =>
    kind === 'bytes' ? placeIn(each) !== undefined : each.function === name,
  );
  const saving = (each: ReportAdvice) =>
    kind === 'bytes' ? (placeIn(each)?.bytesOutPerRequest ?? 0) : each.saving.cpuMsPerRequest;
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
