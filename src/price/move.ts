/** The same deployment somewhere else: for whoever changes provider or region and has not yet said which type. */
import type { Deployment } from '../model/spec.ts';
import { findSku, regionsOf, skusIn, type PricedSku } from './catalogue.ts';
import { regionsNear } from './regions.ts';

/** The same region, else one near it, else the provider's first; the same type, else the one of nearest size that is all its own. */
export function moveTo(
  deployment: Deployment,
  to: { readonly provider: string; readonly region?: string },
): Pick<Deployment, 'provider' | 'region' | 'instance'> | undefined {
  const { provider } = to;
  const regions = regionsOf(provider);
  const near = regionsNear(deployment.provider, deployment.region).find(([name]) => name === provider)?.[1];
  const region = to.region ?? (near !== undefined && regions.includes(near) ? near : regions[0]);
  if (region === undefined) return undefined;
  const same = findSku({ provider, region, instance: deployment.instance });
  const sku = same ?? nearest(skusIn(provider, region), findSku(deployment));
  return sku === undefined ? undefined : { provider, region, instance: sku.sku };
}

function nearest(skus: readonly PricedSku[], like: PricedSku | undefined): PricedSku | undefined {
  const { vcpus, memGiB } = like ?? { vcpus: 2, memGiB: 8 };
  const distance = (sku: PricedSku): number =>
    Math.abs(Math.log(sku.vcpus / vcpus)) + Math.abs(Math.log(sku.memGiB / memGiB)) / 10;
  const own = skus.filter(
    ({ baselineShare, baselineUnknown, confidence }) =>
      baselineShare === undefined && baselineUnknown === undefined && confidence === undefined,
  );
  return [...(own.length > 0 ? own : skus)].sort((a, b) => distance(a) - distance(b))[0];
}
