/** The load generator: a process of its own that ends with the tool that started it. */
import process from 'node:process';
import { createAllowance } from './allowance.ts';
import { createAnswerTimes } from './answer-times.ts';
import { askForAnswers } from './answers.ts';
import { answerLimits } from './connection.ts';
import type { FromGenerator, GeneratorSetup, ToGenerator } from './generator-protocol.ts';
import { speaksHttp2 } from './http2.ts';
import { createJourneys, type Journeys } from './journeys.ts';
import { createRateCap } from './rate-cap.ts';
import { createPool } from './pool.ts';
import { prepareRequests, type PreparedRequest } from './prepare.ts';
import { recorded } from './recorded.ts';
import { createRepeats } from './repeats.ts';
import { runSlice, type Means } from './run-slice.ts';
import { createTicker, type Ticker } from './ticker.ts';
import { webSocketMethod } from './websocket.ts';

interface Ready {
  readonly requests: readonly PreparedRequest[];
  readonly means: Means;
  readonly journeys: Journeys;
}

/** Of an open load: requests beyond it are not sent, and count as errors. */
const mostConnections = 1000;

let ready: Ready | undefined;
let ticker: Ticker | undefined;

process.on('message', (message: ToGenerator) => void answer(message));
process.on('disconnect', () => void leave());

async function answer(message: ToGenerator): Promise<void> {
  try {
    process.send?.(await handle(message));
  } catch (error) {
    process.send?.({ id: message.id, kind: 'failed', reason: error instanceof Error ? error.message : String(error) });
  }
}

/** The tool is done, or gone. */
async function leave(): Promise<void> {
  await ready?.means.pool.close();
  process.exit(0);
}

async function handle(message: ToGenerator): Promise<FromGenerator> {
  const { id } = message;
  if (message.kind === 'prepare') return prepare(id, message.setup);
  if (ready === undefined) throw new Error('asked to run before it was prepared');
  const { means, journeys, requests } = ready;
  if (message.kind === 'answers') {
    const [connection] = means.pool.first(1);
    if (connection === undefined) throw new Error('a load needs at least one connection');
    return { id, kind: 'answers', answers: await askForAnswers(connection, journeys, requests) };
  }
  const outcome = await runSlice(means, journeys.users(message.slice.requestIndex, message.slice.size), message.slice);
  const spent = means.allowance.spent();
  return spent === undefined ? { id, kind: 'outcome', outcome } : { id, kind: 'spent', limit: spent };
}

async function prepare(id: number, setup: GeneratorSetup): Promise<FromGenerator> {
  const { baseUrl, h2c = false, connections, limits, warnings, leftOut } = setup;
  const allowance = createAllowance(limits);
  const http2 = h2c || (await speaksHttp2(baseUrl));
  const most = limits.connections ?? mostConnections;
  const webSockets = [...setup.candidates, ...setup.setup].some(({ method }) => method === webSocketMethod);
  const pool = createPool({ baseUrl, limits: answerLimits(limits), most, http2, webSockets });
  const rateCap = createRateCap(limits.requestsPerSecond ?? Infinity);
  const { requests, population, ...prepared } = await prepareRequests(pool.first(connections), rateCap, setup);
  const journeys = createJourneys(requests, population);
  const times = createAnswerTimes(requests.map(({ tookUs }) => tookUs));
  const repeats = createRepeats();
  const means = { pool, connections, rateCap, allowance, times, repeats, ticker: () => (ticker ??= createTicker()) };
  ready = { means, journeys, requests };
  return {
    id,
    kind: 'prepared',
    prepared: { ...prepared, requests: recorded(requests), leftOut, warnings: [...warnings, ...prepared.warnings] },
  };
}
