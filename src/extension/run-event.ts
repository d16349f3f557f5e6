/** What arrives from another process is unknown until it has been looked at. */
import type { RunEvent } from '../model/progress.ts';

const kinds: ReadonlySet<unknown> = new Set<RunEvent['kind']>(['phase', 'progress', 'warning', 'done', 'failed']);

/** Undefined for anything that is no event: a newer command line may say more than this extension knows. */
export function toRunEvent(message: unknown): RunEvent | undefined {
  if (typeof message !== 'object' || message === null || !('kind' in message)) return undefined;
  return kinds.has(message.kind) ? (message as RunEvent) : undefined;
}
