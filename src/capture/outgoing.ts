/** What the application asks of others: a pass of its own, because to note it costs CPU. One that asks nobody is spared it. */
import type { OnProgress } from '../model/progress.ts';
import type { RecordedOutgoing } from '../model/recording.ts';
import type { AgentLink } from '../model/target.ts';
import type { Evidence } from './evidence.ts';
import { requestsAlone, shortest, type Plan } from './plan.ts';
import { toRecorded } from './recorded-slice.ts';
import type { Slicer } from './slice.ts';

export async function measureOutgoing(
  slicer: Slicer,
  plan: Plan,
  onProgress: OnProgress,
  evidence: Pick<Evidence, 'slices' | 'outgoing'>,
): Promise<void> {
  if (!(await anyUses(slicer.target.agents()))) return;
  onProgress({ kind: 'phase', phase: 'measuring' });
  const turns = [undefined, ...requestsAlone(slicer.requests, plan)];
  const durationMs = Math.max(shortest(plan), plan.outgoingMs / turns.length);
  for (const requestIndex of turns) {
    const alone = requestIndex === undefined ? {} : { requestIndex };
    const agents = slicer.target.agents();
    await Promise.all(agents.map((agent) => ifThere(agent.request('startOutgoing', undefined))));
    const slice = await slicer.run({ kind: 'outgoing', durationMs, ...alone });
    const rows = await Promise.all(agents.map((agent) => rowsOf(agent, alone)));
    evidence.slices.push(toRecorded(slice));
    evidence.outgoing.push(...rows.flat());
  }
}

async function anyUses(agents: readonly AgentLink[]): Promise<boolean> {
  return (await Promise.all(agents.map((agent) => ifThere(agent.request('usesOutgoing', undefined))))).includes(true);
}

async function rowsOf(
  agent: AgentLink,
  alone: { readonly requestIndex?: number },
): Promise<readonly RecordedOutgoing[]> {
  const { process, thread } = agent;
  const rows = (await ifThere(agent.request('stopOutgoing', undefined))) ?? [];
  return rows.map((row) => ({ process, thread, ...alone, ...row }));
}

/** A process that has ended meanwhile is no reason to lose the others. */
function ifThere<T>(answer: Promise<T>): Promise<T | undefined> {
  return answer.catch(() => undefined);
}
