/**
 * Does the ceiling of a finding hold? Each documented waste of the example shop is found by a run, then fixed in a copy. Shop and copy
 * take turns under the requests that the waste is in, in random order; what the fix saves is the ratio of their CPU per request,
 * by pairs of neighbouring blocks. It should be at most the ceiling and at least half of it.
 *
 *     npm run bench:findings [waste…]
 */
import { fork, type ChildProcess } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { Agent, request as httpRequest } from 'node:http';
import { join } from 'node:path';
import type { ReportAdvice } from '../src/model/report-findings.ts';
import type { Report } from '../src/model/report.ts';
import { fixedShop } from '../test/shop-fixes.ts';
import { measure } from '../test/world/leanscope.ts';

interface Waste {
  readonly id: string;
  readonly function: string;
  readonly kind: 'cpu' | 'allocation' | 'bytes';
  readonly route: string;
}

interface Sent {
  readonly method: string;
  readonly path: string;
  readonly weight: number;
  readonly body?: unknown;
}

interface Used {
  readonly cpuMs: number;
  readonly bytes: number;
}

const shop = join(import.meta.dirname, '..', 'test', 'apps', 'shop');
const pairs = 8;
const blockMs = 700;
/** The part of the ceiling that is on the waste's own route: of 100 requests, 6 carts format 14 prices each and 24 products one. */
const ownPart: Readonly<Record<string, number>> = { 'formatter-per-call': (6 * 14) / (6 * 14 + 24) };

async function main(chosen: readonly string[]): Promise<void> {
  const wastes = (await json<Waste[]>('WASTES.json')).filter(({ id }) => chosen.length === 0 || chosen.includes(id));
  const { requests } = (await json<{ scenario: { requests: Sent[] } }>('leanscope.json')).scenario;
  const report = await measure(shop, 40, []);
  const dearer = Math.round((report.quality.overheadShare ?? NaN) * 100);
  console.log(`Keeping functions apart and sampling made a request ${dearer} % dearer.\n`);
  console.log('| waste | rule | ceiling | saved | saved / ceiling |\n| --- | --- | --- | --- | --- |');
  for (const waste of wastes) {
    const sent = requests.filter((each) => isOn(waste.route, each));
    const base = await fixedShop('as-it-is', []);
    const fixed = await fixedShop(waste.id, [waste.id]);
    console.log(row(waste, ceilingOf(waste, report), await savedBy({ base, fixed, sent, kind: waste.kind })));
  }
}

async function json<T>(file: string): Promise<T> {
  return JSON.parse(await readFile(join(shop, file), 'utf8')) as T;
}

function isOn(route: string, { method, path }: Sent): boolean {
  return new RegExp(`^${route.replace(/:\w+/g, '[^/]+')}$`).test(`${method} ${path.split('?')[0] ?? ''}`);
}

interface Ceiling {
  readonly rules: string;
  /** Of what the requests on these routes cost. */
  readonly share: number;
}

/** Of bytes, all that the findings of the route promise: none of them counts what another has. */
function ceilingOf({ id, function: name, kind, route }: Waste, report: Report): Ceiling {
  const found = report.advice.filter((each) => (kind === 'bytes' ? each.route === route : each.function === name));
  const saving = ({ saving: { cpuMsPerRequest, bytesOutPerRequest = 0 } }: ReportAdvice) =>
    kind === 'bytes' ? bytesOutPerRequest : cpuMsPerRequest;
  const cost = report.routes
    .filter(({ method, path }) => route === `${method} ${path}`)
    .reduce(
      (sum, each) => sum + each.share * ((kind === 'bytes' ? each.body?.bytesPerRequest : each.cpuMsPerRequest) ?? 0),
      0,
    );
  return {
    rules: found.map(({ rule }) => rule).join(', '),
    share: Math.min(1, ((ownPart[id] ?? 1) * found.reduce((sum, each) => sum + saving(each), 0)) / cost),
  };
}

interface Trial {
  readonly base: string;
  readonly fixed: string;
  readonly sent: readonly Sent[];
  readonly kind: Waste['kind'];
}

/** The share saved, by pairs of blocks. */
async function savedBy({ base, fixed, sent, kind }: Trial): Promise<readonly number[]> {
  const apps = await Promise.all([base, fixed].map(startShop));
  try {
    for (const app of apps) await block(app, sent, 2 * blockMs);
    const saved: number[] = [];
    for (let pair = 0; pair < pairs; pair++) {
      const first = Math.random() < 0.5 ? 0 : 1;
      const used: Used[] = [];
      for (const index of [first, 1 - first]) used[index] = await block(apps[index], sent, blockMs);
      const [before, after] = used.map(({ cpuMs, bytes }) => (kind === 'bytes' ? bytes : cpuMs));
      saved.push(1 - (after ?? NaN) / (before ?? NaN));
    }
    return saved;
  } finally {
    for (const { child } of apps) child.kill();
  }
}

interface Running {
  readonly child: ChildProcess;
  readonly port: number;
}

/** The shop as it is, with no agent: it only tells its own CPU when it is asked. */
function startShop(folder: string): Promise<Running> {
  const preload = `process.on('message', () => process.send(process.cpuUsage()));`;
  const child = fork('src/server.ts', {
    cwd: folder,
    env: { ...process.env, PORT: '0' },
    execArgv: ['--no-warnings', '--import', `data:text/javascript,${encodeURIComponent(preload)}`],
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
  });
  return new Promise((resolve, reject) => {
    child.once('exit', reject);
    child.stdout?.on('data', (text: Buffer) => {
      const port = /:(\d+)\s*$/.exec(text.toString())?.[1];
      if (port !== undefined) resolve({ child, port: Number(port) });
    });
  });
}

/** CPU and bytes per request: whole rounds of the requests, as often as each weighs, until the time is over. */
async function block(app: Running | undefined, sent: readonly Sent[], ms: number): Promise<Used> {
  if (app === undefined) throw new Error('Two applications were started.');
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const round = sent.flatMap((each) => Array.from({ length: each.weight }, () => each));
  const before = await cpuMsOf(app);
  const end = performance.now() + ms;
  let count = 0;
  let bytes = 0;
  while (performance.now() < end)
    for (const each of round) {
      bytes += await bytesOf(app.port, each, agent);
      count++;
    }
  const cpuMs = (await cpuMsOf(app)) - before;
  agent.destroy();
  return { cpuMs: cpuMs / count, bytes: bytes / count };
}

function cpuMsOf({ child }: Running): Promise<number> {
  return new Promise((resolve) => {
    child.once('message', ({ user, system }: NodeJS.CpuUsage) => {
      resolve((user + system) / 1000);
    });
    child.send('cpu');
  });
}

/** Of the answer's body, as it was sent. */
function bytesOf(port: number, { method, path, body }: Sent, agent: Agent): Promise<number> {
  const text = body === undefined ? '' : JSON.stringify(body);
  const headers = { 'accept-encoding': 'gzip', ...(text === '' ? {} : { 'content-type': 'application/json' }) };
  return new Promise((resolve, reject) => {
    const sent = httpRequest({ port, host: '127.0.0.1', method, path, agent, headers }, (answer) => {
      let bytes = 0;
      answer.on('data', (chunk: Buffer) => (bytes += chunk.length));
      answer.on('end', () => {
        resolve(bytes);
      });
    });
    sent.on('error', reject);
    sent.end(text);
  });
}

function row({ id }: Waste, { rules, share }: Ceiling, saved: readonly number[]): string {
  const sorted = [...saved].sort((a, b) => a - b);
  const median = ((sorted[pairs / 2] ?? NaN) + (sorted[pairs / 2 - 1] ?? NaN)) / 2;
  const percent = (value: number | undefined) => `${((value ?? NaN) * 100).toFixed(1)} %`;
  const range = `${percent(median)} (${percent(sorted[0])} to ${percent(sorted.at(-1))})`;
  return `| ${id} | ${rules} | ${percent(share)} | ${range} | ${(median / share).toFixed(2)} |`;
}

await main(process.argv.slice(2));
