/** The probe in a process of its own: the caller's timers, messages and garbage must not be measured, nor a debugger's flags. */
import { fork } from 'node:child_process';
import process from 'node:process';
import type { SpeedProbe } from '../model/calibration.ts';
import { probe } from './probe.ts';

type FromProbe =
  { readonly kind: 'progress'; readonly fraction: number } | { readonly kind: 'done'; readonly probe: SpeedProbe };

export interface ProbeOptions {
  readonly seconds: number;
  /** The program that calls `answerAsProbe` when started with `args`. */
  readonly program: string;
  readonly args: readonly string[];
  readonly onProgress: (fraction: number) => void;
  readonly signal: AbortSignal;
}

/** Undefined when the process ended without a result; throws the signal's reason when it was cancelled. */
export async function probeSpeed(options: ProbeOptions): Promise<SpeedProbe | undefined> {
  const { program, args, seconds, onProgress, signal } = options;
  signal.throwIfAborted();
  const env = { ...process.env, NODE_OPTIONS: '' };
  const child = fork(program, [...args, String(seconds)], {
    env,
    execArgv: [],
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  });
  const kill = (): void => void child.kill('SIGKILL');
  signal.addEventListener('abort', kill, { once: true });
  try {
    return await new Promise((resolve) => {
      let found: SpeedProbe | undefined;
      child.on('message', (message: FromProbe) => {
        if (message.kind === 'done') found = message.probe;
        else onProgress(message.fraction);
      });
      child.on('error', () => {
        resolve(undefined);
      });
      child.on('close', () => {
        resolve(found);
      });
    });
  } finally {
    signal.removeEventListener('abort', kill);
    kill();
    signal.throwIfAborted();
  }
}

/** The other side: probes, tells the parent, ends. */
export async function answerAsProbe(seconds: number): Promise<void> {
  const tell = (message: FromProbe): void => void process.send?.(message);
  process.on('disconnect', () => process.exit(1));
  const found = await probe(seconds, (fraction) => {
    tell({ kind: 'progress', fraction });
  });
  tell({ kind: 'done', probe: found });
}
