/**
 * The load generator against others, and its predictions against what happens.
 *
 *     npm run bench:load [efficiency|delay|stall|saturation …, default all]
 *
 * wrk must be on the PATH. Everything runs over loopback; on a machine with other work, compare rows of one run only.
 */
import { execFile, spawn } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';
import type { Report } from '../src/model/report.ts';
import type { ClientResult } from './load-client.ts';
import { installPeer } from './peer-packages.ts';

const root = join(import.meta.dirname, '..');
const run = promisify(execFile);

/** Runs `work` beside a server and gives it the server's port. */
async function withServer<T>(kind: string, work: (port: string) => Promise<T>): Promise<T> {
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

async function client(kind: string, port: string, seconds: number, rate = 0): Promise<ClientResult> {
  const file = join(import.meta.dirname, 'load-client.ts');
  const env = { ...process.env, AUTOCANNON: await installPeer('autocannon@8.0.0') };
  const args = ['--no-warnings', file, kind, port, String(seconds), String(rate)];
  const { stdout } = await run(process.execPath, args, { env });
  return JSON.parse(stdout.trim().split('\n').at(-1) ?? '') as ClientResult;
}

async function wrk(
  port: string,
  path: string,
  seconds: number,
): Promise<{ readonly perSecond: number; readonly p50: string; readonly p99: string }> {
  const args = ['-t1', '-c8', `-d${seconds}s`, '--latency', `http://127.0.0.1:${port}${path}`];
  const { stdout } = await run('wrk', args);
  const found = (pattern: RegExp): string => pattern.exec(stdout)?.[1] ?? '?';
  return {
    perSecond: Number(found(/Requests\/sec:\s+([\d.]+)/)),
    p50: found(/50%\s+(\S+)/),
    p99: found(/99%\s+(\S+)/),
  };
}

async function efficiency(): Promise<void> {
  console.log(
    '| generator, 8 connections | requests/s | CPU, µs per request | over autocannon |\n| --- | --- | --- | --- |',
  );
  const rounds = 4;
  const all = await withServer('fixed', async (port) => {
    const results: { closed: ClientResult[]; autocannon: ClientResult[]; wrk: number[] } = {
      closed: [],
      autocannon: [],
      wrk: [],
    };
    for (let i = 0; i < rounds; i++) {
      results.closed.push(await client('closed', port, 3));
      results.autocannon.push(await client('autocannon', port, 3));
      results.wrk.push((await wrk(port, '/', 2)).perSecond);
    }
    return results;
  });
  const cost = (results: readonly ClientResult[]): number =>
    median(results.map(({ cpuUs, requests }) => cpuUs / requests));
  const perSecond = (results: readonly ClientResult[]): number =>
    median(results.map(({ requests, seconds }) => requests / seconds));
  const ratios = all.closed.map(({ cpuUs, requests }, i) => {
    const other = all.autocannon[i];
    return other === undefined ? NaN : cpuUs / requests / (other.cpuUs / other.requests);
  });
  console.log(
    `| leanscope | ${perSecond(all.closed).toFixed(0)} | ${cost(all.closed).toFixed(1)} | ${median(ratios).toFixed(2)} (${Math.min(...ratios).toFixed(2)} to ${Math.max(...ratios).toFixed(2)}) |`,
  );
  console.log(`| autocannon | ${perSecond(all.autocannon).toFixed(0)} | ${cost(all.autocannon).toFixed(1)} | 1 |`);
  console.log(`| wrk | ${median(all.wrk).toFixed(0)} | | |`);
  const sustained = await withServer('fixed', (port) => client('open', port, 5, 15_000));
  const { requests, seconds, cpuUs, p99Ms, errors } = sustained;
  console.log(
    `\nOpen load at 15,000/s: ${(requests / seconds).toFixed(0)}/s sent and answered, ${errors} errors, p99 ${p99Ms} ms, ${(cpuUs / seconds / 1e6).toFixed(2)} cores.\n`,
  );
}

async function delay(): Promise<void> {
  console.log('A handler of 50 ms, 200 requests/s for 10 s:\n');
  console.log('| generator | requests | latency samples | p50, ms | p99, ms |\n| --- | --- | --- | --- | --- |');
  for (const kind of ['open', 'socket', 'autocannonRate']) {
    const { requests, samples, p50Ms, p99Ms } = await withServer('delay', (port) => client(kind, port, 10, 200));
    console.log(`| ${nameOf[kind] ?? kind} | ${requests} | ${samples} | ${p50Ms.toFixed(1)} | ${p99Ms.toFixed(1)} |`);
  }
}

const nameOf: Readonly<Record<string, string>> = {
  open: 'leanscope, open',
  socket: 'raw sockets',
  autocannonRate: 'autocannon, overallRate',
  autocannon: 'autocannon, closed',
};

async function stall(): Promise<void> {
  const seconds = 20;
  console.log(
    `\nA server that answers nobody for 1 s of every 10, for ${seconds} s, 200 requests/s where a rate can be set:\n`,
  );
  console.log('| generator | requests | p50, ms | p99, ms |\n| --- | --- | --- | --- |');
  // Users come evenly: a tenth of them into a stall, and wait for what is left of it, evenly from 1 s to 0.
  console.log('| ideal observer | | 0 | 900 |');
  for (const kind of ['open', 'socket', 'autocannonRate', 'autocannon']) {
    const { requests, p50Ms, p99Ms } = await withServer('stall', (port) => client(kind, port, seconds, 200));
    console.log(`| ${nameOf[kind] ?? kind} | ${requests} | ${p50Ms.toFixed(1)} | ${p99Ms.toFixed(1)} |`);
  }
  const { p50, p99 } = await withServer('stall', (port) => wrk(port, '/', seconds));
  console.log(`| wrk | | ${p50} | ${p99} |`);
}

interface App {
  readonly name: string;
  readonly file: string;
  readonly path: string;
}

const apps: readonly App[] = [
  { name: 'kernels', file: 'server.cjs', path: '/' },
  { name: 'express4', file: 'server.js', path: '/' },
  { name: 'fastify', file: 'server.mjs', path: '/primes' },
  { name: 'koa', file: 'server.js', path: '/api/v1/cities' },
  { name: 'hono', file: 'server.js', path: '/' },
  { name: 'shop', file: 'dist/server.js', path: '/products/7' },
];

async function saturation(): Promise<void> {
  console.log(
    '\n| application | predicted, requests/s per core | wrk, per core it used | off by | wrk, requests/s | cores |\n| --- | --- | --- | --- | --- | --- |',
  );
  for (const app of apps) {
    const predicted = await predict(app);
    const { perSecond, cores } = await saturate(app);
    const off = predicted / (perSecond / cores) - 1;
    console.log(
      `| ${app.name} | ${predicted.toFixed(0)} | ${(perSecond / cores).toFixed(0)} | ${(off * 100).toFixed(1)} % | ${perSecond.toFixed(0)} | ${cores.toFixed(2)} |`,
    );
  }
}

async function predict({ name, file, path }: App): Promise<number> {
  const folder = await mkdtemp(join(tmpdir(), 'leanscope-bench-'));
  try {
    const [scenario, out] = [join(folder, 'scenario.json'), join(folder, 'report.json')];
    await writeFile(scenario, JSON.stringify({ requests: [{ method: 'GET', path }] }));
    const flags = [
      '--cwd',
      join(root, 'test', 'apps', name),
      '--scenario',
      scenario,
      '--json',
      out,
      '--budget-seconds',
      '12',
      '--no-store',
      '--quiet',
    ];
    await run(process.execPath, [join(root, 'dist', 'cli.cjs'), 'run', ...flags, '--', process.execPath, file]);
    const { capacity } = JSON.parse(await readFile(out, 'utf8')) as Report;
    return capacity?.requestsPerSecondPerCore ?? NaN;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function saturate({ name, file, path }: App): Promise<{ readonly perSecond: number; readonly cores: number }> {
  const port = '45871';
  const cwd = join(root, 'test', 'apps', name);
  const server = spawn(process.execPath, [file], {
    cwd,
    env: { ...process.env, PORT: port },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  try {
    await new Promise((resolve) => server.stdout.once('data', resolve));
    await wrk(port, path, 3);
    const [before, startedMs] = [await cpuMsOf(server.pid ?? 0), performance.now()];
    const { perSecond } = await wrk(port, path, 5);
    const cores = ((await cpuMsOf(server.pid ?? 0)) - before) / (performance.now() - startedMs);
    return { perSecond, cores };
  } finally {
    server.kill();
  }
}

/** User and system time of all its threads (proc(5): fields 14 and 15 of stat, in ticks of 10 ms). */
async function cpuMsOf(pid: number): Promise<number> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8');
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return (Number(fields[11]) + Number(fields[12])) * 10;
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? NaN;
}

const parts: Readonly<Record<string, () => Promise<void>>> = { efficiency, delay, stall, saturation };
const asked = process.argv.slice(2);
for (const part of asked.length === 0 ? Object.keys(parts) : asked) {
  const work = parts[part];
  if (work === undefined) throw new Error(`no such part: ${part}`);
  await work();
}
