/**
 * The load generator against others, and its predictions against what happens.
 *
 *     npm run bench:load [efficiency|delay|spacing|stall|saturation …, default all] [--only APPLICATION …, of saturation]
 *
 * wrk must be on the PATH. Everything runs over loopback; on a machine with other work, compare rows of one run only.
 */
import type { ClientResult } from './load-client.ts';
import { client, withServer, wrk } from './load-clients.ts';
import { sendInto } from './load-spacing.ts';
import { apps, predict, saturate } from './saturation.ts';

/** Parts, then `--only` and names of applications. */
const words = process.argv.slice(2);
const asked = words.includes('--only') ? words.slice(0, words.indexOf('--only')) : words;
const only = words.slice(asked.length + 1);

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
  const sustained = await withServer('fixed', (port) => client('open', port, 5, { rate: 15_000 }));
  const { sustainedPerSecond = NaN, seconds, cpuUs, p99Ms, errors } = sustained;
  console.log(
    `\nOpen load at 15,000/s: ${sustainedPerSecond.toFixed(0)}/s answered, ${errors} errors, p99 ${p99Ms} ms, ${(cpuUs / seconds / 1e6).toFixed(2)} cores.\n`,
  );
}

/** Each beside the reference, on one server, so that whatever the machine does is done to both. */
async function delay(): Promise<void> {
  console.log(
    'A handler of 50 ms, 200 requests/s for 10 s, at the same time as raw sockets that count from when they were due:\n',
  );
  console.log(
    '| generator | requests | latency samples | p50, ms | p99, ms | p99 of raw sockets beside it |\n| --- | --- | --- | --- | --- | --- |',
  );
  for (const kind of ['open', 'autocannonRate']) {
    const [own, raw] = await withServer('delay', (at) =>
      Promise.all([client(kind, at, 10, { rate: 200 }), client('socket', at, 10, { rate: 200 })]),
    );
    const { requests, samples, p50Ms, p99Ms } = own;
    console.log(
      `| ${nameOf[kind] ?? kind} | ${requests} | ${samples} | ${p50Ms.toFixed(1)} | ${p99Ms.toFixed(1)} | ${raw.p99Ms.toFixed(1)} |`,
    );
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
    const { requests, p50Ms, p99Ms } = await withServer('stall', (port) => client(kind, port, seconds, { rate: 200 }));
    console.log(`| ${nameOf[kind] ?? kind} | ${requests} | ${p50Ms.toFixed(1)} | ${p99Ms.toFixed(1)} |`);
  }
  const { p50, p99 } = await withServer('stall', (port) => wrk(port, '/', seconds));
  console.log(`| wrk | | ${p50} | ${p99} |`);
}

/**
 * wrk before, between and after two predictions, each with a start of the application of its own: one start may be a quarter slower than
 * the next, for as long as it lives. Beside wrk, in turns and on the same application without an agent, our own closed load: what a request
 * costs by the one over the other is what is due to the generator.
 */
async function saturation(): Promise<void> {
  console.log(
    '\n| application | predicted, requests/s per core | wrk, per core it used | off by | CPU of a request, ours over wrk, in turns | wrk, requests/s |\n| --- | --- | --- | --- | --- | --- |',
  );
  for (const app of apps.filter(({ name }) => only.length === 0 || only.includes(name))) {
    const turns = [...(await saturate(app))];
    const predictions: number[] = [];
    for (let start = 0; start < 2; start++) {
      predictions.push(await predict(app));
      turns.push(...(await saturate(app)));
    }
    const reached = turns.map(({ perCore }) => perCore);
    const cells = [
      app.name,
      spread(predictions),
      spread(reached),
      `${((median(predictions) / median(reached) - 1) * 100).toFixed(1)} %`,
      spread(
        turns.map(({ oursOverWrk }) => oursOverWrk),
        2,
      ),
      median(turns.map(({ perSecond }) => perSecond)).toFixed(0),
    ];
    console.log(`| ${cells.join(' | ')} |`);
  }
}

/** Median, and range. */
function spread(values: readonly number[], digits = 0): string {
  const [middle, least, most] = [median(values), Math.min(...values), Math.max(...values)].map((value) =>
    value.toFixed(digits),
  );
  return `${middle ?? ''} (${least ?? ''} to ${most ?? ''})`;
}

/** How far real sends are from a Poisson process: gap by gap, and as moments spread over the whole. */
async function spacing(): Promise<void> {
  console.log(
    '\nPoisson arrivals, largest distance from the distribution (Kolmogorov and Smirnov), over that of 1 in 1,000:\n',
  );
  console.log('| requests/s | sends | gaps | moments | late, p50, ms | cores |\n| --- | --- | --- | --- | --- | --- |');
  for (const rate of [100, 1000, 5000]) {
    const { sends, gaps, moments, lateP50Ms, cores } = await sendInto(rate, 5000);
    console.log(
      `| ${rate} | ${sends} | ${gaps.toFixed(2)} | ${moments.toFixed(2)} | ${lateP50Ms.toFixed(2)} | ${cores.toFixed(2)} |`,
    );
  }
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const [below, above] = [sorted[(sorted.length - 1) >> 1], sorted[sorted.length >> 1]];
  return ((below ?? NaN) + (above ?? NaN)) / 2;
}

const parts: Readonly<Record<string, () => Promise<void>>> = { efficiency, delay, spacing, stall, saturation };
for (const part of asked.length === 0 ? Object.keys(parts) : asked) {
  const work = parts[part];
  if (work === undefined) throw new Error(`no such part: ${part}`);
  await work();
}
