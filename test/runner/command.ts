/** A program that counts as one test: it passes with exit code 0. */
import { spawn } from 'node:child_process';
import { oneFailed, type Count } from './count.ts';
import { root } from './folders.ts';

export interface CommandOptions {
  /** Tell its output as it comes; else in one piece at its end, so that several can run side by side. */
  readonly live?: boolean;
  /** Ends it. Nobody is told. */
  readonly signal?: AbortSignal;
}

export function command(
  program: string,
  args: readonly string[],
  { live = false, signal }: CommandOptions = {},
): Promise<Count> {
  return new Promise((resolve) => {
    const line = [program, ...args].join(' ');
    const startedAt = performance.now();
    const child = spawn(program, args, {
      cwd: root,
      stdio: live ? 'inherit' : ['ignore', 'pipe', 'pipe'],
      shell: process.platform === 'win32',
      ...(signal === undefined ? {} : { signal }),
    });
    const said: Buffer[] = [];
    for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk: Buffer) => said.push(chunk));
    child.on('error', () => {
      resolve(oneFailed(`${line} cannot be started`));
    });
    child.on('close', (code) => {
      if (signal?.aborted !== true) {
        process.stdout.write(Buffer.concat(said));
        const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
        console.log(`${code === 0 ? 'ok' : 'FAILED'} in ${seconds} s: ${line}`);
      }
      resolve(code === 0 ? { passed: 1, failed: 0, failures: [] } : oneFailed(line));
    });
  });
}
