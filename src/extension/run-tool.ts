/** One short call of the command line: its answer, not its progress. */
import { execFile } from 'node:child_process';
import * as vscode from 'vscode';

export interface ToolEnd {
  /** Exit code; undefined where it was ended from outside. */
  readonly code: number | undefined;
  readonly stdout: string;
  readonly stderr: string;
}

/** A Report in full; more would be a mistake. */
const mostBytes = 512e6;

export function runTool(program: string, args: readonly string[], signal?: AbortSignal): Promise<ToolEnd> {
  // Whoever asks: a workspace that is not trusted is only looked at.
  if (!vscode.workspace.isTrusted) {
    const stderr = vscode.l10n.t('Nothing is run in a workspace that is not trusted.');
    return Promise.resolve({ code: undefined, stdout: '', stderr });
  }
  return new Promise((resolve) => {
    // Desktop VS Code's own executable is Node.js only when it is told so.
    const env = { ...process.env, ELECTRON_RUN_AS_NODE: '1' };
    const options = { env, maxBuffer: mostBytes, ...(signal === undefined ? {} : { signal }) };
    execFile(process.execPath, [program, ...args], options, (error, stdout, stderr) => {
      const code = error === null ? 0 : typeof error.code === 'number' ? error.code : undefined;
      resolve({ code, stdout, stderr });
    });
  });
}
