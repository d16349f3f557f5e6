/** The load generator: a process of its own that ends with the tool that started it. */
import process from 'node:process';
import { defaultLimits } from './connection.ts';
import type { FromGenerator, GeneratorSetup, ToGenerator } from './generator-protocol.ts';
import { createPool } from './pool.ts';
import { prepareRequests, type PreparedRequest } from './prepare.ts';
import { runSlice, type Means } from './run-slice.ts';
import { createTicker, type Ticker } from './ticker.ts';
import { usersOf } from './users.ts';

interface Ready {
  readonly means: Means;
  readonly requests: readonly PreparedRequest[];
}

/** Of an open load: requests beyond it are not sent, and count as errors. */
const mostConnections = 1000;

let ready: Ready | undefined;
let ticker: Ticker | undefined;

process.on('message', (message: ToGenerator) => void answer(message));
process.on('disconnect', () => process.exit(0));

async function answer(message: ToGenerator): Promise<void> {
  try {
    process.send?.(await handle(message));
  } catch (error) {
    process.send?.({ id: message.id, kind: 'failed', reason: error instanceof Error ? error.message : String(error) });
  }
}

async function handle(message: ToGenerator): Promise<FromGenerator> {
  const { id } = message;
  if (message.kind === 'prepare') return prepare(id, message.setup);
  if (ready === undefined) throw new Error('asked to run before it was prepared');
  const { means, requests } = ready;
  const outcome = await runSlice(means, usersOf(requests, message.slice.requestIndex), message.slice);
  return { id, kind: 'outcome', outcome };
}

async function prepare(id: number, setup: GeneratorSetup): Promise<FromGenerator> {
  const { baseUrl, candidates, connections, warnings } = setup;
  const pool = createPool(baseUrl, defaultLimits, Math.max(connections, mostConnections));
  const prepared = await prepareRequests(pool.first(connections), candidates);
  const { requests } = prepared;
  ready = { means: { pool, connections, ticker: () => (ticker ??= createTicker()) }, requests };
  const all = requests.reduce((sum, { weight }) => sum + weight, 0);
  const recorded = requests.map(({ method, path, route, weight, sample }) => ({
    ...{ method, path, route, share: weight / all },
    ...(sample === undefined ? {} : { body: sample }),
  }));
  return {
    id,
    kind: 'prepared',
    prepared: { requests: recorded, warnings: [...warnings, ...prepared.warnings], failures: prepared.failures },
  };
}
