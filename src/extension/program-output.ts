/** Calls the command line for something short, and waits for what it says. */
import { execFile } from 'node:child_process';
import type * as vscode from 'vscode';
import { commandLineProgram } from './command-line-program.ts';

export interface ProgramEnd {
  /** Undefined where it did not start, or was killed. */
  readonly exitCode: number | undefined;
  /** What it wrote to stdout. */
  readonly stdout: string;
  /** What it wrote to stderr. */
  readonly output: string;
}

const mostBytes = 256e6;

export function runProgram(
  context: vscode.ExtensionContext,
  args: readonly string[],
  cwd: string,
): Promise<ProgramEnd> {
  return new Promise((resolve) => {
    // Desktop VS Code's own executable is Node.js only when it is told so.
    const env = { ...process.env, ELECTRON_RUN_AS_NODE: '1' };
    const options = { cwd, env, maxBuffer: mostBytes };
    execFile(process.execPath, [commandLineProgram(context), ...args], options, (error, stdout, stderr) => {
      const code = error === null ? 0 : error.code;
      resolve({ exitCode: typeof code === 'number' ? code : undefined, stdout, output: stderr.trim() });
    });
  });
}
