/** One short call of the command line: its answer, not its progress. */
import { execFile } from 'node:child_process';

export interface ToolEnd {
  /** Exit code; undefined where it was ended from outside. */
  readonly code: number | undefined;
  readonly stdout: string;
  readonly stderr: string;
}

/** A Report in full; more would be a mistake. */
const mostBytes = 512e6;

export function runTool(program: string, args: readonly string[], signal?: AbortSignal): Promise<ToolEnd> {
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
