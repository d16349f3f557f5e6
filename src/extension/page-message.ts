import type { FromPage } from '../model/page.ts';
import { plansOf, type Plans } from '../model/spec.ts';
import { knownInputs } from '../price/known-inputs.ts';

/** The page shows names from measured code, so what comes from it is looked at before it is believed. */
export function toPageMessage(message: unknown): FromPage | undefined {
  if (typeof message !== 'object' || message === null || !('kind' in message)) return undefined;
  if (message.kind === 'ready' || message.kind === 'listRuns') return { kind: message.kind };
  if (message.kind === 'readRun') return toReadRun(message);
  if (message.kind === 'savePlan' && 'plans' in message) return { kind: 'savePlan', plans: knownPlans(message.plans) };
  if (message.kind === 'openSource') return toOpenSource(message);
  return message.kind === 'saveFile' || message.kind === 'savePage' ? toSave(message.kind, message) : undefined;
}

function toOpenSource(message: object): FromPage | undefined {
  if (!('file' in message) || !('line' in message)) return undefined;
  const { file, line } = message;
  return typeof file === 'string' && typeof line === 'number' ? { kind: 'openSource', file, line } : undefined;
}

/** An id of a run is the name of a folder, and no path. */
function toReadRun(message: object): FromPage | undefined {
  const runId = 'runId' in message ? message.runId : undefined;
  return typeof runId === 'string' && /^\w[\w.-]{0,100}$/.test(runId) ? { kind: 'readRun', runId } : undefined;
}

function knownPlans(value: unknown): Plans {
  const { traffic, deployment, engineering } = knownInputs(value);
  return plansOf({ traffic, deployment, engineering });
}

/** A name is no path: where a file goes is for the reader to say. */
function toSave(kind: 'saveFile' | 'savePage', message: object): FromPage | undefined {
  const name = 'name' in message ? message.name : undefined;
  const content = 'content' in message ? message.content : undefined;
  if (typeof name !== 'string' || !/^[\w][\w. -]{0,100}$/.test(name)) return undefined;
  if (kind === 'savePage') return { kind, name, source: 'source' in message && message.source === true };
  if (typeof content === 'string') return { kind, name, content };
  return content instanceof Uint8Array ? { kind, name, content: new Uint8Array(content) } : undefined;
}
