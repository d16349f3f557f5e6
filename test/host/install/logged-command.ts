/** Runs a program to its end with its output in a file: thousands of lines of a compiler, which nobody reads unless it fails. */
import { spawn } from 'node:child_process';
import { mkdir, open, readFile } from 'node:fs/promises';
import { dirname } from 'node:path';

export interface LoggedOptions {
  readonly cwd: string;
  readonly env: NodeJS.ProcessEnv;
  readonly logFile: string;
}

export class CommandFailed extends Error {
  /** What it said itself, without what others had said in the same file. */
  readonly said: string;

  constructor(line: string, said: string) {
    super(`"${line}" failed.`);
    this.said = said;
  }
}

/** @throws CommandFailed */
export async function loggedCommand(program: string, args: readonly string[], options: LoggedOptions): Promise<void> {
  const { cwd, env, logFile } = options;
  const line = [program, ...args].join(' ');
  await mkdir(dirname(logFile), { recursive: true });
  const log = await open(logFile, 'a');
  try {
    const { size: before } = await log.stat();
    await log.write(`\n$ ${line}\n`);
    const end = await new Promise<string>((resolve) => {
      const child = spawn(program, args, { cwd, env, stdio: ['ignore', log.fd, log.fd] });
      child.once('error', (error) => {
        resolve(error.message);
      });
      child.once('close', (code, signal) => {
        resolve(code === 0 ? '' : `ended with ${signal ?? `exit code ${code ?? '?'}`}`);
      });
    });
    if (end === '') return;
    const said = (await readFile(logFile)).subarray(before).toString();
    throw new CommandFailed(line, `${said}\n${end}`);
  } finally {
    await log.close();
  }
}
