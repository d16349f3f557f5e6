/**
 * `leanscope prices`: which prices are in force. `leanscope prices refresh`: reads the providers' public lists. Nothing else ever
 * asks the network for prices, and whatever cannot be read leaves the prices that were there before.
 */
import { resolve } from 'node:path';
import process from 'node:process';
import type { PriceList } from '../model/price-list.ts';
import type { Deployment } from '../model/spec.ts';
import { embeddedSources } from '../price/catalogue.ts';
import { providers, refresh, type Provider } from '../refresh/refresh.ts';
import { readProject } from '../spec/project.ts';
import { forgetPriceLists, keepPriceLists, readPriceLists } from '../store/price-lists.ts';
import { badCall, oneOf, parseOptions } from './arguments.ts';
import { interruption } from './interruption.ts';
import { print, tell, warn } from './streams.ts';

const options = {
  provider: { type: 'string', multiple: true },
  region: { type: 'string', multiple: true },
  cwd: { type: 'string', default: '.' },
} as const;

export async function pricesCommand(args: readonly string[]): Promise<number> {
  const { values, positionals } = parseOptions({ args: [...args], options, allowPositionals: true });
  const [action, ...more] = positionals;
  if (more.length > 0) throw badCall(`"${more.join(' ')}" is too much for "leanscope prices".`);
  switch (action) {
    case undefined:
      return show(await readPriceLists(warn));
    case 'forget':
      await forgetPriceLists();
      return show([]);
    case 'refresh': {
      const { deployment } = await readProject(resolve(values.cwd));
      return refreshPrices(regionsWanted(values.provider, values.region, deployment));
    }
    default:
      throw badCall(`"leanscope prices" knows refresh and forget, not "${action}".`);
  }
}

function show(lists: readonly PriceList[]): number {
  for (const { provider, source, asOf, url, usdPerHour } of lists)
    print(`refreshed  ${provider.padEnd(12)} ${asOf}  ${source}, ${url}: ${Object.keys(usdPerHour).join(', ')}\n`);
  for (const { provider, name, asOf, url } of embeddedSources())
    print(`embedded   ${provider.padEnd(12)} ${asOf}  ${name}${url === undefined ? '' : `, ${url}`}\n`);
  if (lists.length === 0) tell('"leanscope prices refresh" reads the providers\' own lists of today.\n');
  return 0;
}

const defaultRegions: Readonly<Record<Provider, string>> = { aws: 'us-east-1', azure: 'eastus', gcp: 'us-central1' };

/** What was asked for; else what the project says, and for the other providers the region that their price examples are of. */
function regionsWanted(
  named: readonly string[] | undefined,
  regions: readonly string[] | undefined,
  deployment: Deployment | undefined,
): Readonly<Partial<Record<Provider, readonly string[]>>> {
  const chosen = named?.map((name) => oneOf('provider', name, providers) ?? 'aws');
  if (regions !== undefined && chosen?.length !== 1)
    throw badCall('--region wants one --provider that it is of.', 'For example: --provider aws --region eu-west-1');
  const regionsOf = (provider: Provider): readonly string[] =>
    regions ?? [deployment?.provider === provider ? deployment.region : defaultRegions[provider]];
  const without = (provider: Provider): boolean =>
    provider === 'gcp' && gcpKey() === undefined && regions === undefined;
  const wanted = chosen ?? providers.filter((provider) => !without(provider));
  return Object.fromEntries(wanted.map((provider) => [provider, regionsOf(provider)]));
}

async function refreshPrices(regions: Readonly<Partial<Record<Provider, readonly string[]>>>): Promise<number> {
  const { lists, problems } = await refresh({
    regions,
    urls: mirrors(),
    ...(gcpKey() === undefined ? {} : { gcpKey: gcpKey() ?? '' }),
    today: new Date().toISOString().slice(0, 10),
    onProvider: (provider) => {
      tell(`Reading ${provider} ${regions[provider]?.join(', ') ?? ''}…\n`);
    },
    signal: interruption(),
  });
  if (lists.length > 0) await keepPriceLists(lists);
  for (const problem of problems) tell(`! ${problem}. The prices that were in force stay in force.\n`);
  show(await readPriceLists(warn));
  // A script that asked for prices of today must not go on with those of before without noticing.
  return lists.length === 0 ? 2 : 0;
}

function gcpKey(): string | undefined {
  return process.env['LEANSCOPE_GCP_KEY'];
}

/** A company's mirror, or a test's server. */
function mirrors(): Readonly<Partial<Record<Provider, string>>> {
  const named = providers.map(
    (provider) => [provider, process.env[`LEANSCOPE_PRICES_${provider.toUpperCase()}_URL`]] as const,
  );
  return Object.fromEntries(named.filter(([, url]) => url !== undefined && url !== ''));
}
