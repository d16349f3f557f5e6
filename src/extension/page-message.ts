import type { FromPage } from '../model/page.ts';
import { plansOf, type Plans } from '../model/spec.ts';
import { knownInputs } from '../price/known-inputs.ts';

/** The page shows names from measured code, so what comes from it is looked at before it is believed. */
export function toPageMessage(message: unknown): FromPage | undefined {
  if (typeof message !== 'object' || message === null || !('kind' in message)) return undefined;
  if (message.kind === 'ready') return { kind: 'ready' };
  if (message.kind === 'savePlan' && 'plans' in message) return { kind: 'savePlan', plans: knownPlans(message.plans) };
  if (message.kind !== 'openSource' || !('file' in message) || !('line' in message)) return undefined;
  const { file, line } = message;
  return typeof file === 'string' && typeof line === 'number' ? { kind: 'openSource', file, line } : undefined;
}

function knownPlans(value: unknown): Plans {
  const { traffic, deployment, engineering } = knownInputs(value);
  return plansOf({ traffic, deployment, engineering });
}
