/** What a Recording is told of speed: what is kept for this user, else a short probe in passing. */
import process from 'node:process';
import { probeOfToken, type SpeedProbe } from '../model/calibration.ts';
import type { Machine } from '../model/recording.ts';
import type { Deployment, Spec } from '../model/spec.ts';
import { keepProbe, readSpeed } from '../store/machine-speed.ts';
import { makeProbe } from './calibrate-command.ts';
import { warn } from './streams.ts';

type Speed = Pick<Machine, 'probe' | 'server'>;

const passingSeconds = 1;
/** In a shorter measurement a second is missed. */
const leastBudgetSeconds = 20;

/** Without measuring anything. */
export async function keptSpeed(deployment: Deployment | undefined): Promise<Speed> {
  const { probe, token } = await readSpeed(warn);
  const server = serverOf(deployment?.calibration ?? token);
  return { ...(probe === undefined ? {} : { probe }), ...(server === undefined ? {} : { server }) };
}

/** Probes for a second where nothing is known yet, and keeps the result: `budgetSeconds` is what is left after it. */
export async function knownSpeed(
  { deployment, budgetSeconds, complete }: Pick<Spec, 'deployment' | 'budgetSeconds' | 'complete'>,
  signal: AbortSignal,
): Promise<{ readonly speed: Speed; readonly budgetSeconds: number }> {
  const kept = await keptSpeed(deployment);
  // An editor's own V8 is built otherwise: it would be compared with Node.js elsewhere.
  const comparable = process.versions['electron'] === undefined;
  if (kept.probe !== undefined || budgetSeconds < leastBudgetSeconds || !comparable)
    return { speed: kept, budgetSeconds };
  const begunMs = performance.now();
  const probe = await probeInPassing(signal);
  const left = complete === true ? budgetSeconds : budgetSeconds - (performance.now() - begunMs) / 1000;
  return { speed: { ...kept, ...(probe === undefined ? {} : { probe }) }, budgetSeconds: left };
}

async function probeInPassing(signal: AbortSignal): Promise<SpeedProbe | undefined> {
  try {
    const probe = await makeProbe(passingSeconds, signal, () => undefined);
    await keepProbe(probe);
    return probe;
  } catch {
    // The measurement itself does not need it: the report says that speed is unknown. A cancelled run must not go on, though.
    signal.throwIfAborted();
    return undefined;
  }
}

function serverOf(token: string | undefined): Speed['server'] {
  return token === undefined ? undefined : probeOfToken(token);
}
