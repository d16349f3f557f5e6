import { execFile } from 'node:child_process';

/** What a program of the system prints; empty where it is not there or does not end well. */
export function output(program: string, args: readonly string[]): Promise<string> {
  return new Promise((resolve) => {
    execFile(program, args, { maxBuffer: 64 * 1024 * 1024, windowsHide: true, timeout: 10_000 }, (error, stdout) => {
      resolve(error === null ? stdout : '');
    });
  });
}
