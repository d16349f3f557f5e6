/** Asks git, and changes nothing in the user's repository. */
import { execFile } from 'node:child_process';
import process from 'node:process';
import { FailureError } from '../../model/failure.ts';

const mostBytes = 256 * 1024 * 1024;

export interface GitAnswer {
  readonly code: number;
  readonly out: string;
  readonly error: string;
}

/** @throws FailureError badCall, where there is no git */
export function askGit(cwd: string, args: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<GitAnswer> {
  // Without locks, "status" and "diff" do not refresh the user's index in passing.
  const quiet = { ...process.env, GIT_OPTIONAL_LOCKS: '0', GIT_TERMINAL_PROMPT: '0', LC_ALL: 'C', ...env };
  return new Promise((resolve, reject) => {
    execFile('git', args, { cwd, env: quiet, maxBuffer: mostBytes, encoding: 'utf8' }, (error, out, stderr) => {
      if (error?.code === 'ENOENT') reject(noGit());
      else resolve({ code: error === null ? 0 : Number(error.code ?? 1) || 1, out, error: stderr.trim() });
    });
  });
}

/** What git prints; undefined where it fails. */
export async function gitOutput(cwd: string, args: readonly string[]): Promise<string | undefined> {
  const { code, out } = await askGit(cwd, args);
  return code === 0 ? out : undefined;
}

/** Names that git ends with a zero byte each. */
export async function gitNames(cwd: string, args: readonly string[]): Promise<readonly string[]> {
  return ((await gitOutput(cwd, args)) ?? '').split('\0').filter((name) => name !== '');
}

function noGit(): FailureError {
  return new FailureError({
    kind: 'badCall',
    problem: 'git was not found, and two versions of the code are read from it.',
    fix: 'Install git, or compare two stored runs: leanscope compare previous last',
  });
}
