/**
 * One generator, in a process of its own so that its CPU can be told: `load-client.ts closed|open|autocannon|autocannonRate|socket PORT SECONDS
 * RATE PATH`. Prints `ClientResult` as JSON. For autocannon, AUTOCANNON is the folder in which it is installed.
 */
import { createRequire } from 'node:module';
import { connect } from 'node:net';
import { join } from 'node:path';
import { createAllowance } from '../src/load/allowance.ts';
import { createRateCap } from '../src/load/rate-cap.ts';
import { createPool } from '../src/load/pool.ts';
import { runSlice } from '../src/load/run-slice.ts';
import { createTicker } from '../src/load/ticker.ts';
import { usersOf } from '../test/users-of.ts';

export interface ClientResult {
  readonly requests: number;
  readonly errors: number;
  readonly seconds: number;
  readonly cpuUs: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  /** Of an open load: answered per second, its first moments left out. */
  readonly sustainedPerSecond?: number;
  /** Latency samples; as many as requests, if all is well. */
  readonly samples: number;
}

type Counted = Omit<ClientResult, 'cpuUs' | 'seconds'>;

const [kind = '', port = '', secondsText = '', rateText = '', path = '/'] = process.argv.slice(2);
const [seconds, rate] = [Number(secondsText), Number(rateText)];
const url = `http://127.0.0.1:${port}`;
const connections = 8;

async function ours(open: boolean, forSeconds = seconds): Promise<Counted> {
  const headers = { 'accept-encoding': 'gzip, deflate, br' };
  const request = { method: 'GET', path, route: path, weight: 1, headers, asked: true };
  const pool = createPool({ baseUrl: url, limits: { answerMs: 10_000, answerBytes: 1e9 }, most: 1000 });
  const means = {
    pool,
    connections,
    rateCap: createRateCap(Infinity),
    allowance: createAllowance({}),
    ticker: createTicker,
  };
  const arrival = open ? { arrival: { spacing: 'constant', ratePerSecond: rate } as const } : {};
  const { perRequest, open: counted } = await runSlice(means, usersOf([request]), {
    durationMs: forSeconds * 1000,
    ...arrival,
  });
  const [outcome] = perRequest;
  const latency = outcome?.latencyUs ?? [];
  const samples = latency.reduce((sum, [, count]) => sum + count, 0);
  const at = (share: number): number => {
    let seen = 0;
    return (latency.find(([, count]) => (seen += count) >= share * samples)?.[0] ?? NaN) / 1000;
  };
  const counts = { requests: outcome?.completed ?? 0, errors: outcome?.errors ?? 0, samples };
  const sustained = counted === undefined ? {} : { sustainedPerSecond: (counted.answered / counted.windowMs) * 1000 };
  return { ...counts, ...sustained, p50Ms: at(0.5), p99Ms: at(0.99) };
}

interface AutocannonResult {
  readonly requests: { readonly total: number };
  readonly errors: number;
  readonly latency: { readonly p50: number; readonly p99: number; readonly totalCount: number };
}

async function autocannon(paced: boolean): Promise<Counted> {
  const folder = process.env['AUTOCANNON'] ?? '';
  type Autocannon = (options: Readonly<Record<string, unknown>>) => Promise<AutocannonResult>;
  const run = createRequire(join(folder, 'package.json'))('autocannon') as Autocannon;
  const found = await run({ url, connections, duration: seconds, ...(paced ? { overallRate: rate } : {}) });
  const { requests, errors, latency } = found;
  return { requests: requests.total, errors, samples: latency.totalCount, p50Ms: latency.p50, p99Ms: latency.p99 };
}

/** As little between the socket and the clock as there can be: a socket a request, sent by its own timer, due times as ours. */
async function socket(): Promise<Counted> {
  const startMs = performance.now();
  const count = Math.floor(seconds * rate) - 1;
  const latencies = await Promise.all(
    Array.from({ length: count }, async (_, i) => {
      const dueMs = startMs + ((i + 1) * 1000) / rate;
      await new Promise((resolve) => setTimeout(resolve, dueMs - performance.now()));
      await new Promise<void>((resolve, reject) => {
        const client = connect({ port: Number(port), host: '127.0.0.1', noDelay: true });
        client.on('error', reject);
        client.once('data', () => {
          client.destroy();
          resolve();
        });
        client.write('GET / HTTP/1.1\r\nhost: 127.0.0.1\r\n\r\n');
      });
      // As users would: what its own timer was late is in it, as it is in ours.
      return performance.now() - dueMs;
    }),
  );
  latencies.sort((a, b) => a - b);
  const at = (share: number): number => latencies[Math.ceil(share * count) - 1] ?? NaN;
  return { requests: count, errors: 0, samples: count, p50Ms: at(0.5), p99Ms: at(0.99) };
}

const kinds: Readonly<Record<string, () => Promise<Counted>>> = {
  closed: () => ours(false),
  open: () => ours(true),
  autocannon: () => autocannon(false),
  autocannonRate: () => autocannon(true),
  socket,
};
const run = kinds[kind];
if (run === undefined) throw new Error(`no such client: ${kind}`);
// In a run the generator has long been at work when anything counts; the first moments of its own code do not.
if (kind === 'open') await ours(true, 1);
const before = process.cpuUsage();
const startedMs = performance.now();
const counted = await run();
const { user, system } = process.cpuUsage(before);
const result: ClientResult = { ...counted, seconds: (performance.now() - startedMs) / 1000, cpuUs: user + system };
console.log(JSON.stringify(result));
process.exit(0);
