/** Runs a measurement and ends it at once when the application ends or the user has had enough. */
import { setTimeout as sleep } from 'node:timers/promises';
import { FailureError } from '../model/failure.ts';
import type { OnProgress, Phase } from '../model/progress.ts';
import type { Spec } from '../model/spec.ts';
import type { Target } from '../model/target.ts';

const words: Record<Phase, string> = {
  starting: 'while it was started',
  probing: 'when its routes were tried once each',
  warmup: 'during the warm-up',
  measuring: 'under load, with no profiler running',
  climbing: 'while its load was raised to the breaking point',
  sampling: 'under load, while its CPU was sampled',
  allocation: 'under load, while its allocations were sampled',
  knobs: 'while settings of V8 and Node.js were tried',
  reading: 'while its scripts were read',
  computing: 'while the results were computed',
  storing: 'while the results were stored',
  versions: 'while its versions were made ready',
  comparing: 'while two versions took turns',
};

export interface Ending {
  readonly signal: AbortSignal;
  /** What the measurement may take. */
  readonly availableMs: number;
}

/**
 * Each wait has a limit of its own; this one is for what nobody thought of. Handing over and a busy machine may take long, but not for
 * ever.
 */
export const longestMs = (availableMs: number): number => Math.max(2 * availableMs, availableMs + 120_000);

/** @throws FailureError crashedUnderLoad, endedBeforeTime, unresponsive; the signal's reason when it is aborted */
export async function endedWhile<T>(
  { kind, command }: Spec,
  target: Target,
  { signal, availableMs }: Ending,
  work: (enter: (onProgress: OnProgress) => OnProgress) => Promise<T>,
): Promise<T> {
  let phase: Phase = 'probing';
  const crash = target.ended.then((exit): never => {
    if (kind === 'process') throw new FailureError({ kind: 'endedBeforeTime', command, exit, log: target.logTail() });
    throw new FailureError({ kind: 'crashedUnderLoad', command, exit, phase: words[phase], log: target.logTail() });
  });
  const over = new AbortController();
  const aborted = new Promise<never>((_resolve, reject) => {
    if (signal.aborted) reject(signal.reason as Error);
    signal.addEventListener(
      'abort',
      () => {
        reject(signal.reason as Error);
      },
      { once: true, signal: over.signal },
    );
  });
  const following =
    (onProgress: OnProgress): OnProgress =>
    (event) => {
      if (event.kind === 'phase') phase = event.phase;
      onProgress(event);
    };
  const working = work(following).catch(async (error: unknown): Promise<T> => {
    // A link that breaks, or a request refused, is most often the first sign of a crash whose exit status is on its way.
    if (target.exit === undefined && !signal.aborted) await Promise.race([target.ended, untilTold(target)]);
    if (target.exit !== undefined) return crash;
    throw error;
  });
  const waitedMs = longestMs(availableMs);
  let timer: NodeJS.Timeout | undefined;
  const overdue = new Promise<never>((_resolve, reject) => {
    const failure = { kind: 'unresponsive', what: 'the measurement as a whole', waitedMs, log: '' } as const;
    timer = setTimeout(() => {
      reject(new FailureError({ ...failure, log: target.logTail() }));
    }, waitedMs);
  });
  try {
    return await Promise.race([working, crash, aborted, overdue]);
  } finally {
    clearTimeout(timer);
    over.abort();
  }
}

const soonMs = 500;
const pollMs = 20;
/** Of a busy machine, for telling that a process has ended whose line is closed already. */
const goneMs = 30_000;

/** Where a thread of the application is still on its line, the error is what it seems. */
async function untilTold(target: Target): Promise<void> {
  const untilMs = performance.now() + goneMs;
  await sleep(soonMs);
  while (target.exit === undefined && target.agents().length === 0 && performance.now() < untilMs) await sleep(pollMs);
}
