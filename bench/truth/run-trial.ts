/** One experiment for its part of the time: replicates one after another, each judged as soon as it is there. */
import { add, isDecided, type Trial } from './evidence.ts';
import { CannotTell, ProductCrash, type Running } from './experiment.ts';
import { isBusy, isUnsteady, type NoiseMeter } from './noise.ts';

export interface Means {
  readonly meter: NoiseMeter;
  readonly signal: AbortSignal;
  /** After each replicate. */
  readonly onReplicate: (trial: Trial) => void;
}

/** An experiment in which so many fail before one succeeds is left. */
const mostFailures = 3;

/** Rejects with `ProductCrash` only, and when it is interrupted. */
export async function runTrial(trial: Trial, untilMs: number, means: Means): Promise<void> {
  const startedMs = performance.now();
  let running: Running | undefined;
  try {
    running = await trial.experiment.open(means.signal);
    await replicates(trial, running, { ...means, untilMs });
  } catch (error) {
    if (error instanceof ProductCrash || means.signal.aborted) throw error;
    if (error instanceof CannotTell) trial.missing = error.message;
    else trial.failures.push(firstLine(error));
  } finally {
    await running?.close();
    trial.spentMs += performance.now() - startedMs;
  }
}

async function replicates(trial: Trial, running: Running, means: Means & { readonly untilMs: number }): Promise<void> {
  const leastMs = trial.experiment.leastSeconds * 1000;
  while (!isDecided(trial) && !isHopeless(trial) && performance.now() + leastMs <= means.untilMs) {
    means.signal.throwIfAborted();
    await replicate(trial, running, means);
    means.onReplicate(trial);
  }
}

export function isHopeless({ failures, noises, missing }: Trial): boolean {
  return missing !== undefined || (noises.length === 0 && failures.length >= mostFailures);
}

async function replicate(trial: Trial, running: Running, { meter, signal }: Means): Promise<void> {
  const { experiment, evidence, noises, setAside, failures } = trial;
  const end = meter.begin();
  try {
    const figures = await running.replicate(noises.length + failures.length);
    const noise = end();
    noises.push(noise);
    // Amounts too: beside busy programs few requests are served, and what is counted over them says little.
    if (isBusy(noise)) setAside.busy++;
    else if (experiment.needsSteadyPace === true && isUnsteady(noise)) setAside.unsteady++;
    else for (const each of evidence) add(each, figureOf(figures, each.claim.name));
  } catch (error) {
    if (error instanceof ProductCrash || error instanceof CannotTell || signal.aborted) throw error;
    failures.push(firstLine(error));
  }
}

function figureOf(figures: Readonly<Record<string, number>>, name: string): number {
  const figure = figures[name];
  if (figure === undefined || !Number.isFinite(figure)) throw new Error(`a replicate gave no figure for ${name}`);
  return figure;
}

function firstLine(error: unknown): string {
  const [line = ''] = (error instanceof Error ? error.message : String(error)).split('\n');
  return line;
}
