/** One step that makes a version ready: the project's own install, build or setup. */
import spawn from 'cross-spawn';
import process from 'node:process';
import { RUN_ID_ENV } from '../../model/agent-protocol.ts';
import { FailureError } from '../../model/failure.ts';
import type { PreparingStep } from '../../model/failure-kinds.ts';
import { keepLogTail } from '../log-tail.ts';
import { newMark, type Mark } from '../mark.ts';
import { sweep } from '../sweep.ts';

export interface Step {
  readonly step: PreparingStep;
  /** A command and its arguments, or a line for the shell. */
  readonly command: readonly string[] | string;
}

export interface StepOptions {
  readonly cwd: string;
  /** The version, as the user named it. */
  readonly version: string;
  /** What is started carries it. */
  readonly mark: Mark;
  readonly signal: AbortSignal;
}

const longestMs = 15 * 60_000;

/** @throws FailureError cannotPrepare, with the last lines that it printed */
export async function doStep({ step, command }: Step, { cwd, version, mark, signal }: StepOptions): Promise<void> {
  signal.throwIfAborted();
  const [program = '', ...args] = typeof command === 'string' ? shellFor(command) : command;
  const env = { ...process.env, NODE_OPTIONS: '', [RUN_ID_ENV]: mark.runId };
  const child = spawn(program, args, {
    cwd,
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: process.platform !== 'win32',
  });
  const log = keepLogTail([child.stdout, child.stderr]);
  const limit = AbortSignal.any([signal, AbortSignal.timeout(longestMs)]);
  const problem = await new Promise<string | undefined>((resolve) => {
    limit.addEventListener('abort', () => {
      resolve(`it was not over within ${longestMs / 60_000} minutes`);
    });
    child.on('error', (error: NodeJS.ErrnoException) => {
      resolve(error.code === 'ENOENT' ? `"${program}" was not found` : error.message);
    });
    child.on('close', (code, killed) => {
      resolve(
        code === 0
          ? undefined
          : killed === null
            ? `it ended with exit code ${code ?? 'unknown'}`
            : `it was killed by ${killed}`,
      );
    });
  });
  if (limit.aborted) await sweep({ mark, folder: cwd });
  signal.throwIfAborted();
  if (problem === undefined) return;
  const shown = typeof command === 'string' ? [command] : command;
  throw new FailureError({ kind: 'cannotPrepare', version, step, command: shown, log: `${log()}\n${problem}`.trim() });
}

export function stepMark(): Mark {
  return newMark(`${process.pid}-versions`);
}

function shellFor(line: string): readonly string[] {
  return process.platform === 'win32' ? ['cmd', '/d', '/s', '/c', line] : ['/bin/sh', '-c', line];
}
