/** Generators of load beside a server: ours and others, each in a process of its own so that its CPU can be told. */
import { execFile, spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';
import type { ClientResult } from './load-client.ts';
import { installPeer } from './peer-packages.ts';

const run = promisify(execFile);

/** Runs `work` beside a server and gives it the server's port. */
export async function withServer<T>(kind: string, work: (port: string) => Promise<T>): Promise<T> {
  const file = join(import.meta.dirname, 'load-server.ts');
  const server = spawn(process.execPath, ['--no-warnings', file, kind], { stdio: ['ignore', 'pipe', 'inherit'] });
  try {
    const lines = createInterface(server.stdout);
    const port = await new Promise<string>((resolve) => lines.once('line', resolve));
    return await work(port);
  } finally {
    server.kill();
  }
}

/** Other people's are installed when they are asked for. */
export async function client(
  kind: string,
  port: string,
  seconds: number,
  { rate = 0, path = '/' }: { readonly rate?: number; readonly path?: string } = {},
): Promise<ClientResult> {
  const file = join(import.meta.dirname, 'load-client.ts');
  const peer = kind.startsWith('autocannon') ? { AUTOCANNON: await installPeer('autocannon@8.0.0') } : {};
  const env = { ...process.env, ...peer };
  const args = ['--no-warnings', file, kind, port, String(seconds), String(rate), path];
  const { stdout } = await run(process.execPath, args, { env });
  return JSON.parse(stdout.trim().split('\n').at(-1) ?? '') as ClientResult;
}

export interface WrkResult {
  readonly requests: number;
  readonly perSecond: number;
  readonly p50: string;
  readonly p99: string;
}

export async function wrk(port: string, path: string, seconds: number): Promise<WrkResult> {
  // As our own load does: an application that compresses does so for both, or the two measure different work.
  const header = ['-H', 'accept-encoding: gzip, deflate, br'];
  const args = ['-t1', '-c8', `-d${seconds}s`, '--latency', ...header, `http://127.0.0.1:${port}${path}`];
  const { stdout } = await run('wrk', args);
  const found = (pattern: RegExp): string => pattern.exec(stdout)?.[1] ?? '?';
  return {
    requests: Number(found(/(\d+) requests in/)),
    perSecond: Number(found(/Requests\/sec:\s+([\d.]+)/)),
    p50: found(/50%\s+(\S+)/),
    p99: found(/99%\s+(\S+)/),
  };
}
